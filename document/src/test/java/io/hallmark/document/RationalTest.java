package io.hallmark.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RationalTest {
  @ParameterizedTest
  @CsvSource({
    "0.1, 1, 10",
    "-12.50, -25, 2",
    "0, 0, 1",
    "7, 7, 1",
    "0.0, 0, 1",
    "-0.5, -1, 2",
    "100, 100, 1"
  })
  void decimalsAreExact(String decimal, long numerator, long denominator) {
    Rational value = Rational.parse(decimal);
    assertEquals(Rational.of(numerator, denominator), value);
    assertEquals(value, Rational.parse(value.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", ".5", "5.", "01", "-0", "-0.0", "+1", "1e3", "1,5", " 1", "NaN", "٣", "0x1"
      })
  void everythingElseIsRefused(String text) {
    assertFalse(Rational.isDecimal(text));
    assertThrows(IllegalArgumentException.class, () -> Rational.parse(text));
  }

  @Test
  void longDecimalsAreRefused() {
    assertTrue(Rational.isDecimal("1".repeat(64)));
    assertFalse(Rational.isDecimal("1".repeat(65)));
  }

  /// Against the definitions, on small numbers, with every sign.
  @Test
  void floorAndNearestAreExact() {
    for (int n = -50; n <= 50; n++) {
      for (int d = 1; d <= 12; d++) {
        Rational q = Rational.of(n, d);
        assertEquals(BigInteger.valueOf(Math.floorDiv(n, d)), q.floor());
        assertEquals(BigInteger.valueOf(Math.floorDiv(2 * n + d, 2 * d)), q.nearest());
        assertEquals(q, Rational.of(-n, -d));
      }
    }
    assertEquals(BigInteger.TWO, Rational.of(3, 2).nearest());
    assertEquals(BigInteger.valueOf(-1), Rational.of(-3, 2).nearest());
  }

  @Test
  void fieldLawsHold() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 500; i++) {
      Rational a = Rational.of(random.nextInt(-99, 99), random.nextInt(1, 99));
      Rational b = Rational.of(random.nextInt(-99, 99), random.nextInt(1, 99));
      Rational c = Rational.of(random.nextInt(1, 99), random.nextInt(1, 99));
      assertEquals(a.times(c).plus(b.times(c)), a.plus(b).times(c));
      assertEquals(a, a.times(c).dividedBy(c));
      assertEquals(a, a.minus(b).plus(b));
      assertEquals(Integer.signum(a.compareTo(b)), a.minus(b).signum());
      assertEquals(a, a.timesPowerOfTwo(9).timesPowerOfTwo(-9));
    }
    assertThrows(IllegalArgumentException.class, () -> Rational.ONE.dividedBy(Rational.ZERO));
    assertEquals("1/3", Rational.of(1, 3).toString());
    assertEquals("-0.003125", Rational.of(-1, 320).toString());
  }
}
