package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.Goldilocks;

/// Sums of canonical elements without a comparison.
///
/// Whether a sum wraps is random; HotSpot makes a conditional move of the comparison only if the
/// profile of *all* calls of a method says so, and sums of small integers elsewhere spoil it. A
/// branch then costs three times as much as these few operations, which cost a little more than a
/// conditional move.
final class BranchFree {
  private BranchFree() {}

  /// a + b; any a if `b <= p - 2^32`.
  static long add(long a, long b) {
    return sub(a, Goldilocks.P - b);
  }

  /// a - b; b may be p.
  static long sub(long a, long b) {
    long difference = a - b;
    long borrow = ((~a & b) | (~(a ^ b) & difference)) >> 63;
    return difference + (borrow & Goldilocks.P);
  }

  /// 7·a.
  static long mul7(long a) {
    return add(7 * a, Math.unsignedMultiplyHigh(7, a) * 0xFFFFFFFFL);
  }

  /// Coefficient of 1 in `(a0 + a1·X)(b0 + b1·X)`.
  static long product0(long a0, long a1, long b0, long b1) {
    return add(Goldilocks.mul(a0, b0), Goldilocks.mul(a1, mul7(b1)));
  }

  /// Coefficient of X in `(a0 + a1·X)(b0 + b1·X)`.
  static long product1(long a0, long a1, long b0, long b1) {
    return add(Goldilocks.mul(a0, b1), Goldilocks.mul(a1, b0));
  }
}
