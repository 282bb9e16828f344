package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.algebra.poly.Univariate;
import java.util.ArrayList;
import java.util.List;

/// The weight vector omega of the levels: a dense vector, and a sum of power vectors `c·(1, x, x²,
/// …)`, which stay symbolic: binding variable 1 of a power vector of `2^k` entries to r multiplies
/// its coefficient by `1 + r·(x^(2^(k-1)) - 1)`. Immutable.
final class LevelWeights {
  /// `coefficient·(1, x, x², …)`.
  private record Power(Ext coefficient, long x) {}

  private final ExtArray dense;
  private final List<Power> powers;

  private LevelWeights(ExtArray dense, List<Power> powers) {
    this.dense = dense;
    this.powers = powers;
  }

  /// Weights that are zero beyond the given ones.
  static LevelWeights of(ExtArray weights, int size) {
    return new LevelWeights(weights.copyOfRange(0, size), List.of());
  }

  /// Number of entries.
  int size() {
    return dense.length();
  }

  /// `omega[j] += sum_k xi^k·x_k^j`, k from 1.
  LevelWeights plusPowers(Ext xi, long[] points) {
    List<Power> more = new ArrayList<>(powers);
    Ext weight = xi;
    for (long x : points) {
      more.add(new Power(weight, x));
      weight = weight.times(xi);
    }
    return new LevelWeights(dense, more);
  }

  /// Binds variable 1.
  LevelWeights fold(Ext r) {
    int half = dense.length() / 2;
    List<Power> folded = new ArrayList<>();
    for (Power p : powers) {
      long step = Goldilocks.sub(Goldilocks.pow(p.x(), half), 1);
      folded.add(new Power(p.coefficient().times(Ext.ONE.plus(r.times(step))), p.x()));
    }
    return new LevelWeights(Tables.fold(dense, r), folded);
  }

  /// `<vector, omega>`.
  Ext innerProduct(ExtArray vector) {
    Ext sum = Tables.innerProduct(vector, dense);
    for (Power p : powers) {
      sum = sum.plus(Univariate.horner(vector, p.x()).times(p.coefficient()));
    }
    return sum;
  }

  /// All entries.
  ExtArray toArray() {
    ExtArray out = dense.copy();
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
