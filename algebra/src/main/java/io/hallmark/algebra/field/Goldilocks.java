package io.hallmark.algebra.field;

/// The base field F: integers modulo `p = 2^64 - 2^32 + 1`, as static arithmetic on longs.
///
/// An element is a **canonical** long: its unsigned value is below p. Unless a method says
/// otherwise, every argument must be canonical and every result is; arguments are not checked,
/// because callers check at the border with [#isCanonical(long)].
///
/// Reduction uses `2^64 = 2^32 - 1` and `2^96 = -1` (mod p).
///
/// **Speed:** corrections are conditional expressions whose outcome is random, so they must become
/// conditional moves. HotSpot refuses one if the result of another is compared directly; hence
/// `add` and `sub` compare sums, never their arguments. The time taken may depend on the values.
public final class Goldilocks {
  /// The modulus `2^64 - 2^32 + 1`, read as unsigned.
  public static final long P = 0xFFFFFFFF00000001L;

  /// A generator of the multiplicative group, the least quadratic non-residue.
  public static final long GENERATOR = 7;

  /// The largest v such that `2^v` divides `p - 1`.
  public static final int TWO_ADICITY = 32;

  /// The inverse of 2.
  public static final long HALF = 0x7FFFFFFF80000001L;

  private static final long LOW_32 = 0xFFFFFFFFL;

  private Goldilocks() {}

  /// Whether the unsigned value of `a` is below p. Any long may be asked.
  public static boolean isCanonical(long a) {
    return Long.compareUnsigned(a, P) < 0;
  }

  /// The residue of a signed integer; `-1` becomes `p - 1`. Any long may be given.
  public static long fromSigned(long a) {
    return a + ((a >> 63) & P);
  }

  /// The integer in `(-p/2, p/2)` that stands for `a`; undoes [#fromSigned(long)] for magnitudes up
  /// to `(p - 1)/2`.
  public static long toSigned(long a) {
    return Long.compareUnsigned(a, P >>> 1) <= 0 ? a : a - P;
  }

  /// The residue of an unsigned 64-bit value.
  public static long reduce(long a) {
    return Long.compareUnsigned(a, P) < 0 ? a : a - P;
  }

  /// The residue of the unsigned 128-bit value `high·2^64 + low`.
  public static long reduce(long high, long low) {
    long top = high >>> 32;
    long t = low - top;
    if (Long.compareUnsigned(low, top) < 0) { // probability below 2^-32 on random input
      t += P;
    }
    long low32 = high & LOW_32;
    // t + (high mod 2^32)·(2^32 - 1). The product is at most p - 2^32, so for every 64-bit t one
    // correction makes the sum canonical.
    long gap = (P - (low32 << 32)) + low32;
    long sum = t - gap;
    return Long.compareUnsigned(t, gap) < 0 ? sum + P : sum;
  }

  /// a + b. Also right for every unsigned 64-bit `a` if `b <= p - 2^32`.
  public static long add(long a, long b) {
    long shifted = b + LOW_32; // b - p + 2^64; so the sum wraps exactly if a + b >= p
    long sum = a + shifted;
    return Long.compareUnsigned(sum, shifted) < 0 ? sum : sum + P;
  }

  /// a - b.
  public static long sub(long a, long b) {
    long difference = a - b;
    return Long.compareUnsigned(difference, ~b) > 0 ? difference + P : difference;
  }

  /// -a.
  public static long neg(long a) {
    return a == 0 ? 0 : P - a;
  }

  /// a·b. Also right when one or both are any unsigned 64-bit value.
  public static long mul(long a, long b) {
    return reduce(Math.unsignedMultiplyHigh(a, b), a * b);
  }

  /// 7·a.
  public static long mul7(long a) {
    return add(7 * a, Math.unsignedMultiplyHigh(7, a) * LOW_32);
  }

  /// `base^exponent`, the exponent read as unsigned; `pow(0, 0)` is 1.
  public static long pow(long base, long exponent) {
    long result = 1;
    long square = base;
    for (long e = exponent; e != 0; e >>>= 1) {
      if ((e & 1) != 0) {
        result = mul(result, square);
      }
      square = mul(square, square);
    }
    return result;
  }

  /// 1/a.
  ///
  /// @throws ArithmeticException if a is zero
  public static long inverse(long a) {
    if (a == 0) {
      throw new ArithmeticException("zero has no inverse");
    }
    return pow(a, P - 2);
  }

  /// `w_v = 7^((p-1)/2^v)`, of order `2^v`.
  ///
  /// @throws IllegalArgumentException unless `0 <= v <= 32`
  public static long rootOfUnity(int v) {
    if (v < 0 || v > TWO_ADICITY) {
      throw new IllegalArgumentException("no root of unity of order 2^" + v);
    }
    return pow(GENERATOR, (P - 1) >>> v);
  }
}
