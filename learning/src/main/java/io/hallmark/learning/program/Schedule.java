package io.hallmark.learning.program;

import io.hallmark.document.Rational;
import java.util.Arrays;

/// The learning rate as an exact rational, for every step T = 1 … steps. While `T <= warmup` it is
/// `rate·T/warmup`; then with `d = max(1, steps - warmup)`:
///
/// - constant: `rate`
/// - linear: `final + (rate - final)·(steps - T + 1)/d`
/// - cosine: `final + (rate - final)·(2^40 + c40(T - 1 - warmup, d))/2^41`, see [Cosine]
///
/// @param kind how the rate goes on after the warm-up
/// @param rate the rate at its highest, at least 0
/// @param finalRate where it goes to, at least 0
/// @param warmup steps of the warm-up, at least 0
public record Schedule(Kind kind, Rational rate, Rational finalRate, int warmup) {
  /// Kinds of schedules.
  public enum Kind {
    /// Stays at the rate.
    CONSTANT("constant"),
    /// Falls along a line.
    LINEAR("linear"),
    /// Falls along half a cosine.
    COSINE("cosine");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /// The word in a program document.
    public String text() {
      return text;
    }
  }

  /// @throws IllegalArgumentException if a number is negative
  public Schedule {
    if (rate.signum() < 0 || finalRate.signum() < 0 || warmup < 0) {
      throw new IllegalArgumentException("a schedule has no negative numbers");
    }
  }

  /// The rate of a step.
  ///
  /// @param step T, counted from 1
  /// @param steps the last step
  public Rational at(int step, int steps) {
    if (step < 1 || step > steps) {
      throw new IllegalArgumentException("step " + step + " of " + steps);
    }
    if (step <= warmup) {
      return rate.times(Rational.of(step, warmup));
    }
    int d = Math.max(1, steps - warmup);
    return switch (kind) {
      case CONSTANT -> rate;
      case LINEAR -> between(Rational.of(steps - step + 1L, d));
      case COSINE ->
          between(Rational.of(Cosine.ONE + Cosine.of(step - 1 - warmup, d), 2 * Cosine.ONE));
    };
  }

  /// `nearest(factor·rate)` of steps `first … first + count - 1`: the numbers that [#at] gives, in
  /// about a microsecond each.
  ///
  /// @param factor not negative
  /// @param first T of the first, counted from 1
  /// @param count how many
  /// @param steps the last step
  /// @throws ArithmeticException if one is beyond 64 bits
  long[] nearest(Rational factor, int first, int count, int steps) {
    if (first < 1 || count < 0 || first - 1 > steps - count) {
      throw new IllegalArgumentException(count + " steps from " + first + " of " + steps);
    }
    long[] out = new long[count];
    int rising = Math.clamp(warmup - first + 1L, 0, count);
    if (rising > 0) {
      RateLine line = RateLine.of(Rational.ZERO, rate.times(factor).dividedBy(Rational.of(warmup)));
      for (int i = 0; i < rising; i++) {
        out[i] = line.nearest(first + (long) i);
      }
    }
    int d = Math.max(1, steps - warmup);
    Rational last = finalRate.times(factor);
    Rational fall = rate.minus(finalRate).times(factor);
    switch (kind) {
      case CONSTANT ->
          Arrays.fill(out, rising, count, rate.times(factor).nearest().longValueExact());
      case LINEAR -> {
        RateLine line = RateLine.of(last, fall.dividedBy(Rational.of(d)));
        for (int i = rising; i < count; i++) {
          out[i] = line.nearest(steps - (first + (long) i) + 1);
        }
      }
      case COSINE -> {
        RateLine line = RateLine.of(last, fall.dividedBy(Rational.of(2 * Cosine.ONE)));
        long[] cosines = Cosine.of(first + rising - 1L - warmup, d, count - rising);
        for (int i = rising; i < count; i++) {
          out[i] = line.nearest(Cosine.ONE + cosines[i - rising]);
        }
      }
    }
    return out;
  }

  /// The highest rate of all steps. The rate rises through the warm-up and is monotone after it, so
  /// it is highest at one of the ends.
  public Rational highest(int steps) {
    Rational highest = at(steps, steps);
    for (int step : new int[] {Math.min(warmup, steps), Math.min(warmup + 1, steps)}) {
      if (step >= 1 && at(step, steps).compareTo(highest) > 0) {
        highest = at(step, steps);
      }
    }
    return highest;
  }

  private Rational between(Rational part) {
    return finalRate.plus(rate.minus(finalRate).times(part));
  }
}
