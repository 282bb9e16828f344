package io.hallmark.proof.argument;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Univariate;

/// Values of one polynomial at several points of a domain.
final class Evaluation {
  private static final int MAX_TRANSFORM = 26;

  private Evaluation() {}

  /// By Horner's rule at the points, or by one transform where that is less work.
  ///
  /// @param polynomial coefficients, low degree first, fewer than `2^nu`
  /// @param nu log2 of the domain
  /// @param positions positions in the domain
  static ExtArray at(ExtArray polynomial, int nu, long[] positions) {
    ExtArray out = new ExtArray(positions.length);
    if (nu <= MAX_TRANSFORM && (long) positions.length * polynomial.length() > (long) nu << nu) {
      ExtArray all = ReedSolomon.encode(polynomial, nu);
      for (int k = 0; k < positions.length; k++) {
        out.set(k, all.get((int) positions[k]));
      }
    } else {
      for (int k = 0; k < positions.length; k++) {
        out.set(k, Univariate.horner(polynomial, ReedSolomon.domainPoint(nu, positions[k])));
      }
    }
    return out;
  }
}
