package io.hallmark.learning.program;

import io.hallmark.document.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// The public integers of AdamW. Per step T, with the last step of the segment before at `T - j`:
///
/// - `kappa = isqrt(2^80·2^q2·2(1 - b2^T)/(1 - b2)) / 2^40`;
/// - `A[n] = nearest(rate_T·(1 - b1)/(1 - b1^T)·kappa·2^fw·b1^n)`, n = 0 … j: rate and both bias
///   corrections, times what is left of a gradient after n steps;
/// - `eps = nearest(eps·kappa·2^(fx+f)·B)`, f the scale of the error.
///
/// The same in every segment: `c2[n] = nearest(2^q2·b2^n)`, `E1[n] = nearest(2^14·b1^n)`, `E2 =
/// nearest(2^14·b2^P)`.
///
/// The powers `b1^T`, `b2^T` are enclosed by fixed-point numbers of 256 digits; where both ends of
/// the enclosure round alike, the result is that of the exact rational, and otherwise the exact
/// rational is computed.
public final class AdamKernels {
  /// Scale of the moments' decay over a segment.
  public static final int STATE_SHIFT = 14;

  private static final int KAPPA_SHIFT = 40;

  private final AdamFormat format;
  private final int segment;
  private final long[] second;
  private final long[] first;
  private final long secondLeft;
  private final List<long[]> moved;
  private final long[] eps;

  private AdamKernels(AdamFormat format, int segment, List<long[]> moved, long[] eps) {
    this.format = format;
    this.segment = segment;
    this.second = powers(format.b2(), segment, format.kernelBits());
    this.first = powers(format.b1(), segment, STATE_SHIFT);
    this.secondLeft = powers(format.b2(), segment, STATE_SHIFT)[segment];
    this.moved = moved;
    this.eps = eps;
  }

  /// @param scale `2^(fx+f-kg)·B`, units of a gradient of the mean loss
  static AdamKernels of(
      AdamFormat format, Schedule schedule, int steps, int segment, Rational scale) {
    List<long[]> moved = new ArrayList<>();
    long[] eps = new long[steps];
    Power p1 = new Power(format.b1());
    Power p2 = new Power(format.b2());
    for (int t = 0; t < steps; t++) {
      p1 = p1.next();
      p2 = p2.next();
      BigInteger kappa = kappa(format, p2);
      Rational units =
          Rational.ONE.timesPowerOfTwo(-KAPPA_SHIFT).times(new Rational(kappa, BigInteger.ONE));
      Rational rate =
          schedule.at(t + 1, steps).times(units).timesPowerOfTwo(format.weightFraction());
      moved.add(moved(format.b1(), rate, p1, t % segment + 2));
      eps[t] = format.eps().times(units).times(scale).nearest().longValueExact();
    }
    return new AdamKernels(format, segment, moved, eps);
  }

  /// `nearest(2^shift·b^n)` for n = 0 … last.
  private static long[] powers(Rational b, int last, int shift) {
    long[] out = new long[last + 1];
    Rational power = Rational.ONE.timesPowerOfTwo(shift);
    for (int n = 0; n <= last; n++) {
      out[n] = power.nearest().longValueExact();
      power = power.times(b);
    }
    return out;
  }

  /// `kappa·2^40` when nothing is left of the first gradients.
  static BigInteger lastKappa(AdamFormat f) {
    return Rational.ONE
        .dividedBy(Rational.ONE.minus(f.b2()))
        .timesPowerOfTwo(2 * KAPPA_SHIFT + f.kernelBits() + 1)
        .floor()
        .sqrt();
  }

  private static BigInteger kappa(AdamFormat f, Power p) {
    Rational factor =
        Rational.ONE
            .dividedBy(Rational.ONE.minus(f.b2()))
            .timesPowerOfTwo(2 * KAPPA_SHIFT + f.kernelBits() + 1);
    BigInteger low = rest(factor, p.high()).sqrt();
    BigInteger high = rest(factor, p.low()).sqrt();
    return low.equals(high) ? low : factor.times(Rational.ONE.minus(p.exact())).floor().sqrt();
  }

  /// `floor(factor·(1 - power))`.
  private static BigInteger rest(Rational factor, BigInteger power) {
    return factor
        .numerator()
        .multiply(Power.UNIT.subtract(power))
        .divide(factor.denominator().shiftLeft(Power.DIGITS));
  }

  private static long[] moved(Rational b1, Rational rate, Power p, int count) {
    long[] out = new long[count];
    Rational factor = rate.times(Rational.ONE.minus(b1));
    for (int n = 0; n < count; n++) {
      BigInteger low = corrected(factor, p.low());
      BigInteger high = corrected(factor, p.high());
      out[n] =
          (low.equals(high) ? low : factor.dividedBy(Rational.ONE.minus(p.exact())).nearest())
              .longValueExact();
      factor = factor.times(b1);
    }
    return out;
  }

  /// `nearest(factor/(1 - power))`.
  private static BigInteger corrected(Rational factor, BigInteger power) {
    BigInteger top = factor.numerator().shiftLeft(Power.DIGITS + 1);
    BigInteger bottom = factor.denominator().multiply(Power.UNIT.subtract(power));
    return top.add(bottom).divide(bottom.shiftLeft(1));
  }

  /// `b^exponent` between two fixed-point numbers.
  private record Power(Rational base, int exponent, BigInteger low, BigInteger high) {
    static final int DIGITS = 256;
    static final BigInteger UNIT = BigInteger.ONE.shiftLeft(DIGITS);

    Power(Rational base) {
      this(base, 0, UNIT, UNIT);
    }

    Power next() {
      BigInteger d = base.denominator();
      BigInteger up = high.multiply(base.numerator()).add(d).subtract(BigInteger.ONE).divide(d);
      return new Power(base, exponent + 1, low.multiply(base.numerator()).divide(d), up);
    }

    Rational exact() {
      return new Rational(base.numerator().pow(exponent), base.denominator().pow(exponent));
    }
  }

  /// The format.
  public AdamFormat format() {
    return format;
  }

  /// P.
  public int segment() {
    return segment;
  }

  /// `A[n]` of a step.
  ///
  /// @param step step, counted from 0
  /// @param n in `[0, step mod P + 1]`
  public long moved(int step, int n) {
    return moved.get(step)[n];
  }

  /// eps of a step, counted from 0; 0 in the compact profile.
  public long eps(int step) {
    return eps[step];
  }

  /// `c2[n]`.
  public long second(int n) {
    return second[n];
  }

  /// `E1[n]`.
  public long first(int n) {
    return first[n];
  }

  /// E2.
  public long secondLeft() {
    return secondLeft;
  }

  /// The largest second moment that the gradients of a segment add, `H = 2^(2bg-2)·(c2[0] + … +
  /// c2[P-1])`.
  BigInteger added() {
    BigInteger sum = BigInteger.ZERO;
    for (int n = 0; n < segment; n++) {
      sum = sum.add(BigInteger.valueOf(second[n]));
    }
    return sum.shiftLeft(2 * format.gradBits() - 2);
  }

  /// wh, the bits of what a segment adds after rounding: `bits(rnd(H, q2) + 1)`.
  public int addedBits() {
    return roundedAdded().bitLength(); // bits(x + 1) of x + 1 values
  }

  /// `Hr = rnd(H, q2)`.
  BigInteger roundedAdded() {
    int q = format.kernelBits();
    return q == 0 ? added() : added().add(BigInteger.ONE.shiftLeft(q - 1)).shiftRight(q);
  }
}
