package io.hallmark.proof.argument;

import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.CommitmentIndex;
import io.hallmark.proof.relation.Group;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.GeometryRule;
import io.hallmark.proof.security.GroupShape;
import io.hallmark.proof.security.PartShape;
import io.hallmark.proof.security.ProofSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Geometries and tail that a prover takes for a run.
///
/// A trace shares the geometry of the data set that it opens, so that one opening serves both, as
/// long as the trace is small: below [#LEAST_OWN_CELLS] cells always. A longer one gets longer rows
/// of its own where that costs less: the price of a candidate is its work in nanoseconds, by the
/// measured cost of encoding and hashing, plus a microsecond per byte of the expected proof, ten
/// beyond a megabyte. Candidates that miss the floor of 100 bits are left out.
///
/// Everything chosen here is a public choice of the prover: a verifier takes what the statement
/// says and checks it.
///
/// @param run the run under the chosen geometries
/// @param parameters tail and levels, with the grinding of profile S
/// @param bytes expected bytes of the proof
public record ProofChoice(RunIndex run, Parameters parameters, double bytes) {
  /// Cells from which on a trace may have a geometry of its own.
  public static final long LEAST_OWN_CELLS = 1L << 18;

  private static final double MEGABYTE = 1e6;
  private static final double BYTE_NANOS = 1e3;
  private static final double LATE_BYTE_NANOS = 1e4;

  /// Nanoseconds per cell for encoding and hashing at rate 1/2, 1/4, 1/8.
  private static final double[] CELL_NANOS = {22.5, 43, 84};

  private static final int MOST_ROWS_BITS = 10;
  private static final int LEAST_ROWS_BITS = 4;
  private static final int LEAST_OWN_M = 11;
  private static final int MOST_OWN_M = 24;
  private static final long FREE_OPENINGS = 16;

  /// Chooses.
  ///
  /// @param run the run under the geometry of its data set
  /// @param free names of the older commitments that are not made yet: their geometry is chosen too
  /// @throws ProofException.Rejected if no geometry reaches the floor
  public static ProofChoice of(RunIndex run, Set<String> free) throws ProofException {
    Geometry shared = run.run().trace();
    List<Priced> candidates = new ArrayList<>();
    candidates.add(priced(run, shared, Map.of(), free));
    long cells = paddedCells(run);
    if (cells >= LEAST_OWN_CELLS) {
      int bits = Label.bits(cells);
      int least = Math.max(LEAST_OWN_M, bits - MOST_ROWS_BITS);
      for (int m = least; m <= Math.min(MOST_OWN_M, bits - LEAST_ROWS_BITS); m++) {
        for (int rate = 1; rate <= CELL_NANOS.length; rate++) {
          addOwn(candidates, run, m, rate, free);
        }
      }
    }
    candidates.sort(Comparator.comparingDouble(Priced::price));
    for (Priced candidate : candidates) {
      try {
        RunVerifier.checkFloor(candidate.choice.run, candidate.choice.parameters);
        return candidate.choice;
      } catch (ProofException.Rejected _) {
        // the next one has other rows and other errors
      }
    }
    Priced first = candidates.getFirst();
    RunVerifier.checkFloor(first.choice.run, first.choice.parameters);
    return first.choice;
  }

  private record Priced(ProofChoice choice, double price) {}

  private static void addOwn(List<Priced> out, RunIndex run, int m, int rate, Set<String> free) {
    GeometryRule.of(m, rate, 1).ifPresent(g -> out.add(priced(run, g, Map.of(), free)));
    if (!free.isEmpty()) {
      GeometryRule.of(m, rate, FREE_OPENINGS)
          .ifPresent(g -> {
            Map<String, Geometry> moved = new HashMap<>();
            free.forEach(name -> moved.put(name, g));
            out.add(priced(run, g, moved, free));
          });
    }
  }

  private static Priced priced(
      RunIndex run, Geometry trace, Map<String, Geometry> moved, Set<String> free) {
    RunIndex index = run.withGeometries(trace, moved);
    List<Geometry> groups = index.groups().stream().map(Group::geometry).toList();
    Parameters parameters = Parameters.smallest(groups);
    List<PartShape> parts = index.parts().stream().map(PartShape::of).toList();
    double bytes =
        ProofSize.expected(parts, index.kappa(), GroupShape.of(index, parameters.levels()));
    double work = 0;
    for (int g = 0; g < groups.size(); g++) {
      work += fixedNanos(groups.get(g), g, parameters.tail());
    }
    for (CommitmentIndex c : index.commitments()) {
      if (c.older() < 0 || free.contains(c.name())) {
        Geometry g = groups.get(c.group());
        work += cellNanos(g) * (double) (c.liveRows() * g.rowLength());
      }
    }
    double late = Math.max(0, bytes - MEGABYTE);
    double price = work + BYTE_NANOS * (bytes - late) + LATE_BYTE_NANOS * late;
    return new Priced(new ProofChoice(index, parameters, bytes), price);
  }

  private static double cellNanos(Geometry g) {
    int rate = Math.clamp(g.nu() - g.m(), 1, CELL_NANOS.length);
    return CELL_NANOS[rate - 1];
  }

  /// Masks, the tree of a further group, level 1 and its transform.
  private static double fixedNanos(Geometry g, int group, long tail) {
    double n = (double) g.domainSize();
    double levels = tail == 1 ? 0 : 20 * n + 25 * 4 * n;
    return (group == 0 ? 64 * n : 130 * n) + levels;
  }

  private static long paddedCells(RunIndex run) {
    CommitmentIndex trace = run.commitments().getFirst();
    return trace.liveRows() * run.run().trace().rowLength();
  }
}
