package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.algebra.simd.Factor;
import io.hallmark.algebra.simd.Kernels;
import org.jspecify.annotations.Nullable;

/// One term `coefficient·w·A·B` of a product sumcheck, with multilinear tables over its own
/// variables; w depends on the first of them alone. In a round whose variable is not its own it is
/// a constant, and is halved.
final class Summand {
  private final ProductTools tools;
  private Ext coefficient;
  private ExtArray weights;
  private int weightCount;
  private long @Nullable [] baseA;
  private long @Nullable [] baseB;
  private ExtArray a = new ExtArray(0);
  private ExtArray b = new ExtArray(0);
  private int size;
  private @Nullable Ext sum;

  /// @param tools the kernels
  /// @param coefficient the coefficient
  /// @param weights w, `2^k` entries for the first k variables; the summand owns it
  /// @param a table of A over the padded cube of its labels
  /// @param b table of B over the same cube
  Summand(ProductTools tools, Ext coefficient, ExtArray weights, LabelTable a, LabelTable b) {
    this.tools = tools;
    this.coefficient = coefficient;
    this.weights = weights;
    this.weightCount = weights.length();
    this.size = a.values().size();
    if (a.values().isBase() && b.values().isBase() && size > 1) {
      baseA = a.a0();
      baseB = b.a0();
    } else {
      this.a = a.values().toExt().copy();
      this.b = b.values().toExt().copy();
    }
  }

  /// Adds c_0, c_2, c_3 of the round polynomial.
  ///
  /// @param active whether the variable is its own
  void addRound(boolean active, ExtArray c) {
    if (!active) {
      c.add(0, coefficient.times(tableSum()).times(Goldilocks.HALF));
      return;
    }
    ExtArray own = new ExtArray(3);
    if (weightCount == 1) {
      ExtArray p = products(0, size / 2, size / 2);
      own.set(0, weights.get(0).times(p.get(0)));
      own.set(1, weights.get(0).times(p.get(2)));
    } else if (weightCount == size) {
      own = weighted();
    } else {
      weightedRows(own);
    }
    for (int k = 0; k < 3; k++) {
      c.add(k, coefficient.times(own.get(k)));
    }
  }

  /// Binds the variable of a round.
  void bind(boolean active, Factor r) {
    if (!active) {
      coefficient = coefficient.times(Goldilocks.HALF);
      return;
    }
    sum = null;
    if (weightCount > 1) {
      tools.fold(weights, weightCount, r);
      weightCount /= 2;
    }
    long[] x = baseA;
    long[] y = baseB;
    if (x != null && y != null) {
      a = Tables.fold(x, r.value());
      b = Tables.fold(y, r.value());
      baseA = null;
      baseB = null;
    } else {
      tools.fold(a, size, r);
      tools.fold(b, size, r);
    }
    size /= 2;
  }

  /// A at the end.
  Ext endA() {
    return a.get(0);
  }

  /// B at the end.
  Ext endB() {
    return b.get(0);
  }

  /// `sum of w·A·B` over the table.
  Ext tableSum() {
    Ext known = sum;
    if (known == null) {
      known = computeSum();
      sum = known;
    }
    return known;
  }

  private Ext computeSum() {
    int inner = size / weightCount;
    Ext total = Ext.ZERO;
    for (int s = 0; s < weightCount; s++) {
      total = total.plus(weights.get(s).times(innerProduct(s * inner, inner)));
    }
    return total;
  }

  private Ext innerProduct(int from, int n) {
    long[] x = baseA;
    long[] y = baseB;
    if (x == null || y == null) {
      return Kernels.chosen().innerProduct(a, from, b, from, n);
    }
    long total = 0;
    for (int i = from; i < from + n; i++) {
      total = Goldilocks.add(total, Goldilocks.mul(x[i], y[i]));
    }
    return Ext.of(total);
  }

  /// The coefficients of 1, X, X² of a sum of `A·B`.
  private ExtArray products(int low, int high, int n) {
    ExtArray p = new ExtArray(3);
    long[] x = baseA;
    long[] y = baseB;
    if (x != null && y != null) {
      tools.sums().addProducts(x, y, low, high, n, p);
    } else {
      tools.sums().addProducts(a, b, low, high, n, p);
    }
    return p;
  }

  private ExtArray weighted() {
    int half = size / 2;
    long[] x = baseA;
    long[] y = baseB;
    return ProductTools.sum(
        half,
        3,
        (from, n, sums) -> {
          if (x != null && y != null) {
            tools.sums().addWeighted(weights, from, half + from, x, y, from, half + from, n, sums);
          } else {
            tools.sums().addWeighted(weights, from, half + from, a, b, from, half + from, n, sums);
          }
        });
  }

  /// Entries that share a weight are summed first.
  private void weightedRows(ExtArray c) {
    int half = weightCount / 2;
    int inner = size / weightCount;
    for (int s = 0; s < half; s++) {
      ExtArray p = products(s * inner, (s + half) * inner, inner);
      Ext e0 = weights.get(s);
      Ext e1 = weights.get(s + half).minus(e0);
      c.add(0, e0.times(p.get(0)));
      c.add(1, e0.times(p.get(2)).plus(e1.times(p.get(1))));
      c.add(2, e1.times(p.get(2)));
    }
  }
}
