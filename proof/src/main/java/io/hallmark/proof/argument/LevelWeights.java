package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.algebra.poly.Univariate;
import java.util.ArrayList;
import java.util.List;

/// The weight vector omega of the levels: a form along the row, and a sum of power vectors `c·(1,
/// x, x², …)`, which stay symbolic: binding variable 1 of a power vector of `2^k` entries to r
/// multiplies its coefficient by `1 + r·(x^(2^(k-1)) - 1)`. Immutable.
final class LevelWeights {
  /// `coefficient·(1, x, x², …)`.
  private record Power(Ext coefficient, long x) {}

  private final RowForm form;
  private final List<Power> powers;

  private LevelWeights(RowForm form, List<Power> powers) {
    this.form = form;
    this.powers = powers;
  }

  /// Weights that are zero beyond the given ones.
  ///
  /// @param variables log2 of the number of entries
  static LevelWeights of(RowForm weights, int variables) {
    return new LevelWeights(weights.widened(variables), List.of());
  }

  /// Number of entries.
  int size() {
    return 1 << form.variables();
  }

  /// `omega[j] += sum_k xi^k·x_k^j`, k from 1.
  LevelWeights plusPowers(Ext xi, long[] points) {
    List<Power> more = new ArrayList<>(powers);
    Ext weight = xi;
    for (long x : points) {
      more.add(new Power(weight, x));
      weight = weight.times(xi);
    }
    return new LevelWeights(form, more);
  }

  /// Binds variable 1.
  LevelWeights fold(Ext r) {
    int half = size() / 2;
    List<Power> folded = new ArrayList<>();
    for (Power p : powers) {
      long step = Goldilocks.sub(Goldilocks.pow(p.x(), half), 1);
      folded.add(new Power(p.coefficient().times(Ext.ONE.plus(r.times(step))), p.x()));
    }
    return new LevelWeights(form.fold(r), folded);
  }

  /// `<vector, omega>`.
  Ext innerProduct(ExtArray vector) {
    Ext sum = Tables.innerProduct(vector, form.expand());
    for (Power p : powers) {
      sum = sum.plus(Univariate.horner(vector, p.x()).times(p.coefficient()));
    }
    return sum;
  }

  /// All entries.
  ExtArray toArray() {
    ExtArray out = form.expand();
    for (Power p : powers) {
      Ext value = p.coefficient();
      for (int j = 0; j < out.length(); j++) {
        out.add(j, value);
        value = value.times(p.x());
      }
    }
    return out;
  }
}
