package io.hallmark.learning.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.document.Rational;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The public integers of AdamW against exact rationals, and those of a published step.
final class AdamKernelsTest {
  private static AdamFormat format(String b1, String b2, int kernelBits, int weightFraction) {
    return new AdamFormat(
        AdamFormat.Profile.WIDE,
        Rational.parse(b1),
        Rational.parse(b2),
        Rational.parse("0.00000001"),
        0,
        28,
        59,
        30,
        32,
        kernelBits,
        weightFraction);
  }

  private static Rational power(Rational base, int exponent) {
    return new Rational(base.numerator().pow(exponent), base.denominator().pow(exponent));
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0.999, 0", "0.6, 0.9, 1", "0.5, 0.75, 3", "0.9, 0.95, 4"})
  void theyAreTheNearestIntegersOfTheExactNumbers(String b1, String b2, int kernelBits) {
    AdamFormat f = format(b1, b2, kernelBits, 20);
    Schedule schedule =
        new Schedule(Schedule.Kind.LINEAR, Rational.parse("0.001"), Rational.ZERO, 7);
    Rational scale = Rational.of(64).timesPowerOfTwo(20);
    int steps = 600;
    AdamKernels k = AdamKernels.of(f, schedule, steps, 12, scale);
    for (int t : new int[] {0, 1, 2, 3, 11, 12, 99, 300, 599}) {
      Rational left = Rational.ONE.minus(power(f.b2(), t + 1));
      BigInteger root =
          left.dividedBy(Rational.ONE.minus(f.b2()))
              .timesPowerOfTwo(81 + kernelBits)
              .floor()
              .sqrt();
      Rational kappa = new Rational(root, BigInteger.ONE.shiftLeft(40));
      Rational rate =
          schedule
              .at(t + 1, steps)
              .times(Rational.ONE.minus(f.b1()))
              .dividedBy(Rational.ONE.minus(power(f.b1(), t + 1)))
              .times(kappa)
              .timesPowerOfTwo(20);
      for (int n = 0; n <= t % 12 + 1; n++) {
        assertEquals(rate.times(power(f.b1(), n)).nearest().longValueExact(), k.moved(t, n));
      }
      assertEquals(f.eps().times(kappa).times(scale).nearest().longValueExact(), k.eps(t));
    }
  }

  /// Rate 0.001, b1 = 0.9, b2 = 0.999, fw = 20.
  @Test
  void theFirstStepsArePublished() {
    Schedule constant =
        new Schedule(Schedule.Kind.CONSTANT, Rational.parse("0.001"), Rational.ZERO, 0);
    AdamKernels k = AdamKernels.of(format("0.9", "0.999", 0, 20), constant, 14, 7, Rational.of(1));
    assertEquals(1483, k.moved(0, 0));
    assertEquals(1103, k.moved(1, 0));
    assertEquals(993, k.moved(1, 1));
    assertEquals(1, k.second(6));
  }
}
