package io.hallmark.learning.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The root against unbounded integers, and the second root that wide remainders would admit.
final class TriangularRootTest {
  private static long exact(long u) {
    BigInteger n = BigInteger.valueOf(u).shiftLeft(3).add(BigInteger.ONE);
    return n.sqrt().add(BigInteger.ONE).shiftRight(1).longValueExact();
  }

  @Test
  void itIsTheExactOne() {
    SplittableRandom random = new SplittableRandom(3);
    LongStream small = LongStream.range(0, 3000);
    LongStream any = random.longs(3000, 0, 1L << 61).map(v -> v >> random.nextInt(60));
    LongStream edges =
        LongStream.of(1, 2, 1706, 83544, 1L << 30, (1L << 31) - 1)
            .flatMap(s -> LongStream.of(s * (s - 1) / 2 - 1, s * (s - 1) / 2, s * (s + 1) / 2 - 1))
            .filter(u -> u >= 0 && u < 1L << 61);
    LongStream.concat(LongStream.concat(small, any), edges)
        .forEach(u -> {
          long s = TriangularRoot.of(u);
          assertEquals(exact(u), s, () -> "root of " + u);
          for (long near : new long[] {1, 2, s, s + 5, 1 << 10, 1L << 31}) {
            assertEquals(s, TriangularRoot.of(u, near), () -> "root of " + u + " near " + near);
          }
          long rest = TriangularRoot.remainder(u, s);
          assertTrue(rest >= 0 && rest < s);
        });
  }

  /// The published step of AdamW: U = 1454436, 1, 0 and 1607317, 4625, 1.
  @Test
  void theRootsOfThePublishedStepAreThese() {
    assertEquals(1706, TriangularRoot.of(1454436));
    assertEquals(2, TriangularRoot.of(1));
    assertEquals(1, TriangularRoot.of(0));
    assertEquals(1793, TriangularRoot.of(1607317));
    assertEquals(96, TriangularRoot.of(4625));
    assertEquals(1048, AdamW.move(1788498, 1706));
    assertEquals(-741, AdamW.move(-1483, 2));
    assertEquals(427, AdamW.move(766285, 1793));
    assertEquals(771, AdamW.move(74011, 96));
  }

  @Test
  void remaindersOfMoreThan30BitsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new TriangularRoot("root", 31, 16));
  }
}
