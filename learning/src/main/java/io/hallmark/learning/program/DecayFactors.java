package io.hallmark.learning.program;

import io.hallmark.document.Rational;
import java.math.BigInteger;

/// The public integers of decoupled weight decay, one per segment: `lam = nearest(2^24·(1 - Π (1 -
/// rate_T·wd)))` over its steps T.
public final class DecayFactors {
  /// Scale of a factor.
  public static final int SHIFT = 24;

  /// Segments of so many steps are computed from exact products, longer ones from enclosed ones.
  private static final int EXACT = 16;

  private final long[] factors;

  private DecayFactors(long[] factors) {
    this.factors = factors;
  }

  /// @throws ArithmeticException if the enclosure of a product does not decide its rounding
  static DecayFactors of(Rational decay, Schedule schedule, int steps, int segment) {
    long[] out = new long[steps / segment];
    Rates rates = new Rates(schedule, steps);
    for (int g = 0; g < out.length; g++) {
      Enclosure left = Enclosure.ONE;
      Rational exact = Rational.ONE;
      for (int t = 1; t <= segment; t++) {
        Rational kept = Rational.ONE.minus(rates.of(g * segment + t).times(decay));
        left = left.times(kept);
        exact = segment <= EXACT ? exact.times(kept) : exact;
      }
      out[g] =
          (segment <= EXACT
                  ? Rational.ONE.minus(exact).timesPowerOfTwo(SHIFT).nearest()
                  : left.rest().nearest(BigInteger.ONE.shiftLeft(SHIFT), BigInteger.ONE))
              .longValueExact();
    }
    return new DecayFactors(out);
  }

  /// The factor of a segment, counted from 0; in `[0, 2^24]`.
  public long of(int segment) {
    return factors[segment];
  }
}
