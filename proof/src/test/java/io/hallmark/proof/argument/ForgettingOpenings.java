package io.hallmark.proof.argument;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.algebra.poly.Univariate;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.LeafTree;
import io.hallmark.proof.merkle.Opening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/// Liars of tail 2 that use a transcript which forgets what opens a commitment.
final class ForgettingOpenings {
  private ForgettingOpenings() {}

  /// Commits to the first level when its queries are known: the level then explains a final vector
  /// that explains a false claim.
  static final class LateLevel implements Callable<String> {
    @Override
    public String call() {
      ForgettingLevels.Lie lie = ForgettingLevels.anyFinalVector();
      List<Opening> opened = new ArrayList<>();
      lie.prover().twist(said -> new Recorded(said, opened));
      Heard heard = lie.prover().rehearse(lie.plan()).heard();
      ExtArray end = heard.messages(-1, "final-vector").getFirst();
      Ext[] point = heard.challenges(-1, "level-point");
      long[] positions = heard.levelPositions();
      Opening honest = opened.getLast();
      int rows = honest.values().length / positions.length / 2;
      ExtArray eq = Tables.eq(point, rows);
      long[] values = honest.values().clone();
      for (int k = 0; k < positions.length; k++) {
        explain(values, 2 * rows * k, eq, end, positions[k]);
      }
      LeafTree tree = tree(rows, positions, values);
      lie.prover().twist(said -> new Committed(said, tree));
      return lie.prover().verdict(lie.prover().prove(lie.plan()));
    }

    /// Moves row 0 of a leaf so that the rows fold to the value of the final vector.
    private static void explain(long[] values, int at, ExtArray eq, ExtArray end, long position) {
      Ext folded = Ext.ZERO;
      for (int l = 0; l < eq.length(); l++) {
        folded = folded.plus(eq.get(l).times(new Ext(values[at + 2 * l], values[at + 2 * l + 1])));
      }
      long x = ReedSolomon.domainPoint(ForgettingLevels.NU, position);
      Ext missing = Univariate.horner(end, x).minus(folded).times(eq.get(0).inverse());
      values[at] = Goldilocks.add(values[at], missing.a0());
      values[at + 1] = Goldilocks.add(values[at + 1], missing.a1());
    }

    /// A tree of these leaves; all others are zero.
    private static LeafTree tree(int rows, long[] positions, long[] values) {
      LeafTree.Source source =
          (i, leaf, at) -> {
            int k = Arrays.binarySearch(positions, i);
            if (k >= 0) {
              System.arraycopy(values, 2 * rows * k, leaf, at, 2 * rows);
            }
          };
      return new LeafTree(
          LeafShape.level(rows), 1 << ForgettingLevels.NU, source, new byte[32], 99);
    }
  }

  /// Whether an opening is one of a level: they have no salts.
  private static boolean isLevel(Opening opening) {
    return opening.salts().length == 0;
  }

  /// Keeps the openings of the levels.
  private record Recorded(MessageFilter other, List<Opening> openings) implements MessageFilter {
    @Override
    public ExtArray elements(int part, String label, ExtArray values) {
      return other.elements(part, label, values);
    }

    @Override
    public Opening opening(long[] positions, Opening opening) {
      if (isLevel(opening)) {
        openings.add(opening);
      }
      return other.opening(positions, opening);
    }
  }

  /// Commits to another first level.
  private record Committed(MessageFilter other, LeafTree tree) implements MessageFilter {
    @Override
    public ExtArray elements(int part, String label, ExtArray values) {
      return other.elements(part, label, values);
    }

    @Override
    public byte[] digests(int part, String label, byte[] values) {
      return label.equals("level-root") ? tree.root() : other.digests(part, label, values);
    }

    @Override
    public Opening opening(long[] positions, Opening opening) {
      return other.opening(positions, isLevel(opening) ? tree.open(positions) : opening);
    }
  }

  /// Says something else in one message and compares the challenge that follows: `different` or
  /// `equal`. A value that a root already fixes, or that only one equation holds, gains a liar
  /// nothing by itself; that it is absorbed all the same is what keeps two transcripts apart.
  static final class Moved implements Callable<String> {
    private final String label;

    /// @param label `folded-value`, or a message of an opening
    Moved(String label) {
      this.label = label;
    }

    @Override
    public String call() {
      LyingProver prover = ForgettingLevels.prover(TinyPart.PRODUCT.cells());
      Ext[] first = next(prover);
      prover.twist(said -> new Touched(said, label));
      return Arrays.equals(first, next(prover)) ? "equal" : "different";
    }

    private static Ext[] next(LyingProver prover) {
      return prover.rehearse(Bends.NONE).heard().challenges(-1, "shift-combine");
    }
  }

  /// Adds one to the first element of a message, or changes its first byte.
  private record Touched(MessageFilter other, String label) implements MessageFilter {
    @Override
    public ExtArray elements(int part, String said, ExtArray values) {
      if (said.equals(label)) {
        values.add(0, Ext.ONE);
      }
      return other.elements(part, said, values);
    }

    @Override
    public Opening opening(long[] positions, Opening opening) {
      long[] values = opening.values().clone();
      byte[] salts = opening.salts().clone();
      byte[] siblings = opening.siblings().clone();
      if (!isLevel(opening)) {
        switch (label) {
          case "leaf-values" -> values[0] = Goldilocks.add(values[0], 1);
          case "leaf-salts" -> salts[0] ^= 1;
          case "siblings" -> siblings[0] ^= 1;
          default -> {}
        }
      }
      return other.opening(positions, new Opening(values, salts, siblings));
    }
  }
}
