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
/// After the first steps the powers `b1^T`, `b2^T` are enclosed, see [Enclosure]; a program whose
/// enclosures do not decide a rounding, which nobody meets by chance, is refused.
public final class AdamKernels {
  /// Scale of the moments' decay over a segment.
  public static final int STATE_SHIFT = 14;

  private static final int KAPPA_SHIFT = 40;

  /// Steps whose numbers are computed from exact powers: the first ones are often exact integers.
  private static final int EXACT = 32;

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
  /// @throws ArithmeticException if a number is beyond 62 bits, or undecided
  static AdamKernels of(
      AdamFormat format, Schedule schedule, int steps, int segment, Rational scale) {
    List<Enclosure> kept = new ArrayList<>(List.of(Enclosure.ONE));
    for (int n = 1; n <= segment; n++) {
      kept.add(kept.getLast().times(format.b1()));
    }
    Rates rates = new Rates(schedule, steps);
    Rational units = format.eps().times(scale).timesPowerOfTwo(-KAPPA_SHIFT);
    Rational square = square(format);
    Rational fresh =
        Rational.ONE.minus(format.b1()).timesPowerOfTwo(format.weightFraction() - KAPPA_SHIFT);
    List<long[]> moved = new ArrayList<>();
    long[] eps = new long[steps];
    Enclosure first = Enclosure.ONE;
    Enclosure second = Enclosure.ONE;
    for (int t = 0; t < steps; t++) {
      first = first.times(format.b1());
      second = second.times(format.b2());
      BigInteger kappa =
          (t < EXACT ? square.times(rest(format.b2(), t + 1)).floor() : second.floorOfRest(square))
              .sqrt();
      Rational rate = rates.of(t + 1).times(new Rational(kappa, BigInteger.ONE)).times(fresh);
      long[] row = new long[t % segment + 2];
      Rational exact = t < EXACT ? rate.dividedBy(rest(format.b1(), t + 1)) : rate;
      for (int n = 0; n < row.length; n++) {
        row[n] =
            small(
                t < EXACT
                    ? exact.nearest()
                    : kept.get(n).nearestOver(rate.numerator(), rate.denominator(), first.rest()));
        exact = t < EXACT ? exact.times(format.b1()) : exact;
      }
      moved.add(row);
      eps[t] = small(units.times(new Rational(kappa, BigInteger.ONE)).nearest());
    }
    return new AdamKernels(format, segment, moved, eps);
  }

  /// `2^80·2^q2·2/(1 - b2)`.
  private static Rational square(AdamFormat f) {
    return Rational.ONE
        .dividedBy(Rational.ONE.minus(f.b2()))
        .timesPowerOfTwo(2 * KAPPA_SHIFT + f.kernelBits() + 1);
  }

  /// `1 - b^exponent`.
  private static Rational rest(Rational b, int exponent) {
    return Rational.ONE.minus(
        new Rational(b.numerator().pow(exponent), b.denominator().pow(exponent)));
  }

  private static long small(BigInteger n) {
    if (n.bitLength() > 62) {
      throw new ArithmeticException("a public integer of " + n.bitLength() + " bits");
    }
    return n.longValueExact();
  }

  /// `nearest(2^shift·b^n)` for n = 0 … last.
  private static long[] powers(Rational b, int last, int shift) {
    long[] out = new long[last + 1];
    Enclosure power = Enclosure.ONE;
    for (int n = 0; n <= last; n++) {
      out[n] = small(power.nearest(BigInteger.ONE.shiftLeft(shift), BigInteger.ONE));
      power = power.times(b);
    }
    return out;
  }

  /// `kappa·2^40` when nothing is left of the first gradients.
  static BigInteger lastKappa(AdamFormat f) {
    return square(f).floor().sqrt();
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
