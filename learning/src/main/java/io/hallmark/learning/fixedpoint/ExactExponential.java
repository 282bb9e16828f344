package io.hallmark.learning.fixedpoint;

import java.math.BigInteger;

/// `exp(-n/2^k)` in fixed point with 256 binary digits after the point.
///
/// The Taylor series is summed after halving the argument below 1, then squared back. Truncations
/// and squarings together err by less than 2^-216 for every argument up to 2^20, far below the
/// distance 2^-192 that callers demand from a rounding boundary.
final class ExactExponential {
  /// Binary digits after the point of the results.
  static final int DIGITS = 256;

  private static final int GUARD = 64;
  private static final int WORKING = DIGITS + GUARD;

  private ExactExponential() {}

  /// `2^256·exp(-n/2^k)`, to within 2^40 units.
  ///
  /// @param n at least 0, below 2^20
  /// @param k at least 0
  static BigInteger ofNegative(long n, int k) {
    int halvings = Math.max(0, 64 - Long.numberOfLeadingZeros(n) - k);
    BigInteger x = BigInteger.valueOf(n).shiftLeft(WORKING).shiftRight(k + halvings);
    BigInteger term = BigInteger.ONE.shiftLeft(WORKING);
    BigInteger sum = term;
    for (int i = 1; term.signum() != 0; i++) {
      term = term.multiply(x).shiftRight(WORKING).divide(BigInteger.valueOf(i));
      sum = i % 2 == 0 ? sum.add(term) : sum.subtract(term);
    }
    for (int i = 0; i < halvings; i++) {
      sum = sum.multiply(sum).shiftRight(WORKING);
    }
    return sum.shiftRight(GUARD);
  }
}
