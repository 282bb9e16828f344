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

  /// The fast way to the folded rates is the definition, rounded.
  @Test
  void manyRatesAreTheRatesOneByOne() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 600; i++) {
      int steps = random.nextInt(1, 60);
      Schedule schedule =
          new Schedule(
              KINDS.get(i % KINDS.size()),
              Rational.of(random.nextInt(1000), 1 + random.nextInt(999)),
              Rational.of(random.nextInt(1000), 1 + random.nextInt(999)),
              random.nextInt(steps + 3));
      Rational factor = Rational.of(1, 1 + random.nextInt(64)).timesPowerOfTwo(random.nextInt(40));
      int first = 1 + random.nextInt(steps);
      int count = random.nextInt(steps - first + 2);
      long[] many = schedule.nearest(factor, first, count, steps);
      assertEquals(count, many.length);
      for (int k = 0; k < count; k++) {
        Rational one = schedule.at(first + k, steps).times(factor);
        assertEquals(one.nearest().longValueExact(), many[k], schedule + " " + (first + k));
      }
    }
    Schedule constant = new Schedule(Schedule.Kind.CONSTANT, Rational.ONE, Rational.ZERO, 0);
    assertThrows(IllegalArgumentException.class, () -> constant.nearest(Rational.ONE, 2, 6, 6));
    assertThrows(IllegalArgumentException.class, () -> constant.nearest(Rational.ONE, 0, 1, 6));
  }

  /// The recurrence keeps its digits to the end of a long training.
  @Test
  void manyCosinesAreTheCosinesOneByOne() {
    int d = (1 << 20) - 3;
    long[] all = Cosine.of(0, d, d + 1);
    assertEquals(Cosine.ONE, all[0]);
    assertEquals(-Cosine.ONE, all[d]);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 300; i++) {
      int n = i < 100 ? d - i : random.nextInt(d);
      assertEquals(Cosine.of(n, d), all[n]);
      assertEquals(all[n], Cosine.of(n, d, 1)[0]);
    }
    assertEquals(0, Cosine.of(d, d, 0).length);
    assertThrows(IllegalArgumentException.class, () -> Cosine.of(1, 4, 5));
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
