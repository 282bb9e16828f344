package io.hallmark.algebra.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.algebra.Elements;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every implementation against the definition, for integers of all sizes, at odd lengths, and
/// where all products are as large as they can be.
final class RowKernelsTest {
  private static final int[] LENGTHS = {0, 1, 7, 8, 9, 64, 101, 4099};
  private static final Ext MOST = new Ext(Goldilocks.P - 1, Goldilocks.P - 1);

  static Stream<RowKernels> implementations() {
    return RowKernels.implementations().stream();
  }

  @Test
  void bitsHoldTheIntegersAndNoFewerDo() {
    assertEquals(0, RowKernels.bits(new int[] {0, -1, 0}, 3));
    assertEquals(0, RowKernels.bits(new int[] {0, -1, 9}, 2));
    for (int b = 1; b <= 31; b++) {
      assertEquals(b, RowKernels.bits(new int[] {(int) ((1L << b) - 1)}, 1));
      assertEquals(b, RowKernels.bits(new int[] {1 << (b - 1)}, 1));
      assertEquals(b, RowKernels.bits(new int[] {(int) -(1L << b)}, 1));
    }
  }

  private static int[] integers(SplittableRandom random, int bits, int n) {
    int[] out = new int[n];
    Arrays.setAll(
        out,
        i ->
            switch (i % 5) {
              case 0 -> (int) -(1L << bits);
              case 1 -> (int) ((1L << bits) - 1);
              default -> (int) random.nextLong(-(1L << bits), 1L << bits);
            });
    return out;
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void innerProducts(RowKernels kernels) {
    SplittableRandom random = new SplittableRandom(1);
    Elements elements = new Elements(2);
    for (int bits : new int[] {0, 1, 8, 15, 16, 17, 24, 31}) {
      for (int n : LENGTHS) {
        int[] x = integers(random, bits, n);
        ExtArray b = elements.extArray(n + 3);
        Ext total = Ext.ZERO;
        Ext expected = Ext.ZERO;
        for (int i = 0; i < n; i++) {
          total = total.plus(b.get(3 + i));
          expected = expected.plus(b.get(3 + i).times(Goldilocks.fromSigned(x[i])));
        }
        assertEquals(expected, kernels.innerProduct(x, bits, b, 3, n, total));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void innerProductsOfExtremes(RowKernels kernels) {
    int n = RowKernels.MOST_TERMS;
    for (int bits : new int[] {16, 17, 31}) {
      int[] x = new int[n];
      Arrays.fill(x, (int) ((1L << bits) - 1));
      ExtArray b = new ExtArray(n);
      b.fill(MOST);
      Ext total = MOST.times(n);
      assertEquals(total.times((1L << bits) - 1), kernels.innerProduct(x, bits, b, 0, n, total));
    }
  }

  /// Rows of all sizes, one after the other, until sums must be reduced in between.
  @ParameterizedTest
  @MethodSource("implementations")
  void sumsOfRows(RowKernels kernels) {
    SplittableRandom random = new SplittableRandom(3);
    Elements elements = new Elements(4);
    for (int n : LENGTHS) {
      if (n > 200) {
        continue;
      }
      RowSums sums = new RowSums(kernels, n);
      ExtArray expected = elements.extArray(n + 2);
      ExtArray sum = expected.copy();
      for (int row = 0; row < 60; row++) {
        Ext c = row % 7 == 0 ? MOST : elements.ext();
        if (row % 11 == 5) {
          long[] x = elements.elements(n + 1);
          sums.add(c, x, 1);
          for (int i = 0; i < n; i++) {
            expected.add(2 + i, c.times(x[i + 1]));
          }
          continue;
        }
        int[] x = integers(random, row % 32, n);
        sums.add(c, x);
        for (int i = 0; i < n; i++) {
          expected.add(2 + i, c.times(Goldilocks.fromSigned(x[i])));
        }
      }
      sums.addTo(sum, 2);
      assertEquals(expected, sum);
    }
  }
}
