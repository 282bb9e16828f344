package io.hallmark.learning.fixedpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.document.Rational;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Both roundings agree with the definition over exact rationals, at random and extreme values.
final class RoundingTest {
  @Test
  void shiftsAreNearest() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      int s = random.nextInt(62);
      long n = random.nextLong(-(1L << 62) + 1, 1L << 62) >> random.nextInt(62);
      check(n, s);
      check((n >> s << s) + (s == 0 ? 0 : 1L << (s - 1)), s); // a tie
    }
    for (long n : new long[] {-(1L << 62) + 1, (1L << 62) - 1, 0, -1, 1}) {
      for (int s = 0; s < 62; s++) {
        check(n, s);
      }
    }
  }

  private static void check(long n, int s) {
    if (Math.abs(n) < 1L << 62) {
      assertEquals(
          Rational.of(n).timesPowerOfTwo(-s).nearest(), BigInteger.valueOf(Rounding.rnd(n, s)));
    }
  }

  @Test
  void divisionsAreNearest() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 20_000; i++) {
      long d = random.nextLong(1, 1L << 61) >> random.nextInt(60) | 1;
      long n = random.nextLong(-(1L << 61) + 1, 1L << 61) >> random.nextInt(61);
      assertEquals(Rational.of(n, d).nearest(), BigInteger.valueOf(Rounding.rdiv(n, d)));
    }
    assertEquals(1, Rounding.rdiv(1, 2));
    assertEquals(0, Rounding.rdiv(-1, 2));
    assertEquals(2, Rounding.rdiv(3, 2));
  }
}
