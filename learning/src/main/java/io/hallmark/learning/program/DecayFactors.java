package io.hallmark.learning.program;

import io.hallmark.document.Rational;
import java.math.BigInteger;

/// The public integers of decoupled weight decay, one per segment: `lam = nearest(2^24·(1 - Π (1 -
/// rate_T·wd)))` over its steps T.
public final class DecayFactors {
  /// Scale of a factor.
  public static final int SHIFT = 24;

  private final long[] factors;

  private DecayFactors(long[] factors) {
    this.factors = factors;
  }

  static DecayFactors of(Rational decay, Schedule schedule, int steps, int segment) {
    long[] out = new long[steps / segment];
    for (int g = 0; g < out.length; g++) {
      BigInteger left = BigInteger.ONE; // no common factors are looked for: fractions stay small
      BigInteger all = BigInteger.ONE;
      for (int t = 1; t <= segment; t++) {
        Rational kept = Rational.ONE.minus(schedule.at(g * segment + t, steps).times(decay));
        left = left.multiply(kept.numerator());
        all = all.multiply(kept.denominator());
      }
      BigInteger twice = all.subtract(left).shiftLeft(SHIFT + 1);
      out[g] = twice.add(all).divide(all.shiftLeft(1)).longValueExact();
    }
    return new DecayFactors(out);
  }

  /// The factor of a segment, counted from 0; in `[0, 2^24]`.
  public long of(int segment) {
    return factors[segment];
  }
}
