package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.relation.RunIndex;
import java.util.concurrent.Callable;

/// Liars about a false statement, each of which moves the lie one step on in the joint opening.
final class OpeningLiars {
  private static final Geometry G = SmallRun.GEOMETRY;

  private OpeningLiars() {}

  private static TestProver plain() {
    return SmallRun.prover(G, SmallRun.plain());
  }

  /// A false statement, said honestly.
  static final class FalseStatement implements Callable<String> {
    @Override
    public String call() {
      return plain().verdict(plain().prove(SmallRun.lie(G)));
    }
  }

  /// A false statement behind an hs that satisfies the linear equation.
  static final class BentMask implements Callable<String> {
    @Override
    public String call() {
      RowLiar liar =
          new RowLiar(SmallRun.index(G)) {
            @Override
            public ExtArray maskOpening(Ext gamma) {
              ExtArray hs = super.maskOpening(gamma);
              hs.add(0, missing());
              return hs;
            }
          };
      return plain().verdict(plain().prove(SmallRun.lie(G), liar));
    }
  }

  /// A false statement behind a folded row that satisfies the linear equation.
  static class RowBender extends RowLiar {
    private int at;
    private Ext change = Ext.ZERO;

    RowBender(RunIndex run) {
      super(run);
    }

    /// Where the folded row is bent.
    final int at() {
      return at;
    }

    /// By how much.
    final Ext change() {
      return change;
    }

    @Override
    public ExtArray foldedRow(int group, ExtArray rows, Ext gamma) {
      ExtArray h = super.foldedRow(group, rows, gamma);
      if (group == 0) {
        at = support(weights(0));
        change = missing().times(eps().times(weights(0).get(at)).inverse());
        h.add(at, change);
      }
      return h;
    }
  }

  /// A folded row that is not that of the committed rows.
  static final class BentRow implements Callable<String> {
    @Override
    public String call() {
      RowLiar liar = new RowBender(SmallRun.index(G));
      return plain().verdict(plain().prove(SmallRun.lie(G), liar));
    }
  }

  /// A bent folded row; the mask values of the opened leaves follow it, after the queries.
  static final class LeavesExchanged implements Callable<String> {
    @Override
    public String call() {
      RowLiar liar =
          new RowBender(SmallRun.index(G)) {
            @Override
            public Opening open(int commitment, long[] positions) {
              Opening opening = super.open(commitment, positions);
              int width = opening.values().length / positions.length;
              for (int k = 0; k < positions.length; k++) {
                int mask = (k + 1) * width - 6;
                ForgedLeaves.addPower(
                    (int) G.nu(), positions[k], opening.values(), mask, change(), at());
              }
              return opening;
            }
          };
      return plain().verdict(plain().prove(SmallRun.lie(G), liar));
    }
  }

  /// A false statement behind a value v_g that satisfies the linear equation.
  static class ValueLiar extends RowLiar {
    private final int levels;

    ValueLiar(RunIndex run, int levels) {
      super(run);
      this.levels = levels;
    }

    /// What is added to the value.
    final Ext error() {
      return missing().times(eps().inverse());
    }

    @Override
    public ExtArray elements(int part, String label, ExtArray values) {
      if (label.equals("folded-value")) {
        values.add(0, error());
      }
      return values;
    }

    @Override
    public LevelOracle levels(int group, ExtArray foldedRow) {
      return new LevelLiar(super.levels(group, foldedRow), levels, error());
    }
  }

  /// A value v_g that is not that of the folded row.
  static final class BentValue implements Callable<String> {
    @Override
    public String call() {
      TestProver prover = SmallRun.prover(G, SmallRun.levels(SmallRun.LEVEL));
      return prover.verdict(prover.prove(SmallRun.lie(G), new ValueLiar(SmallRun.index(G), 1)));
    }
  }

  /// The same, and a final vector that fits it.
  static final class BentFinalVector implements Callable<String> {
    @Override
    public String call() {
      TestProver prover = SmallRun.prover(G, SmallRun.levels(SmallRun.LEVEL));
      RowLiar liar =
          new ValueLiar(SmallRun.index(G), 1) {
            @Override
            public LevelOracle levels(int group, ExtArray foldedRow) {
              LevelOracle honest = super.levels(group, foldedRow);
              return new LevelLiar(honest, 1, error()) {
                @Override
                ExtArray end(ExtArray vector, ExtArray weights, Ext lacking) {
                  int j = support(weights);
                  vector.add(j, lacking.times(weights.get(j).inverse()));
                  return vector;
                }
              };
            }
          };
      return prover.verdict(prover.prove(SmallRun.lie(G), liar));
    }
  }
}
