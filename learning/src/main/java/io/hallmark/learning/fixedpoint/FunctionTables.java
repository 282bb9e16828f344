package io.hallmark.learning.fixedpoint;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/// Tables of rounded real functions, exact to the last unit and the same on every machine.
///
/// - `SIG_fz_fp`: `z → nearest(2^fp / (1 + exp(-z/2^fz)))`, with `SIG(-z) = 2^fp - SIG(z)`
/// - `EXP_fz_fe`: `d → nearest(2^fe · exp(-d/2^fz))`
///
/// Entries are decided in two steps. First with interval arithmetic in 64-bit integers: powers of
/// `exp(-1/2^fz)` by one multiplication each, with an error bound carried along; if both ends of
/// the interval round to the same integer, that is the entry. The few others are computed with 256
/// binary digits, and must then lie farther than 2^-192 from a rounding boundary (which a
/// transcendental number can come near to, but never reach).
public final class FunctionTables {
  private static final int MAX_FRACTION = 20;
  private static final int MAX_WIDTH = 16;
  private static final int BOUNDARY = 192;

  private FunctionTables() {}

  /// The table `SIG_fz_fp` for signed z of `width` bits, `z = -2^(width-1) … 2^(width-1) - 1` in
  /// this order.
  ///
  /// @param fz scale of z, in [0, 20]
  /// @param fp scale of the result, in [1, 20]
  /// @param width bits of z, in [2, 16]
  public static int[] sigmoid(int fz, int fp, int width) {
    requireFraction(fz, 0);
    requireFraction(fp, 1);
    if (width < 2 || width > MAX_WIDTH) {
      throw new IllegalArgumentException("width " + width);
    }
    int half = 1 << (width - 1);
    int one = 1 << fp;
    int[] table = new int[2 * half];
    NegativeExponentials e = new NegativeExponentials(fz);
    table[half] = one >> 1; // z = 0
    boolean saturated = false;
    for (int z = 1; z <= half; z++) {
      int value = saturated ? one : sigmoidEntry(e, z, fz, fp);
      saturated = value == one;
      table[half - z] = one - value;
      if (z < half) {
        table[half + z] = value;
      }
    }
    return table;
  }

  /// The table `EXP_fz_fe`, `d = 0 … 2^width - 1` in this order.
  ///
  /// @param fz scale of d, in [0, 20]
  /// @param fe scale of the result, in [1, 20]
  /// @param width bits of d, in [1, 16]
  public static int[] exponential(int fz, int fe, int width) {
    requireFraction(fz, 0);
    requireFraction(fe, 1);
    if (width < 1 || width > MAX_WIDTH) {
      throw new IllegalArgumentException("width " + width);
    }
    int[] table = new int[1 << width];
    NegativeExponentials e = new NegativeExponentials(fz);
    table[0] = 1 << fe;
    boolean vanished = false;
    for (int d = 1; d < table.length && !vanished; d++) {
      table[d] = exponentialEntry(e, d, fz, fe);
      vanished = table[d] == 0;
    }
    return table;
  }

  /// SHA-256 of a table: its entries as 8-byte big-endian integers.
  public static Digest digest(int[] table) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * table.length);
    for (int entry : table) {
      bytes.putLong(entry);
    }
    return Digests.sha256(bytes.array());
  }

  private static int sigmoidEntry(NegativeExponentials e, int z, int fz, int fp) {
    e.advance();
    long high = sigmoidOf(e.low(), fp); // the sigmoid falls as exp(-z) grows
    long low = sigmoidOf(e.high(), fp);
    return high == low ? (int) high : exactSigmoid(z, fz, fp);
  }

  /// nearest(2^fp / (1 + e)) for e given at 40 binary digits.
  private static long sigmoidOf(long e, int fp) {
    long denominator = (1L << NegativeExponentials.DIGITS) + e;
    return Rounding.rdiv(1L << (fp + NegativeExponentials.DIGITS), denominator);
  }

  private static int exponentialEntry(NegativeExponentials e, int d, int fz, int fe) {
    e.advance();
    int shift = NegativeExponentials.DIGITS - fe;
    long low = Rounding.rnd(e.low(), shift);
    long high = Rounding.rnd(e.high(), shift);
    return high == low ? (int) high : exactExponential(d, fz, fe);
  }

  static int exactSigmoid(int z, int fz, int fp) {
    BigInteger one = BigInteger.ONE.shiftLeft(ExactExponential.DIGITS);
    BigInteger e = ExactExponential.ofNegative(z, fz);
    return nearest(one.shiftLeft(ExactExponential.DIGITS).divide(one.add(e)), fp);
  }

  static int exactExponential(int d, int fz, int fe) {
    return nearest(ExactExponential.ofNegative(d, fz), fe);
  }

  /// nearest(2^f·v) for v at 256 binary digits.
  private static int nearest(BigInteger v, int f) {
    int digits = ExactExponential.DIGITS - f;
    BigInteger half = BigInteger.ONE.shiftLeft(digits - 1);
    BigInteger floor = v.add(half).shiftRight(digits);
    BigInteger distance = v.add(half).subtract(floor.shiftLeft(digits));
    BigInteger other = half.shiftLeft(1).subtract(distance);
    if (distance.min(other).bitLength() <= ExactExponential.DIGITS - BOUNDARY) {
      throw new IllegalStateException("an entry lies within 2^-192 of a rounding boundary");
    }
    return floor.intValueExact();
  }

  private static void requireFraction(int fraction, int min) {
    if (fraction < min || fraction > MAX_FRACTION) {
      throw new IllegalArgumentException("scale 2^" + fraction);
    }
  }
}
