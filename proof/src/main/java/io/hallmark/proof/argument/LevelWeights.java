package io.hallmark.proof.argument;

import io.hallmark.algebra.code.Ntt;
import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.algebra.poly.Univariate;
import java.util.ArrayList;
import java.util.List;

/// The weight vector omega of the levels: a form along the row, and a sum of power vectors `c·(1,
/// x, x², …)` at points of domains, which stay symbolic: binding variable 1 of a power vector of
/// `2^k` entries to r multiplies its coefficient by `1 + r·(x^(2^(k-1)) - 1)`. Immutable.
final class LevelWeights {
  /// `sum over k of coefficients[k]·(1, x_k, x_k², …)`, x_k the points of a domain of `2^nu` at
  /// these positions.
  @SuppressWarnings("ArrayRecordComponent") // private, compared by nobody
  private record Powers(int nu, long[] positions, long[] points, ExtArray coefficients) {
    Powers fold(int half, Ext r) {
      ExtArray folded = new ExtArray(points.length);
      for (int k = 0; k < points.length; k++) {
        long step = Goldilocks.sub(Goldilocks.pow(points[k], half), 1);
        folded.set(k, coefficients.get(k).times(Ext.ONE.plus(r.times(step))));
      }
      return new Powers(nu, positions, points, folded);
    }

    /// Adds the entries, by the powers of every point, or where that is less work by one transform:
    /// entry j is `7^j·(entry j of the transform of the coefficients at their positions)`.
    void addTo(ExtArray sum) {
      if (sum.length() > 1 << nu || (long) points.length * sum.length() <= (long) nu << nu) {
        for (int k = 0; k < points.length; k++) {
          Ext value = coefficients.get(k);
          for (int j = 0; j < sum.length(); j++) {
            sum.add(j, value);
            value = value.times(points[k]);
          }
        }
        return;
      }
      ExtArray all = new ExtArray(1 << nu);
      for (int k = 0; k < points.length; k++) {
        all.set((int) positions[k], coefficients.get(k));
      }
      Ntt.transform(all.a0(), nu);
      Ntt.transform(all.a1(), nu);
      long power = 1;
      for (int j = 0; j < sum.length(); j++) {
        sum.add(j, all.get(j).times(power));
        power = Goldilocks.mul(power, Goldilocks.GENERATOR);
      }
    }
  }

  private final RowForm form;
  private final List<Powers> powers;

  private LevelWeights(RowForm form, List<Powers> powers) {
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
  ///
  /// @param nu log2 of a domain
  /// @param positions positions of the points x_1, x_2, … in it, distinct
  LevelWeights plusPowers(Ext xi, int nu, long[] positions) {
    ExtArray coefficients = new ExtArray(positions.length);
    long[] points = new long[positions.length];
    Ext weight = xi;
    for (int k = 0; k < positions.length; k++) {
      points[k] = ReedSolomon.domainPoint(nu, positions[k]);
      coefficients.set(k, weight);
      weight = weight.times(xi);
    }
    List<Powers> more = new ArrayList<>(powers);
    more.add(new Powers(nu, positions, points, coefficients));
    return new LevelWeights(form, more);
  }

  /// Binds variable 1.
  LevelWeights fold(Ext r) {
    int half = size() / 2;
    return new LevelWeights(form.fold(r), powers.stream().map(p -> p.fold(half, r)).toList());
  }

  /// `<vector, omega>`.
  Ext innerProduct(ExtArray vector) {
    Ext sum = Tables.innerProduct(vector, form.expand());
    for (Powers p : powers) {
      for (int k = 0; k < p.points().length; k++) {
        Ext value = Univariate.horner(vector, p.points()[k]);
        sum = sum.plus(value.times(p.coefficients().get(k)));
      }
    }
    return sum;
  }

  /// All entries.
  ExtArray toArray() {
    ExtArray out = form.expand();
    powers.forEach(p -> p.addTo(out));
    return out;
  }
}
