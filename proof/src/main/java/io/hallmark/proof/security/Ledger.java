package io.hallmark.proof.security;

import io.hallmark.proof.relation.RunIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The error ledger of a run: an upper bound on the probability of every way in which a false
/// statement could be accepted, grinding included. The security of a proof is the SUM of all lines.
///
/// Every line is a round-by-round error of the protocol in the unique-decoding regime; no
/// conjecture enters.
public final class Ledger {
  /// Bits that a proof of profile S must reach.
  public static final double FLOOR_BITS = 100;

  /// What rounding of doubles may have hidden.
  public static final double MARGIN_BITS = 0.01;

  private static final double FIELD_BITS = 2 * 64 + 2 * QueryError.log2(1 - 0x1p-32 + 0x1p-64);

  private final List<Line> lines;

  /// One line.
  ///
  /// @param name of the round
  /// @param error a probability
  public record Line(String name, double error) {
    /// The line in bits, `-log2 error`.
    public double bits() {
      return -QueryError.log2(error);
    }
  }

  private Ledger(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  /// The ledger of a run.
  ///
  /// @param run a run whose geometries are valid
  /// @param grinding the bits of grinding
  /// @param levels the levels of every group; empty in tail 1
  public static Ledger of(RunIndex run, GrindingBits grinding, List<List<LevelShape>> levels) {
    List<PartShape> parts = run.parts().stream().map(PartShape::of).toList();
    return of(parts, run.kappa(), GroupShape.of(run, levels), grinding);
  }

  /// The ledger of parts and groups of these shapes.
  ///
  /// @param parts one per part
  /// @param kappa row variables of the opening
  /// @param groups the groups, the trace's first; those with levels use tail 2
  /// @param grinding the bits of grinding
  public static Ledger of(
      List<PartShape> parts, int kappa, List<GroupShape> groups, GrindingBits grinding) {
    Lines out = new Lines(parts);
    double fold = power(-FIELD_BITS) * power(-grinding.fold());
    double query = power(-grinding.query());
    double lookup = power(-grinding.lookup());
    out.ofParts("lookup-identity", s -> s.fractionDegree() * lookup);
    out.ofParts("lookup-layers", s -> (double) s.layerDegree());
    out.ofParts("label-points", PartShape::labelVariables);
    out.ofParts("product-combine", s -> (double) s.products());
    out.ofParts("product-rounds", s -> 3.0 * (double) s.productRounds());
    out.ofParts("stages", s -> (double) s.stageDegree());
    out.ofParts("triple-check", s -> 4.0 * s.tripleVariables());
    out.ofParts("claims-combine", s -> (double) s.claims());
    out.add("mask-combine", power(-FIELD_BITS));
    out.add("row-rounds", (2.0 * kappa + 1) * fold);
    double proximity = (double) groups.getFirst().geometry().domainSize();
    for (GroupShape g : groups) {
      proximity += (kappa + 1.0) * (double) g.geometry().domainSize();
    }
    out.add("row-proximity", proximity * fold);
    out.add("queries", queries(kappa, groups) * query);
    for (GroupShape g : groups) {
      out.addLevels(g, fold, power(-grinding.level()));
    }
    return new Ledger(out.lines);
  }

  private static double queries(int kappa, List<GroupShape> groups) {
    GroupShape trace = groups.getFirst();
    long t = trace.geometry().queries();
    double q = missed(trace.geometry().domainSize(), 2L * kappa + 1 + t, t);
    for (GroupShape g : groups) {
      q += missed(g.geometry().domainSize(), g.geometry().degreeBound(), g.geometry().queries());
    }
    return q;
  }

  private static double missed(long n, long degreeBound, long queries) {
    return power(-QueryError.bits(n, degreeBound, queries));
  }

  private static double power(double exponent) {
    return Math.pow(2, exponent);
  }

  private static double power(long exponent) {
    return Math.pow(2, (double) exponent);
  }

  /// Collects lines.
  private static final class Lines {
    private final List<PartShape> parts;
    private final List<Line> lines = new ArrayList<>();

    Lines(List<PartShape> parts) {
      this.parts = parts;
    }

    void add(String name, double error) {
      lines.add(new Line(name, error));
    }

    /// The sum over the parts of `f/|E|`.
    void ofParts(String name, ToDoubleFunction<PartShape> f) {
      add(name, parts.stream().mapToDouble(f).sum() * power(-FIELD_BITS));
    }

    void addLevels(GroupShape group, double fold, double grinding) {
      long shifts = group.geometry().queries();
      for (int i = 0; i < group.levels().size(); i++) {
        LevelShape x = group.levels().get(i);
        String name = "level " + (i + 1);
        add(name + " shift-combine", (double) shifts * power(-FIELD_BITS));
        add(name + " rounds and proximity", (double) x.fold() * (power(x.nu()) + 2) * fold);
        double q = missed(1L << x.nu(), 1L << x.low(), x.queries());
        add(name + " queries", q * grinding);
        shifts = x.queries();
      }
    }
  }

  /// The lines, in the order of the protocol.
  public List<Line> lines() {
    return lines;
  }

  /// The whole ledger in bits, `-log2` of the sum of all lines.
  public double bits() {
    return -QueryError.log2(lines.stream().mapToDouble(Line::error).sum());
  }

  /// Whether the sum is at most 2^-100, the margin for rounding deducted.
  public boolean reachesFloor() {
    return bits() - MARGIN_BITS >= FLOOR_BITS;
  }
}
