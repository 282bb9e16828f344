package io.hallmark.algebra.poly;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;

/// Univariate polynomials by their coefficients, low degree first. The empty array is 0. No state.
public final class Univariate {
  private static final long SIXTH = Goldilocks.inverse(6);

  private Univariate() {}

  /// `Σ c[j]·x^j` in F.
  public static long horner(long[] c, long x) {
    long sum = 0;
    for (int j = c.length - 1; j >= 0; j--) {
      sum = Goldilocks.add(Goldilocks.mul(sum, x), c[j]);
    }
    return sum;
  }

  /// `Σ c[j]·x^j`, coefficients in F and x in E.
  public static Ext horner(long[] c, Ext x) {
    Ext sum = Ext.ZERO;
    for (int j = c.length - 1; j >= 0; j--) {
      sum = sum.times(x).plus(Ext.of(c[j]));
    }
    return sum;
  }

  /// `Σ c[j]·x^j`, coefficients in E and x in F.
  public static Ext horner(ExtArray c, long x) {
    return new Ext(horner(c.a0(), x), horner(c.a1(), x));
  }

  /// `Σ c[j]·x^j` in E.
  public static Ext horner(ExtArray c, Ext x) {
    Ext sum = Ext.ZERO;
    for (int j = c.length() - 1; j >= 0; j--) {
      sum = sum.times(x).plus(c.get(j));
    }
    return sum;
  }

  /// `Σ c[j]·x^j` in E, for the few coefficients of a round polynomial.
  public static Ext horner(Ext[] c, Ext x) {
    Ext sum = Ext.ZERO;
    for (int j = c.length - 1; j >= 0; j--) {
      sum = sum.times(x).plus(c[j]);
    }
    return sum;
  }

  /// The coefficients `c_0, …, c_3` of the cubic with the given values at 0, 1, 2, 3.
  ///
  /// Newton's form: `v + d1·x + d2·x(x-1)/2 + d3·x(x-1)(x-2)/6` with forward differences.
  public static Ext[] interpolateCubic(Ext at0, Ext at1, Ext at2, Ext at3) {
    Ext d1 = at1.minus(at0);
    Ext d2 = at2.minus(at1).minus(d1);
    Ext d3 = at3.minus(at2).minus(at2.minus(at1)).minus(d2);
    Ext halfD2 = d2.times(Goldilocks.HALF);
    Ext sixthD3 = d3.times(SIXTH);
    Ext halfD3 = d3.times(Goldilocks.HALF);
    Ext c1 = d1.minus(halfD2).plus(sixthD3).plus(sixthD3);
    return new Ext[] {at0, c1, halfD2.minus(halfD3), sixthD3};
  }
}
