package io.hallmark.learning.program;

import io.hallmark.document.Rational;

/// What a person chooses about the steps of a training; the formats follow.
///
/// @param steps number of steps
/// @param batch records of a step
/// @param schedule the learning rate
/// @param rate the rate as the document shall show it
/// @param finalRate where it goes to, as the document shall show it
public record StepOptions(int steps, int batch, Schedule schedule, String rate, String finalRate) {

  /// 160 steps of 32 at the constant rate 0.1.
  public static StepOptions standard() {
    return of(160, 32, Schedule.Kind.CONSTANT, "0.1", "0", 0);
  }

  /// Options from their parts.
  ///
  /// @param rate a decimal of at least 0
  /// @param finalRate a decimal of at least 0
  /// @throws IllegalArgumentException if a number is no decimal, negative, or out of range
  public static StepOptions of(
      int steps, int batch, Schedule.Kind kind, String rate, String finalRate, int warmup) {
    if (steps < 1 || batch < 1 || warmup > steps) {
      throw new IllegalArgumentException(
          "steps " + steps + ", batch " + batch + ", warm-up " + warmup);
    }
    Schedule schedule = new Schedule(kind, Rational.parse(rate), Rational.parse(finalRate), warmup);
    return new StepOptions(steps, batch, schedule, rate, finalRate);
  }
}
