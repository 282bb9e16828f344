package io.hallmark.learning.fixedpoint;

/// The roundings of the training semantics: to the nearest integer, a half going up, everything
/// else a floor toward minus infinity.
///
/// Range contract: operands lie in (-2^62, 2^62), which the program's no-wrap bounds guarantee, so
/// nothing wraps.
public final class Rounding {
  private Rounding() {}

  /// `rnd(n, s) = floor((n + 2^(s-1)) / 2^s)`, and n itself for `s = 0`.
  ///
  /// @param n an integer in (-2^62, 2^62)
  /// @param s number of binary digits to drop, in [0, 62]
  public static long rnd(long n, int s) {
    return s == 0 ? n : (n + (1L << (s - 1))) >> s;
  }

  /// `rdiv(n, d) = floor((2n + d) / (2d))`: the integer nearest to n/d.
  ///
  /// @param n an integer in (-2^61, 2^61)
  /// @param d an integer in [1, 2^61)
  public static long rdiv(long n, long d) {
    return Math.floorDiv(2 * n + d, 2 * d);
  }
}
