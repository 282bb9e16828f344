package io.hallmark.learning.program;

import io.hallmark.document.Rational;
import java.math.BigInteger;

/// The public integers of clipping by the global norm, for every step T:
///
/// - `Cc = isqrt(2^29·(rate_T·c·2^fw)² / 2^s0)`: the bound of the norm in units of the Gram norm,
///   times `2^14·√2`;
/// - `Θ = σ(σ-1)/2` with `σ = floor(Cc / 2^14) + 1`: signals are kept as they are if the Gram norm
///   is below Θ.
///
/// @param bounds Cc of every step, counted from 0
@SuppressWarnings("ArrayRecordComponent") // arrays for their speed, never shared
public record ClipFactors(long[] bounds) {
  /// Digits of the factor that scales signals down.
  public static final int FACTOR_BITS = 14;

  static ClipFactors of(ClipFormat.Norm clip, Schedule schedule, int steps, int fw) {
    long[] bounds = new long[steps];
    Rates rates = new Rates(schedule, steps);
    for (int t = 0; t < steps; t++) {
      bounds[t] = bound(clip, rates.of(t + 1), fw).longValueExact();
    }
    return new ClipFactors(bounds);
  }

  /// Cc at a rate.
  static BigInteger bound(ClipFormat.Norm clip, Rational rate, int fw) {
    Rational c = rate.times(clip.norm()).timesPowerOfTwo(fw);
    return c.times(c).timesPowerOfTwo(29 - clip.leastShift()).floor().sqrt();
  }

  /// Θ of a bound.
  static BigInteger threshold(BigInteger bound) {
    BigInteger root = bound.shiftRight(FACTOR_BITS).add(BigInteger.ONE);
    return root.multiply(root.subtract(BigInteger.ONE)).shiftRight(1);
  }

  /// Cc of a step.
  public long bound(int step) {
    return bounds[step];
  }

  /// Θ of a step.
  public long threshold(int step) {
    return threshold(BigInteger.valueOf(bounds[step])).longValueExact();
  }
}
