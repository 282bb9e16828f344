package io.hallmark.algebra.poly;

import io.hallmark.algebra.field.Ext;

/// Sums over the hypercube that take one pass over the variables instead of a table.
///
/// Variable 1 is the most significant bit, as in [Tables]. Every method reads its points from
/// variable 1 on and keeps one state per automaton: the prefix of the index read so far is equal to
/// that of the bound (*tight*), or already smaller.
///
/// Cost: a constant number of multiplications in E per variable. No state.
public final class ClosedForms {
  private ClosedForms() {}

  /// `eq(x, y) = Π_k (x_k·y_k + (1 - x_k)(1 - y_k))`.
  ///
  /// @throws IllegalArgumentException if the points differ in length
  public static Ext eq(Ext[] x, Ext[] y) {
    checkEqual(x, y);
    Ext product = Ext.ONE;
    for (int k = 0; k < x.length; k++) {
      product = product.times(equal(x[k], y[k]));
    }
    return product;
  }

  /// `Σ_{i < n} eq(x, i)·eq(y, i)`.
  ///
  /// @param n at most `2^v`, with `v <= 62`
  /// @throws IllegalArgumentException if the points differ in length or n is out of range
  public static Ext eqBelow(long n, Ext[] x, Ext[] y) {
    checkEqual(x, y);
    if (isFull(n, x)) {
      return eq(x, y);
    }
    Ext tight = Ext.ONE;
    Ext less = Ext.ZERO;
    for (int k = 0; k < x.length; k++) {
      Ext zero = complement(x[k]).times(complement(y[k]));
      Ext one = x[k].times(y[k]);
      less = less.times(zero.plus(one));
      if (bit(n, x, k)) {
        less = less.plus(tight.times(zero));
        tight = tight.times(one);
      } else {
        tight = tight.times(zero);
      }
    }
    return less;
  }

  /// The multilinear extension of `[i < j]` at `(x, y)`.
  ///
  /// @throws IllegalArgumentException if the points differ in length
  public static Ext lessThan(Ext[] x, Ext[] y) {
    checkEqual(x, y);
    Ext equal = Ext.ONE;
    Ext less = Ext.ZERO;
    for (int k = 0; k < x.length; k++) {
      less = less.plus(equal.times(complement(x[k]).times(y[k])));
      equal = equal.times(equal(x[k], y[k]));
    }
    return less;
  }

  /// `Σ_{i < n} eq(r, i)·(a + c·i)`.
  ///
  /// @param n at most `2^v`, with `v <= 62`
  /// @param a canonical
  /// @param c canonical
  /// @throws IllegalArgumentException if n is out of range
  public static Ext counter(long n, long a, long c, Ext[] r) {
    boolean full = isFull(n, r);
    Ext tight = full ? Ext.ZERO : Ext.ONE;
    Ext less = full ? Ext.ONE : Ext.ZERO; // Σ eq(r, i) over the prefixes i already below n's
    Ext sum = Ext.ZERO; // Σ eq(r, i)·i over the same prefixes
    long prefix = 0; // n's own prefix, below 2^62
    for (int k = 0; k < r.length; k++) {
      Ext x = r[k];
      sum = sum.plus(sum).plus(x.times(less));
      prefix *= 2;
      if (!full && bit(n, r, k)) {
        Ext leaving = tight.times(complement(x));
        sum = sum.plus(leaving.times(prefix));
        less = less.plus(leaving);
        tight = tight.times(x);
        prefix++;
      } else {
        tight = tight.times(complement(x));
      }
    }
    return less.times(a).plus(sum.times(c));
  }

  private static Ext equal(Ext a, Ext b) {
    Ext product = a.times(b);
    return Ext.ONE.minus(a).minus(b).plus(product).plus(product);
  }

  private static Ext complement(Ext a) {
    return Ext.ONE.minus(a);
  }

  private static boolean bit(long n, Ext[] point, int k) {
    return ((n >>> (point.length - 1 - k)) & 1) != 0;
  }

  private static boolean isFull(long n, Ext[] point) {
    if (point.length > 62 || n < 0 || n > 1L << point.length) {
      throw new IllegalArgumentException("bound " + n + " with " + point.length + " variables");
    }
    return n == 1L << point.length;
  }

  private static void checkEqual(Ext[] x, Ext[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException("points of " + x.length + " and " + y.length);
    }
  }
}
