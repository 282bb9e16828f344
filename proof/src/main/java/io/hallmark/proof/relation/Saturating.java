package io.hallmark.proof.relation;

/// Arithmetic on sizes that a stranger chose: not negative, exact up to 2^62, and 2^63 - 1 beyond.
final class Saturating {
  private Saturating() {}

  /// The product, or `Long.MAX_VALUE` if it is more than that.
  static long times(long a, long b) {
    return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
  }

  /// The sum, or `Long.MAX_VALUE` if it is more than that.
  static long plus(long a, long b) {
    return a + b < 0 ? Long.MAX_VALUE : a + b;
  }

  /// `2^v`, or `Long.MAX_VALUE` from `v = 63` on.
  static long power(long v) {
    return v > 62 ? Long.MAX_VALUE : 1L << v;
  }
}
