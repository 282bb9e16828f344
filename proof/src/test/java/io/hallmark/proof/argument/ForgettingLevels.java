package io.hallmark.proof.argument;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.security.LevelShape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// Carries a false claim past the linear equation of the opening by a false folded value, and
/// chooses a message of the level behind it too late: tail 2.
///
/// The false value exceeds the true one by d, so the claim on the final vector exceeds it by d
/// times all points of the rounds.
final class ForgettingLevels implements Callable<String> {
  private static final Bends.Place VALUE = new Bends.Place(-1, "folded-value", 0);
  private static final Bends.Place ROUND = new Bends.Place(-1, "level-round", 0);
  private static final Bends.Place FINAL = new Bends.Place(-1, "final-vector", 0);
  private static final Geometry TRACE = new Geometry(6, 8, 4, 1);
  private static final int FOLD = 5;
  private static final int LOW = 2;
  static final int NU = 6;
  private static final Parameters PARAMETERS =
      new Parameters(2, 1, 1, 2, 1, List.of(List.of(new LevelShape(FOLD, LOW, NU, 3))));

  private final String label;

  /// @param label `level-round` or `final-vector`
  ForgettingLevels(String label) {
    this.label = label;
  }

  static LyingProver prover(Map<String, Cells> cells) {
    return new LyingProver(
        TinyPart.run(TRACE, List.of(TinyPart.PRODUCT.part()), List.of()),
        PARAMETERS,
        Map.of(),
        List.of(cells),
        LyingProver.Pads.HONEST);
  }

  /// A prover of a false product, and what it says.
  record Lie(LyingProver prover, Bends plan) {}

  /// A false folded value that satisfies the linear equation of the opening.
  private static Lie falseValue() {
    LyingProver prover = prover(TinyPart.PRODUCT.changed("norm", 0, 1));
    LyingProver.Unknown value = new LyingProver.Unknown(VALUE, _ -> ExtArray.of(Ext.ONE));
    return new Lie(prover, prover.solve(Bends.NONE, List.of(value), List.of(Rehearsal::linear)));
  }

  /// The same with a final vector that satisfies its linear equation and is not what the level
  /// folds to.
  static Lie anyFinalVector() {
    Lie lie = falseValue();
    Rehearsal heard = lie.prover.rehearse(lie.plan);
    Ext[] points = heard.heard().challenges(-1, "level-point");
    Ext missing = lie.plan.list().getFirst().delta().get(0);
    for (Ext r : points) {
      missing = missing.times(r);
    }
    ExtArray delta = new ExtArray(1 << LOW);
    delta.set(0, missing.times(weights(heard, points).get(0).inverse()));
    return new Lie(lie.prover, lie.plan.plus(FINAL, delta));
  }

  @Override
  public String call() {
    Lie lie = falseValue();
    LyingProver prover = lie.prover;
    Bends plan = lie.plan;
    Ext excess = plan.list().getFirst().delta().get(0);
    Rehearsal heard = prover.rehearse(plan);
    Ext[] points = heard.heard().challenges(-1, "level-point");
    if (label.equals("level-round")) {
      // excess·r + bend·(r² - r) = 0
      Ext bend = excess.times(Ext.ONE.minus(points[0]).inverse());
      plan = plan.plus(ROUND, ExtArray.of(Ext.ZERO, bend));
    } else {
      Ext missing = excess;
      for (Ext r : points) {
        missing = missing.times(r);
      }
      ExtArray zero = vanishing(heard.heard().levelPositions());
      Ext each = Tables.innerProduct(zero, weights(heard, points));
      Ext factor = missing.times(each.inverse());
      for (int i = 0; i < zero.length(); i++) {
        zero.set(i, zero.get(i).times(factor));
      }
      plan = plan.plus(FINAL, zero);
    }
    return prover.verdict(prover.prove(plan));
  }

  /// The polynomial that is zero at the queries of the level.
  private static ExtArray vanishing(long[] positions) {
    ExtArray out = new ExtArray(1 << LOW);
    out.set(0, Ext.ONE);
    for (long position : positions) {
      long x = ReedSolomon.domainPoint(NU, position);
      for (int i = out.length() - 1; i >= 0; i--) {
        Ext below = i == 0 ? Ext.ZERO : out.get(i - 1);
        out.set(i, below.minus(out.get(i).times(x)));
      }
    }
    return out;
  }

  /// The weights on the final vector.
  private static ExtArray weights(Rehearsal heard, Ext[] points) {
    ExtArray row = heard.form().atRow(0, heard.heard().challenges(-1, "row-point")).expand();
    ExtArray out = new ExtArray(1 << (FOLD + LOW));
    for (int j = 0; j < row.length(); j++) {
      out.set(j, row.get(j));
    }
    Ext xi = heard.heard().challenges(-1, "shift-combine")[0];
    Ext scale = Ext.ONE;
    for (long position : heard.heard().positions(0)) {
      scale = scale.times(xi);
      Ext x = Ext.of(ReedSolomon.domainPoint((int) TRACE.nu(), position));
      Ext power = scale;
      for (int j = 0; j < out.length(); j++) {
        out.add(j, power);
        power = power.times(x);
      }
    }
    for (Ext r : points) {
      out = Tables.fold(out, r);
    }
    return out;
  }
}
