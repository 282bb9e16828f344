package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;

/// Round polynomials of degree 2, sent as c_0 and c_2; `c_1 = claim - 2·c_0 - c_2` is implied.
final class RoundPolynomial {
  private RoundPolynomial() {}

  /// The value at r.
  static Ext at(ExtArray c, Ext claim, Ext r) {
    Ext c0 = c.get(0);
    Ext c2 = c.get(1);
    Ext c1 = claim.minus(c0).minus(c0).minus(c2);
    return c0.plus(c1.plus(c2.times(r)).times(r));
  }
}
