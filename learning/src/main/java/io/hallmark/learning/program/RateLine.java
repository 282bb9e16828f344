package io.hallmark.learning.program;

import io.hallmark.document.Rational;
import java.math.BigInteger;

/// `base + slope·k` for many integers k, over one common denominator: rounding needs one product
/// and one division, and no common factors.
///
/// @param base numerator at k = 0
/// @param slope numerator per k
/// @param denominator of both, positive
record RateLine(BigInteger base, BigInteger slope, BigInteger denominator) {
  /// The line through `base`, rising by `slope`.
  static RateLine of(Rational base, Rational slope) {
    return new RateLine(
        base.numerator().multiply(slope.denominator()),
        slope.numerator().multiply(base.denominator()),
        base.denominator().multiply(slope.denominator()));
  }

  /// The nearest integer at k, a half going up.
  ///
  /// @throws ArithmeticException if it is beyond 64 bits, or the line is negative at k
  long nearest(long k) {
    BigInteger numerator = base.add(slope.multiply(BigInteger.valueOf(k)));
    if (numerator.signum() < 0) {
      throw new ArithmeticException("a rate is not negative");
    }
    return numerator
        .shiftLeft(1)
        .add(denominator)
        .divide(denominator.shiftLeft(1))
        .longValueExact();
  }
}
