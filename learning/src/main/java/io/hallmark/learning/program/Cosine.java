package io.hallmark.learning.program;

import java.math.BigInteger;

/// `c40(n, d) = nearest(2^40·cos(πn/d))`, by integer series with 256 binary digits: π by Machin's
/// formula, the cosine by its Taylor series. No entry may lie within 2^-128 of a rounding boundary.
final class Cosine {
  /// 2^40.
  static final long ONE = 1L << 40;

  private static final int DIGITS = 256;
  private static final int BOUNDARY = 128;
  private static final BigInteger UNIT = BigInteger.ONE.shiftLeft(DIGITS);
  private static final BigInteger PI =
      arcCotangent(5).shiftLeft(2).subtract(arcCotangent(239)).shiftLeft(2);

  private Cosine() {}

  /// @param n in [0, d]
  /// @param d at least 1
  static long of(long n, long d) {
    if (n < 0 || n > d) {
      throw new IllegalArgumentException("cosine of " + n + "/" + d);
    }
    if (2 * n > d) {
      return -of(d - n, d);
    }
    if (n == 0 || 2 * n == d) {
      return n == 0 ? ONE : 0;
    }
    return nearest(series(n, d));
  }

  /// `c40(first, d) … c40(first + count - 1, d)`, by `cos((n+1)x) = 2·cos(x)·cos(nx) -
  /// cos((n-1)x)`. The series errs by less than 2^-240, n of these steps by less than `n²·2^-238`,
  /// below 2^-170 for every `int`: the rounding is certain.
  ///
  /// @param first at least 0
  /// @param d at least 1
  /// @param count with `first + count <= d + 1`
  static long[] of(long first, int d, int count) {
    if (count > 0 && (first < 0 || first + count > d + 1L)) {
      throw new IllegalArgumentException("cosines of " + first + " + " + count + " / " + d);
    }
    long[] out = new long[count];
    BigInteger twice = series(1, d).shiftLeft(1);
    BigInteger before = series(first, d);
    BigInteger here = series(first + 1, d);
    for (int i = 0; i < count; i++) {
      out[i] = nearest(before);
      BigInteger next = twice.multiply(here).shiftRight(DIGITS).subtract(before);
      before = here;
      here = next;
    }
    return out;
  }

  /// The cosine of πn/d with 256 binary digits, any n.
  private static BigInteger series(long n, long d) {
    BigInteger x = PI.multiply(BigInteger.valueOf(n)).divide(BigInteger.valueOf(d));
    BigInteger square = x.multiply(x).shiftRight(DIGITS);
    BigInteger sum = BigInteger.ZERO;
    BigInteger term = UNIT;
    for (long k = 1; term.signum() != 0; k++) {
      sum = sum.add(term);
      term =
          term.multiply(square)
              .shiftRight(DIGITS)
              .divide(BigInteger.valueOf((2 * k - 1) * (2 * k)))
              .negate();
    }
    return sum;
  }

  private static long nearest(BigInteger v) {
    int digits = DIGITS - 40;
    BigInteger half = BigInteger.ONE.shiftLeft(digits - 1);
    BigInteger floor = v.add(half).shiftRight(digits);
    BigInteger distance = v.add(half).subtract(floor.shiftLeft(digits));
    BigInteger other = half.shiftLeft(1).subtract(distance);
    if (distance.min(other).bitLength() <= DIGITS - BOUNDARY) {
      throw new IllegalStateException("a cosine lies within 2^-128 of a rounding boundary");
    }
    return floor.longValueExact();
  }

  private static BigInteger arcCotangent(int n) {
    BigInteger square = BigInteger.valueOf((long) n * n);
    BigInteger power = UNIT.divide(BigInteger.valueOf(n));
    BigInteger sum = BigInteger.ZERO;
    for (long i = 0; power.signum() != 0; i++) {
      BigInteger term = power.divide(BigInteger.valueOf(2 * i + 1));
      sum = i % 2 == 0 ? sum.add(term) : sum.subtract(term);
      power = power.divide(square);
    }
    return sum;
  }
}
