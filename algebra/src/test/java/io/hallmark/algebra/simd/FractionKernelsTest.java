package io.hallmark.algebra.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.algebra.Elements;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every implementation of the kernels for fractions against the definition of each, at odd lengths
/// and offsets, with edge values among the inputs.
final class FractionKernelsTest {
  private static final int[] LENGTHS = {0, 1, 2, 7, 8, 15, 17, 64, 100, 255, 256};
  private static final int A = 3;
  private static final int B = A + 257;
  private static final int C = B + 259;
  private static final int D = C + 261;
  private static final int SIZE = D + 260;
  private static final Ext EXTREME = new Ext(Goldilocks.P - 1, Goldilocks.P - 1);

  static Stream<FractionKernels> implementations() {
    return FractionKernels.implementations().stream();
  }

  @Test
  void smallJobsStayScalar() {
    assertEquals(ScalarFractions.INSTANCE, FractionKernels.chosen(FractionKernels.LARGE - 1));
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void folds(FractionKernels kernels) {
    Elements random = new Elements(80);
    for (int n : LENGTHS) {
      ExtArray x = random.extArray(SIZE);
      Ext r = random.ext();
      for (int at : new int[] {A, B, C}) {
        ExtArray expected = x.copy();
        for (int i = 0; i < n; i++) {
          Ext low = x.get(A + i);
          expected.set(at + i, low.plus(r.times(x.get(B + i).minus(low))));
        }
        ExtArray to = x.copy();
        kernels.fold(to, A, B, new Factor(r), to, at, n);
        assertEquals(expected, to);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void scaledSums(FractionKernels kernels) {
    Elements random = new Elements(81);
    for (int n : LENGTHS) {
      ExtArray start = random.extArray(SIZE);
      ExtArray x = random.extArray(SIZE);
      int[] ints = random.ints(SIZE);
      Ext c = random.ext();
      ExtArray expected = start.copy();
      ExtArray ofInts = start.copy();
      for (int i = 0; i < n; i++) {
        expected.add(B + i, c.times(x.get(A + i)));
        ofInts.add(B + i, c.times(Goldilocks.fromSigned(ints[A + i])));
      }
      ExtArray sum = start.copy();
      kernels.addScaled(sum, B, new Factor(c), x, A, n);
      assertEquals(expected, sum);
      sum = start.copy();
      kernels.addScaled(sum, B, new Factor(c), ints, A, n);
      assertEquals(ofInts, sum);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void scales(FractionKernels kernels) {
    Elements random = new Elements(82);
    for (int n : LENGTHS) {
      ExtArray x = random.extArray(SIZE);
      ExtArray w = random.extArray(n);
      ExtArray expected = x.copy();
      for (int i = 0; i < n; i++) {
        expected.set(A + i, x.get(A + i).times(w.get(i)));
      }
      kernels.scale(x, A, w, n);
      assertEquals(expected, x);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void subtractsIntegers(FractionKernels kernels) {
    Elements random = new Elements(83);
    for (int n : LENGTHS) {
      ExtArray to = random.extArray(SIZE);
      int[] ints = random.ints(SIZE);
      Ext c = random.ext();
      ExtArray expected = to.copy();
      for (int i = 0; i < n; i++) {
        expected.set(B + i, c.minus(Ext.of(Goldilocks.fromSigned(ints[A + i]))));
      }
      kernels.subtractFrom(c, ints, A, to, B, n);
      assertEquals(expected, to);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void addsFractions(FractionKernels kernels) {
    Elements random = new Elements(84);
    for (int n : LENGTHS) {
      ExtArray p = random.extArray(SIZE);
      ExtArray q = random.extArray(SIZE);
      for (int at : new int[] {A, B, C}) {
        ExtArray sumP = p.copy();
        ExtArray sumQ = q.copy();
        for (int i = 0; i < n; i++) {
          Ext mixed = p.get(B + i).times(q.get(A + i));
          sumP.set(at + i, p.get(A + i).times(q.get(B + i)).plus(mixed));
          sumQ.set(at + i, q.get(A + i).times(q.get(B + i)));
        }
        ExtArray toP = p.copy();
        ExtArray toQ = q.copy();
        kernels.addFractions(toP, toQ, A, B, toP, toQ, at, n);
        assertEquals(sumP, toP);
        assertEquals(sumQ, toQ);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void sumsOfNumerators(FractionKernels kernels) {
    Elements random = new Elements(85);
    for (int n : LENGTHS) {
      assertSums(kernels, random.extArray(SIZE), random.extArray(SIZE), random.extArray(n));
    }
  }

  /// Nothing overflows where every product is as large as it can be.
  @ParameterizedTest
  @MethodSource("implementations")
  void sumsOfExtremes(FractionKernels kernels) {
    ExtArray all = new ExtArray(SIZE);
    all.fill(EXTREME);
    ExtArray high = all.copy();
    for (int from : new int[] {A, B}) {
      Arrays.fill(high.a0(), from, from + FractionKernels.BLOCK, 0);
      Arrays.fill(high.a1(), from, from + FractionKernels.BLOCK, 0);
    }
    ExtArray w = new ExtArray(FractionKernels.BLOCK);
    w.fill(EXTREME);
    assertSums(kernels, all, all, w);
    assertSums(kernels, high, high, w);
  }

  private static void assertSums(FractionKernels kernels, ExtArray p, ExtArray q, ExtArray w) {
    Ext c = p.get(0);
    Ext sum = Ext.ZERO;
    Ext single = Ext.ZERO;
    Ext singleOfDifferences = Ext.ZERO;
    Ext ofDifferences = Ext.ZERO;
    Ext weighted = Ext.ZERO;
    int n = w.length();
    for (int i = 0; i < n; i++) {
      sum = sum.plus(p.get(A + i).times(q.get(B + i))).plus(p.get(B + i).times(q.get(A + i)));
      Ext pa = p.get(C + i).minus(p.get(A + i));
      Ext pb = p.get(D + i).minus(p.get(B + i));
      Ext qa = q.get(C + i).minus(q.get(A + i));
      Ext qb = q.get(D + i).minus(q.get(B + i));
      Ext term = pa.times(qb).plus(pb.times(qa));
      single = single.plus(p.get(A + i).times(q.get(B + i)));
      singleOfDifferences = singleOfDifferences.plus(pa.times(qb));
      ofDifferences = ofDifferences.plus(term);
      weighted = weighted.plus(w.get(i).times(term.plus(c.times(qa).times(qb))));
    }
    assertEquals(sum, kernels.numerators(p, q, A, B, n));
    assertEquals(single, kernels.products(p, A, q, B, n));
    assertEquals(singleOfDifferences, kernels.productsOfDifferences(p, A, C, q, B, D, n));
    assertEquals(ofDifferences, kernels.numeratorsOfDifferences(p, q, A, C, B, D, n));
    Factor factor = new Factor(c);
    assertEquals(weighted, kernels.weightedNumeratorsOfDifferences(p, q, A, C, B, D, factor, w, n));
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void unitFractions(FractionKernels kernels) {
    Elements random = new Elements(86);
    for (int n : LENGTHS) {
      int[] x = random.ints(SIZE);
      for (int i = 0; i < SIZE; i++) {
        x[i] = (x[i] & 7) == 0 ? (x[i] & 8) * (FractionKernels.INT_BOUND - 1) / 8 : x[i] >>> 12;
      }
      Ext ca = random.ext();
      Ext cb = random.ext();
      Ext k = random.ext();
      ExtArray w = random.extArray(n);
      ExtArray p = random.extArray(SIZE);
      ExtArray q = random.extArray(SIZE);
      ExtArray y = random.extArray(SIZE);
      ExtArray expectedP = p.copy();
      ExtArray expectedQ = q.copy();
      ExtArray expectedY = y.copy();
      Ext products = Ext.ZERO;
      Ext differences = Ext.ZERO;
      for (int i = 0; i < n; i++) {
        Ext a = ca.minus(Ext.of(x[A + i]));
        Ext b = cb.minus(Ext.of(x[B + i]));
        expectedP.set(C + i, a.plus(b));
        expectedQ.set(C + i, a.times(b));
        expectedY.set(C + i, k.plus(ca.times(x[A + i])).plus(cb.times(x[B + i])));
        Ext da = Ext.of(Goldilocks.fromSigned(x[B + i] - x[A + i]));
        Ext db = Ext.of(Goldilocks.fromSigned(x[D + i] - x[C + i]));
        products = products.plus(w.get(i).times(da).times(db));
        differences = differences.plus(w.get(i).times(da));
      }
      kernels.addUnits(ca, cb, x, A, B, p, q, C, n);
      assertEquals(expectedP, p);
      assertEquals(expectedQ, q);
      kernels.combineInts(k, ca, cb, x, A, B, y, C, n);
      assertEquals(expectedY, y);
      assertEquals(products, kernels.weightedProducts(x, A, B, C, D, w, n));
      assertEquals(differences, kernels.weightedDifferences(x, A, B, w, n));
    }
  }

  /// The largest differences of integers with the largest weights, of either sign.
  @ParameterizedTest
  @MethodSource("implementations")
  void extremeIntegers(FractionKernels kernels) {
    int n = FractionKernels.BLOCK;
    int max = FractionKernels.INT_BOUND - 1;
    int[] x = new int[2 * n];
    Arrays.fill(x, n, 2 * n, max);
    ExtArray w = new ExtArray(n);
    w.fill(EXTREME);
    long square = Goldilocks.fromSigned(-(long) max * max * n);
    long single = Goldilocks.fromSigned(-(long) max * n);
    assertEquals(new Ext(square, square), kernels.weightedProducts(x, 0, n, 0, n, w, n));
    square = Goldilocks.neg(square);
    assertEquals(new Ext(square, square), kernels.weightedProducts(x, n, 0, 0, n, w, n));
    assertEquals(new Ext(single, single), kernels.weightedDifferences(x, 0, n, w, n));
    single = Goldilocks.neg(single);
    assertEquals(new Ext(single, single), kernels.weightedDifferences(x, n, 0, w, n));
  }
}
