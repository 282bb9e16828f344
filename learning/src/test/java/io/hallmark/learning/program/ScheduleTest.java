package io.hallmark.learning.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.document.Rational;
import io.hallmark.learning.Vectors;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  private static final List<Schedule.Kind> KINDS = List.of(Schedule.Kind.values());

  @Test
  void cosinesAreThePublishedOnes() throws Exception {
    for (Vectors v : Vectors.training().all("cosines")) {
      assertEquals(v.wide("value"), Cosine.of(v.number("n"), v.number("d")));
    }
    assertEquals(Cosine.ONE, Cosine.of(0, 5));
    assertEquals(-Cosine.ONE, Cosine.of(5, 5));
    assertEquals(0, Cosine.of(2, 4));
    assertEquals(-549755813888L, Cosine.of(2, 3));
    for (int d = 1; d < 60; d++) {
      for (int n = 0; n <= d; n++) {
        double real = Math.cos(Math.PI * n / d) * Cosine.ONE;
        assertEquals(real, (double) Cosine.of(n, d), 0.51);
      }
    }
  }

  @Test
  void ratesAreThePublishedOnes() throws Exception {
    Vectors v = Vectors.training().at("rates");
    Schedule schedule =
        new Schedule(
            Schedule.Kind.LINEAR,
            Rational.parse(v.text("rate")),
            Rational.parse(v.text("final")),
            v.number("warmup"));
    for (Vectors eta : v.all("eta")) {
      Rational rate = schedule.at(eta.number("step"), v.number("steps"));
      Rational folded =
          rate.dividedBy(Rational.of(v.number("batch"))).timesPowerOfTwo(v.number("exponent"));
      assertEquals(eta.wide("value"), folded.nearest().longValueExact());
    }
  }

  @Test
  void ratesFollowTheirFormulas() {
    Rational rate = Rational.parse("0.5");
    Rational last = Rational.parse("0.1");
    Schedule linear = new Schedule(Schedule.Kind.LINEAR, rate, last, 2);
    assertEquals(Rational.parse("0.25"), linear.at(1, 6));
    assertEquals(rate, linear.at(2, 6));
    assertEquals(rate, linear.at(3, 6));
    assertEquals(Rational.parse("0.2"), linear.at(6, 6));
    Schedule constant = new Schedule(Schedule.Kind.CONSTANT, rate, last, 0);
    assertEquals(rate, constant.at(6, 6));
    Schedule cosine = new Schedule(Schedule.Kind.COSINE, rate, last, 0);
    assertEquals(rate, cosine.at(1, 6));
    assertEquals(Rational.parse("0.3"), cosine.at(4, 6)); // half way, where the cosine is 0
    assertThrows(IllegalArgumentException.class, () -> linear.at(0, 6));
    assertThrows(IllegalArgumentException.class, () -> linear.at(7, 6));
  }

  @Test
  void theHighestRateIsFoundAtTheEnds() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 300; i++) {
      int steps = random.nextInt(1, 12);
      Schedule schedule =
          new Schedule(
              KINDS.get(random.nextInt(KINDS.size())),
              Rational.of(random.nextInt(10), 7),
              Rational.of(random.nextInt(10), 7),
              random.nextInt(15));
      Rational highest = Rational.ZERO;
      for (int step = 1; step <= steps; step++) {
        Rational rate = schedule.at(step, steps);
        highest = rate.compareTo(highest) > 0 ? rate : highest;
      }
      assertEquals(highest, schedule.highest(steps), schedule + " " + steps);
    }
  }
}
