package io.hallmark.proof.argument;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.LevelShape;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Liars that commit to words of too high degree, in rows, masks and levels. Everything else they
/// say is true.
final class WordLiars {
  private static final Geometry G = SmallRun.GEOMETRY;
  private static final int ROW_DEGREE = (int) G.degreeBound();
  private static final int MASK_DEGREE = 2 + 1 + (int) G.queries();
  private static final Ext C = new Ext(5, 8);

  private WordLiars() {}

  /// A liar whose trace has other leaves than its rows and masks.
  static class LeafLiar extends RowLiar {
    private final ForgedLeaves.Change change;
    private @Nullable ForgedLeaves forged;

    LeafLiar(RunIndex run, ForgedLeaves.Change change) {
      super(run);
      this.change = change;
    }

    @Override
    byte[] traceRoot(byte[] computed) {
      ForgedLeaves made = ForgedLeaves.trace(this, change);
      forged = made;
      return made.root();
    }

    @Override
    public Opening open(int commitment, long[] positions) {
      return commitment == 0
          ? Objects.requireNonNull(forged).open(positions)
          : super.open(commitment, positions);
    }
  }

  private static String plain(ForgedLeaves.Change change) {
    TestProver prover = SmallRun.prover(G, SmallRun.plain());
    return prover.verdict(prover.prove(SmallRun.truth(G), new LeafLiar(SmallRun.index(G), change)));
  }

  /// Adds `C·x^degree` to the mask that starts this many values before the end of a leaf.
  private static String bentMask(int beforeEnd, int degree) {
    return plain((position, values, end) ->
        ForgedLeaves.addPower((int) G.nu(), position, values, end - beforeEnd, C, degree));
  }

  /// A row whose word is a polynomial of degree K.
  static final class RowOfDegreeK implements Callable<String> {
    @Override
    public String call() {
      return plain((position, values, end) -> {
        int at = end - 7; // the last row
        long x = ReedSolomon.domainPoint((int) G.nu(), position);
        long term = Goldilocks.mul(9, Goldilocks.pow(x, ROW_DEGREE));
        values[at] = Goldilocks.add(values[at], term);
      });
    }
  }

  /// A mask G of degree K.
  static final class MaskOfDegreeK implements Callable<String> {
    @Override
    public String call() {
      return bentMask(6, ROW_DEGREE);
    }
  }

  /// A mask S of too high degree.
  static final class LongS implements Callable<String> {
    @Override
    public String call() {
      return bentMask(4, MASK_DEGREE);
    }
  }

  /// A mask GS of too high degree.
  static final class LongGs implements Callable<String> {
    @Override
    public String call() {
      return bentMask(2, MASK_DEGREE);
    }
  }

  /// A mask of a further group of degree K.
  static final class LongMaskOfFurtherGroup implements Callable<String> {
    @Override
    public String call() {
      Geometry data = new Geometry(5, 7, 5, 3);
      TestProver prover = SmallRun.prover(G, data, SmallRun.plain());
      RowLiar liar =
          new RowLiar(SmallRun.importing(G, data)) {
            private @Nullable ForgedLeaves forged;

            @Override
            public byte[] maskRoots() {
              super.maskRoots();
              ForgedLeaves made =
                  ForgedLeaves.masks(
                      this,
                      1,
                      (position, values, end) ->
                          ForgedLeaves.addPower(
                              (int) data.nu(),
                              position,
                              values,
                              end - 2,
                              C,
                              (int) data.degreeBound()));
              forged = made;
              return made.root();
            }

            @Override
            public Opening openMask(int group, long[] positions) {
              return Objects.requireNonNull(forged).open(positions);
            }
          };
      return prover.verdict(prover.prove(SmallRun.truth(G), liar));
    }
  }

  /// An older commitment with more slack than its listed geometry has.
  static final class MoreSlack implements Callable<String> {
    @Override
    public String call() {
      Geometry listed = new Geometry(5, 7, 5, 3);
      Geometry own = new Geometry(5, 7, 6, 3);
      TestProver prover = SmallRun.prover(G, listed, SmallRun.plain());
      List<ColumnShape> shapes = SmallRun.importing(G, listed).run().older().get(0).columns();
      prover
          .older()
          .put("data", CommittedColumns.commit(own, shapes, Map.of("x", SmallRun.X), new byte[32]));
      return prover.verdict(prover.prove(SmallRun.truth(G)));
    }
  }

  /// Level 1 holds another vector than the folded row.
  private static String otherVector(int at) {
    Geometry wide = new Geometry(5, 8, 4, 1);
    LevelShape first = new LevelShape(5, 1, 5, 6);
    LevelShape second = new LevelShape(1, 0, 4, 5);
    TestProver prover = SmallRun.prover(wide, SmallRun.levels(first, second));
    RowLiar liar =
        new RowLiar(SmallRun.index(wide)) {
          @Override
          public LevelOracle levels(int group, ExtArray foldedRow) {
            ExtArray bent = foldedRow.copy();
            bent.add(at, C);
            return super.levels(group, bent);
          }
        };
    return prover.verdict(prover.prove(SmallRun.truth(wide), liar));
  }

  /// Another message.
  static final class OtherMessageInLevel implements Callable<String> {
    @Override
    public String call() {
      return otherVector(3);
    }
  }

  /// Another slack.
  static final class OtherSlackInLevel implements Callable<String> {
    @Override
    public String call() {
      return otherVector(33);
    }
  }
}
