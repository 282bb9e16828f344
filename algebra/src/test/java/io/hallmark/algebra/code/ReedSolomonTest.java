package io.hallmark.algebra.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.algebra.Elements;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.poly.Univariate;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The code is what its definition says: the values at `7·w^i` by Horner's rule.
final class ReedSolomonTest {
  static IntStream sizes() {
    return IntStream.rangeClosed(0, 10);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void theTransformIsHornerAtThePowersOfTheRoot(int logSize) {
    Elements random = new Elements(11 + logSize);
    long[] coefficients = random.elements(1 << logSize);
    long[] values = coefficients.clone();
    Ntt.transform(values, logSize);
    long root = Goldilocks.rootOfUnity(logSize);
    for (int i = 0; i < values.length; i++) {
      assertEquals(Univariate.horner(coefficients, Goldilocks.pow(root, i)), values[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void codewordsOfAnyLengthAreHornerOnTheCoset(int nu) {
    Elements random = new Elements(31 + nu);
    int n = 1 << nu;
    int[] lengths = {1, 2, 3, n / 4, n / 4 + 1, n / 2 - 1, n / 2, n / 2 + 1, 3 * n / 4, n - 1, n};
    for (int length : Arrays.stream(lengths).filter(k -> k >= 1 && k <= n).distinct().toArray()) {
      long[] coefficients = random.elements(length);
      long[] codeword = ReedSolomon.encode(coefficients, nu);
      assertEquals(n, codeword.length);
      for (int i = 0; i < n; i++) {
        long x = ReedSolomon.domainPoint(nu, i);
        assertEquals(Univariate.horner(coefficients, x), codeword[i], length + " at " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void interleavedRowsAreTheSingleCodewords(int nu) {
    Elements random = new Elements(51 + nu);
    for (int rows : new int[] {1, 2, 5, 7, 64}) {
      for (int length : new int[] {1, Math.max(1, (1 << nu) / 4), Math.max(1, (5 << nu) / 8)}) {
        long[][] messages = new long[rows][];
        for (int r = 0; r < rows; r++) {
          messages[r] = random.elements(length);
        }
        long[] dirty = new long[(rows << nu) + 3];
        Arrays.fill(dirty, -1);
        ReedSolomon.encodeRows(messages, nu, dirty);
        for (int r = 0; r < rows; r++) {
          long[] single = ReedSolomon.encode(messages[r], nu);
          for (int i = 0; i < single.length; i++) {
            assertEquals(single[i], dirty[i * rows + r]);
          }
        }
        assertArrayEquals(
            new long[] {-1, -1, -1}, Arrays.copyOfRange(dirty, rows << nu, dirty.length));
      }
    }
  }

  @Test
  void extensionMessagesAreEncodedByCoefficient() {
    ExtArray message = new Elements(5).extArray(19);
    ExtArray codeword = ReedSolomon.encode(message, 6);
    for (int i = 0; i < 64; i++) {
      long x = ReedSolomon.domainPoint(6, i);
      assertEquals(Univariate.horner(message, x), codeword.get(i));
      assertEquals(Univariate.horner(message, Ext.of(x)), codeword.get(i));
    }
  }

  @Test
  void theDomainAvoidsZeroAndOneAndHasDistinctPoints() {
    long[] points =
        IntStream.range(0, 1 << 10).mapToLong(i -> ReedSolomon.domainPoint(10, i)).toArray();
    assertEquals(points.length, Arrays.stream(points).distinct().count());
    assertEquals(0, Arrays.stream(points).filter(x -> x == 0 || x == 1).count());
  }

  @Test
  void messagesThatDoNotFitAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> ReedSolomon.encode(new long[0], 3));
    assertThrows(IllegalArgumentException.class, () -> ReedSolomon.encode(new long[9], 3));
    assertThrows(IllegalArgumentException.class, () -> ReedSolomon.encode(new long[1], 31));
    assertThrows(
        IllegalArgumentException.class,
        () -> ReedSolomon.encodeRows(new long[][] {new long[3], new long[2]}, 3));
    assertThrows(IllegalArgumentException.class, () -> ReedSolomon.encodeRows(new long[0][], 3));
    assertThrows(
        IllegalArgumentException.class,
        () -> ReedSolomon.encodeRows(new long[][] {new long[3]}, 3, new long[7]));
    assertThrows(IllegalArgumentException.class, () -> ReedSolomon.domainPoint(4, 16));
    assertThrows(IllegalArgumentException.class, () -> Ntt.transform(new long[3], 2));
  }
}
