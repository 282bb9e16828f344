package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.Goldilocks;

/// Inner products in plain Java that reduce once per block instead of once per term.
///
/// A product of 128 bits is cut into four limbs of 32 bits, which are summed apart: `Σ a·b = l0 +
/// 2^32·l1 + 2^64·h0 + 2^96·h1`. Sums of 32-bit limbs do not overflow below 2^31 terms.
final class ScalarDot {
  private static final long LOW_32 = 0xFFFFFFFFL;

  private ScalarDot() {}

  /// `Σ a[aFrom + i]·b[bFrom + i]`, all canonical.
  static long dot(long[] a, int aFrom, long[] b, int bFrom, int length) {
    long l0 = 0;
    long l1 = 0;
    long h0 = 0;
    long h1 = 0;
    for (int i = 0; i < length; i++) {
      long x = a[aFrom + i];
      long y = b[bFrom + i];
      long low = x * y;
      long high = Math.unsignedMultiplyHigh(x, y);
      l0 += low & LOW_32;
      l1 += low >>> 32;
      h0 += high & LOW_32;
      h1 += high >>> 32;
    }
    // 2^64 = 2^32 - 1 and 2^96 = -1.
    long scaled = Goldilocks.add(Goldilocks.reduce(l1), Goldilocks.reduce(h0));
    long sum = Goldilocks.add(Goldilocks.reduce(l0), times2Pow32(scaled));
    return Goldilocks.sub(sum, Goldilocks.add(Goldilocks.reduce(h0), Goldilocks.reduce(h1)));
  }

  /// `Σ a[aFrom + i]·b[bFrom + i]`, a signed, b canonical.
  ///
  /// A signed 32-bit integer times an unsigned 32-bit limb fits a signed long; its low half is
  /// summed unsigned and its high half signed.
  static long dot(int[] a, int aFrom, long[] b, int bFrom, int length) {
    long s0 = 0;
    long s1 = 0;
    long s2 = 0;
    for (int i = 0; i < length; i++) {
      long x = a[aFrom + i];
      long y = b[bFrom + i];
      long p = x * (y & LOW_32);
      long q = x * (y >>> 32);
      s0 += p & LOW_32;
      s1 += (p >> 32) + (q & LOW_32);
      s2 += q >> 32;
    }
    // s0 + 2^32·s1 + 2^64·s2, each a signed long.
    long scaled = Goldilocks.add(Goldilocks.fromSigned(s1), Goldilocks.fromSigned(s2));
    long sum = Goldilocks.add(Goldilocks.fromSigned(s0), times2Pow32(scaled));
    return Goldilocks.sub(sum, Goldilocks.fromSigned(s2));
  }

  private static long times2Pow32(long a) {
    return Goldilocks.reduce(a >>> 32, a << 32);
  }
}
