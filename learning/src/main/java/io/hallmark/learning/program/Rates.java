package io.hallmark.learning.program;

import io.hallmark.document.Rational;

/// The rates of all steps as exact rationals, in about a microsecond each: the numbers that
/// [Schedule#at] gives.
final class Rates {
  private final Schedule schedule;
  private final int steps;
  private final long[] cosines;

  Rates(Schedule schedule, int steps) {
    this.schedule = schedule;
    this.steps = steps;
    int left = Math.max(0, steps - schedule.warmup());
    this.cosines =
        schedule.kind() == Schedule.Kind.COSINE && left > 0
            ? Cosine.of(0, Math.max(1, left), left)
            : new long[0];
  }

  /// The rate of a step T, counted from 1.
  Rational of(int step) {
    if (cosines.length == 0 || step <= schedule.warmup()) {
      return schedule.at(step, steps);
    }
    Rational part = Rational.of(Cosine.ONE + cosines[step - 1 - schedule.warmup()], 2 * Cosine.ONE);
    return schedule.finalRate().plus(schedule.rate().minus(schedule.finalRate()).times(part));
  }
}
