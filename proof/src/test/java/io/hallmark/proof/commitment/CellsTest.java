package io.hallmark.proof.commitment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cells are the same, whatever type they are stored in.
final class CellsTest {
  /// Values up to the ends of 8, 16, 32 and 62 bits.
  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32, 62})
  void everyTypeHoldsItsExtremes(int bits) {
    long max = bits == 62 ? (1L << 62) - 1 : (1L << (bits - 1)) - 1;
    long min = bits == 62 ? -max : -max - 1;
    long[] values = {0, 1, -1, min, max, 7, min + 1};
    Cells cells = Cells.ofSigned(values);
    assertEquals(bits < 62, cells.isSmall());
    long[] elements = Arrays.stream(values).map(Goldilocks::fromSigned).toArray();
    assertArrayEquals(elements, cells.toElements());
    for (int i = 0; i < values.length; i++) {
      assertEquals(elements[i], cells.element(i));
    }
    long[] some = new long[5];
    cells.copyElements(3, some, 1, 3);
    assertArrayEquals(new long[] {0, elements[3], elements[4], elements[5], 0}, some);
    if (bits < 62) {
      int[] small = new int[5];
      cells.copySmall(2, small, 2, 3);
      assertArrayEquals(new int[] {0, 0, -1, (int) min, (int) max}, small);
      assertEquals((int) min, cells.small(3));
      assertEquals(Cells.ofInts(Arrays.stream(values).mapToInt(v -> (int) v).toArray()), cells);
    } else {
      assertThrows(IllegalStateException.class, () -> cells.small(0));
      assertThrows(IllegalStateException.class, () -> cells.copySmall(0, new int[1], 0, 1));
    }
    assertEquals(Cells.ofElements(elements), cells);
    assertEquals(Cells.ofElements(elements).hashCode(), cells.hashCode());
    assertNotEquals(Cells.ofElements(elements[0]), cells);
  }

  @Test
  void noCellsAndCellsOutOfRange() {
    assertEquals(0, Cells.ofInts().size());
    assertTrue(Cells.ofInts().isSmall());
    assertThrows(IllegalArgumentException.class, () -> Cells.ofSigned(1L << 62));
    assertThrows(IllegalArgumentException.class, () -> Cells.ofElements(Goldilocks.P));
  }

  @Test
  void innerProductsOfLongColumns() {
    SplittableRandom random = new SplittableRandom(3);
    for (long bound : new long[] {100, 1 << 20, 1L << 40}) {
      Cells cells = Cells.ofSigned(random.longs(10_001, -bound, bound).toArray());
      ExtArray weights = new ExtArray(9_999);
      Ext expected = Ext.ZERO;
      for (int i = 0; i < weights.length(); i++) {
        weights.set(i, new Ext(random.nextLong() >>> 1, random.nextLong() >>> 1));
        expected = expected.plus(weights.get(i).times(cells.element(i + 2)));
      }
      assertEquals(expected, cells.innerProduct(2, weights));
    }
  }

  @Test
  void theCallersArrayIsCopiedAndNothingIsPrinted() {
    int[] values = {70_000, 2};
    Cells cells = Cells.ofInts(values);
    values[0] = 3;
    assertEquals(70_000, cells.small(0));
    assertFalse(cells.toString().contains("70"));
  }
}
