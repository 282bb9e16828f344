package io.hallmark.algebra.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.algebra.Elements;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every implementation of the contraction kernels against the definition of each, at odd sizes and
/// offsets, with extreme values.
final class ContractionKernelsTest {
  private static final int[] INNER = {1, 2, 3, 8, 17, 257, 600};
  private static final int[] TERMS = {0, 1, 2, 5, 16, 33, 1030};
  private static final int FROM = 3;
  private static final int FIRST = 2;
  private static final int AT = 1;

  static Stream<ContractionKernels> implementations() {
    return ContractionKernels.implementations().stream();
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void anIndexIsBound(ContractionKernels kernels) {
    Elements random = new Elements(80);
    for (int inner : INNER) {
      for (int terms : TERMS) {
        int size = FROM + inner * terms;
        int[] ints = random.ints(size);
        long[] base = random.elements(size);
        ExtArray ext = random.extArray(size);
        ExtArray weights = random.extArray(FIRST + terms);
        ExtArray start = random.extArray(AT + inner + 1);
        ExtArray ofInts = start.copy();
        ExtArray ofBase = start.copy();
        ExtArray ofExt = start.copy();
        kernels.addBound(ints, FROM, 1, inner, weights, FIRST, terms, ofInts, AT);
        kernels.addBound(base, FROM, inner, weights, FIRST, terms, ofBase, AT);
        kernels.addBound(ext, FROM, inner, weights, FIRST, terms, ofExt, AT);
        for (int j = 0; j < inner; j++) {
          Ext sumOfInts = start.get(AT + j);
          Ext sumOfBase = sumOfInts;
          Ext sumOfExt = sumOfInts;
          for (int i = 0; i < terms; i++) {
            Ext w = weights.get(FIRST + i);
            int s = FROM + i * inner + j;
            sumOfInts = sumOfInts.plus(w.times(Goldilocks.fromSigned(ints[s])));
            sumOfBase = sumOfBase.plus(w.times(base[s]));
            sumOfExt = sumOfExt.plus(w.times(ext.get(s)));
          }
          start.set(AT + j, sumOfInts);
          assertEquals(sumOfInts, ofInts.get(AT + j));
          assertEquals(sumOfBase, ofBase.get(AT + j));
          assertEquals(sumOfExt, ofExt.get(AT + j));
        }
        assertEquals(start, ofInts, "nothing else is written");
      }
    }
  }

  /// Several slabs, of integers of every width.
  @ParameterizedTest
  @MethodSource("implementations")
  void slabsAreBoundOneByOne(ContractionKernels kernels) {
    Elements random = new Elements(82);
    for (int bits : new int[] {1, 8, 15, 16, 17, 31}) {
      for (int inner : INNER) {
        int terms = 37;
        int[] x = random.ints(3 * terms * inner);
        for (int i = 0; i < x.length; i++) {
          x[i] >>= 31 - bits;
        }
        ExtArray weights = random.extArray(terms);
        ExtArray out = new ExtArray(3 * inner);
        ExtArray expected = new ExtArray(3 * inner);
        kernels.addBound(x, 0, 3, inner, weights, 0, terms, out, 0);
        for (int i = 0; i < x.length; i++) {
          Ext w = weights.get(i / inner % terms);
          int to = i / inner / terms * inner + i % inner;
          expected.add(to, w.times(Goldilocks.fromSigned(x[i])));
        }
        assertEquals(expected, out);
      }
    }
  }

  /// Nothing overflows where every product is as large, or as negative, as it can be.
  @ParameterizedTest
  @MethodSource("implementations")
  void extremesAreBound(ContractionKernels kernels) {
    int terms = 20_000;
    for (int inner : new int[] {1, 9}) {
      extremes(kernels, terms, inner);
    }
  }

  private static void extremes(ContractionKernels kernels, int terms, int inner) {
    ExtArray weights = new ExtArray(terms);
    weights.fill(new Ext(Goldilocks.P - 1, Goldilocks.P - 1));
    for (int extreme : new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      int[] ints = new int[terms * inner];
      Arrays.fill(ints, extreme);
      ExtArray out = new ExtArray(inner);
      kernels.addBound(ints, 0, 1, inner, weights, 0, terms, out, 0);
      long sum = Goldilocks.fromSigned(-(long) extreme * terms);
      for (int j = 0; j < inner; j++) {
        assertEquals(new Ext(sum, sum), out.get(j));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void integerProducts(ContractionKernels kernels) {
    Elements random = new Elements(81);
    for (int length : INNER) {
      for (int terms : TERMS) {
        long[] a = Arrays.stream(random.ints(FIRST + 2 * terms)).asLongStream().toArray();
        long[] b = random.elements(FROM + (length + 1) * terms + length);
        long[] to = random.elements(AT + length);
        long[] expected = to.clone();
        for (int j = 0; j < length; j++) {
          for (int k = 0; k < terms; k++) {
            expected[AT + j] += a[FIRST + 2 * k] * b[FROM + k * (length + 1) + j];
          }
        }
        kernels.addProducts(to, AT, length, a, FIRST, 2, b, FROM, length + 1, terms);
        assertArrayEquals(expected, to);
        long sum = 0;
        for (int k = 0; k < terms; k++) {
          sum += a[FIRST + k] * b[FROM + k];
        }
        assertEquals(sum, kernels.integerProduct(a, FIRST, b, FROM, terms));
      }
    }
  }
}
