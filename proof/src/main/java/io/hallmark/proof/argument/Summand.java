package io.hallmark.proof.argument;

import static io.hallmark.algebra.field.Goldilocks.mul;
import static io.hallmark.algebra.field.Goldilocks.sub;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.poly.Tables;
import org.jspecify.annotations.Nullable;

/// One term `coefficient·w·A·B` of a product sumcheck, with multilinear tables over its own
/// variables. In a round whose variable is not its own it is a constant, and is halved.
final class Summand {
  private Ext coefficient;
  private @Nullable ExtArray weights;
  private long @Nullable [] baseA;
  private long @Nullable [] baseB;
  private ExtArray a;
  private ExtArray b;
  private int size;
  private @Nullable Ext sum;

  /// @param coefficient the coefficient
  /// @param weights w, or null if it is 1 everywhere; the summand owns it
  /// @param a table of A over the padded cube of its labels
  /// @param b table of B over the same cube
  Summand(Ext coefficient, @Nullable ExtArray weights, LabelTable a, LabelTable b) {
    this.coefficient = coefficient;
    this.weights = weights;
    this.size = a.values().size();
    this.a = new ExtArray(0);
    this.b = new ExtArray(0);
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
    long[] x = baseA;
    long[] y = baseB;
    if (x != null && y != null) {
      roundInBase(x, y, own);
    } else {
      round(own);
    }
    for (int k = 0; k < 3; k++) {
      c.add(k, coefficient.times(own.get(k)));
    }
  }

  /// Binds the variable of a round.
  void bind(boolean active, Ext r) {
    if (!active) {
      coefficient = coefficient.times(Goldilocks.HALF);
      return;
    }
    sum = null;
    ExtArray w = weights;
    if (w != null) {
      Tables.foldInPlace(w, size, r);
    }
    long[] x = baseA;
    long[] y = baseB;
    if (x != null && y != null) {
      a = Tables.fold(x, r);
      b = Tables.fold(y, r);
      baseA = null;
      baseB = null;
    } else {
      Tables.foldInPlace(a, size, r);
      Tables.foldInPlace(b, size, r);
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
    ExtArray w = weights;
    long[] x = baseA;
    long[] y = baseB;
    if (x != null && y != null) {
      long[] product = new long[size];
      long total = 0;
      for (int i = 0; i < size; i++) {
        product[i] = mul(x[i], y[i]);
        total = Goldilocks.add(total, product[i]);
      }
      return w == null ? Ext.of(total) : Tables.innerProduct(product, w.copyOfRange(0, size));
    }
    Ext total = Ext.ZERO;
    for (int i = 0; i < size; i++) {
      Ext term = a.get(i).times(b.get(i));
      total = total.plus(w == null ? term : term.times(w.get(i)));
    }
    return total;
  }

  /// With `A·B = p0 + p1·X + p2·X²` and `w = e0 + e1·X`: `c_0 = e0·p0`, `c_2 = e0·p2 + e1·p1`, `c_3
  /// = e1·p2`.
  private void round(ExtArray c) {
    int half = size / 2;
    ExtArray w = weights;
    long[] x0 = a.a0();
    long[] x1 = a.a1();
    long[] y0 = b.a0();
    long[] y1 = b.a1();
    for (int i = 0; i < half; i++) {
      int j = i + half;
      long dx0 = sub(x0[j], x0[i]);
      long dx1 = sub(x1[j], x1[i]);
      long dy0 = sub(y0[j], y0[i]);
      long dy1 = sub(y1[j], y1[i]);
      long p0 = Ext.product0(x0[i], x1[i], y0[i], y1[i]);
      long q0 = Ext.product1(x0[i], x1[i], y0[i], y1[i]);
      long p2 = Ext.product0(dx0, dx1, dy0, dy1);
      long q2 = Ext.product1(dx0, dx1, dy0, dy1);
      if (w == null) {
        add(c, 0, p0, q0);
        add(c, 1, p2, q2);
        continue;
      }
      long p1 = sub(sub(Ext.product0(x0[j], x1[j], y0[j], y1[j]), p0), p2);
      long q1 = sub(sub(Ext.product1(x0[j], x1[j], y0[j], y1[j]), q0), q2);
      weigh(c, w, i, j, p0, q0, p1, q1, p2, q2);
    }
  }

  private static void weigh(
      ExtArray c, ExtArray w, int i, int j, long p0, long q0, long p1, long q1, long p2, long q2) {
    long e0 = w.a0()[i];
    long f0 = w.a1()[i];
    long e1 = sub(w.a0()[j], e0);
    long f1 = sub(w.a1()[j], f0);
    add(c, 0, Ext.product0(e0, f0, p0, q0), Ext.product1(e0, f0, p0, q0));
    add(c, 1, Ext.product0(e0, f0, p2, q2), Ext.product1(e0, f0, p2, q2));
    add(c, 1, Ext.product0(e1, f1, p1, q1), Ext.product1(e1, f1, p1, q1));
    add(c, 2, Ext.product0(e1, f1, p2, q2), Ext.product1(e1, f1, p2, q2));
  }

  /// The same for tables in F.
  private void roundInBase(long[] x, long[] y, ExtArray c) {
    int half = size / 2;
    ExtArray w = weights;
    for (int i = 0; i < half; i++) {
      int j = i + half;
      long p0 = mul(x[i], y[i]);
      long p2 = mul(sub(x[j], x[i]), sub(y[j], y[i]));
      if (w == null) {
        add(c, 0, p0, 0);
        add(c, 1, p2, 0);
        continue;
      }
      long p1 = sub(sub(mul(x[j], y[j]), p0), p2);
      long e0 = w.a0()[i];
      long f0 = w.a1()[i];
      long e1 = sub(w.a0()[j], e0);
      long f1 = sub(w.a1()[j], f0);
      add(c, 0, mul(e0, p0), mul(f0, p0));
      add(c, 1, Goldilocks.add(mul(e0, p2), mul(e1, p1)), Goldilocks.add(mul(f0, p2), mul(f1, p1)));
      add(c, 2, mul(e1, p2), mul(f1, p2));
    }
  }

  private static void add(ExtArray c, int k, long a0, long a1) {
    c.a0()[k] = Goldilocks.add(c.a0()[k], a0);
    c.a1()[k] = Goldilocks.add(c.a1()[k], a1);
  }
}
