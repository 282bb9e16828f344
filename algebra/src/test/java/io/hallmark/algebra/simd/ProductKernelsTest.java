package io.hallmark.algebra.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.algebra.Elements;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every implementation of the product kernels against the definition, at odd lengths and offsets.
final class ProductKernelsTest {
  private static final int[] LENGTHS = {0, 1, 2, 7, 8, 17, 255, 256, 600};
  private static final int LOW = 3;
  private static final int W = 1;

  static Stream<ProductKernels> implementations() {
    return ProductKernels.implementations().stream();
  }

  private static Ext[] line(ExtArray t, int low, int high) {
    return new Ext[] {t.get(low), t.get(high).minus(t.get(low))};
  }

  /// Coefficients of `w(X)·a(X)·b(X)`, of 1, X, X², X³.
  private static Ext[] product(Ext[] w, Ext[] a, Ext[] b) {
    Ext[] out = new Ext[4];
    Arrays.fill(out, Ext.ZERO);
    for (int i = 0; i < 8; i++) {
      int degree = Integer.bitCount(i);
      out[degree] = out[degree].plus(w[i & 1].times(a[(i >> 1) & 1]).times(b[i >> 2]));
    }
    return out;
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void sumsOfRounds(ProductKernels kernels) {
    Elements random = new Elements(90);
    for (int n : LENGTHS) {
      int high = LOW + n + 2;
      int wHigh = W + n + 1;
      ExtArray a = random.extArray(high + n);
      ExtArray b = random.extArray(high + n);
      long[] baseA = random.elements(high + n);
      long[] baseB = random.elements(high + n);
      ExtArray w = random.extArray(wHigh + n);
      check(kernels, w, wHigh, a, b, baseA, baseB, high, n);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void sumsOfExtremes(ProductKernels kernels) {
    int n = 5000;
    int high = LOW + n;
    long[] base = new long[high + n];
    Arrays.fill(base, LOW, high, Goldilocks.P - 1);
    ExtArray x = new ExtArray(high + n);
    for (int i = LOW; i < high; i++) {
      x.set(i, new Ext(Goldilocks.P - 1, Goldilocks.P - 1));
    }
    check(kernels, x, W + n, x, x, base, base, high, n);
  }

  private static void check(
      ProductKernels kernels,
      ExtArray w,
      int wHigh,
      ExtArray a,
      ExtArray b,
      long[] baseA,
      long[] baseB,
      int high,
      int n) {
    ExtArray[] expected = new ExtArray[4];
    Elements random = new Elements(n);
    for (int k = 0; k < 4; k++) {
      expected[k] = random.extArray(3);
    }
    ExtArray plain = expected[0].copy();
    ExtArray plainInBase = expected[1].copy();
    ExtArray weighted = expected[2].copy();
    ExtArray weightedInBase = expected[3].copy();
    kernels.addProducts(a, b, LOW, high, n, plain);
    kernels.addProducts(baseA, baseB, LOW, high, n, plainInBase);
    kernels.addWeighted(w, W, wHigh, a, b, LOW, high, n, weighted);
    kernels.addWeighted(w, W, wHigh, baseA, baseB, LOW, high, n, weightedInBase);
    ExtArray extA = ExtArray.ofBase(baseA);
    ExtArray extB = ExtArray.ofBase(baseB);
    Ext[] one = {Ext.ONE, Ext.ZERO};
    int[] all = {0, 1, 2};
    int[] some = {0, 2, 3};
    for (int i = 0; i < n; i++) {
      Ext[] e = line(w, W + i, wHigh + i);
      Ext[] x = line(a, LOW + i, high + i);
      Ext[] y = line(b, LOW + i, high + i);
      Ext[] u = line(extA, LOW + i, high + i);
      Ext[] v = line(extB, LOW + i, high + i);
      add(expected[0], product(one, x, y), all);
      add(expected[1], product(one, u, v), all);
      add(expected[2], product(e, x, y), some);
      add(expected[3], product(e, u, v), some);
    }
    assertEquals(expected[0], plain);
    assertEquals(expected[1], plainInBase);
    assertEquals(expected[2], weighted);
    assertEquals(expected[3], weightedInBase);
  }

  private static void add(ExtArray sums, Ext[] coefficients, int[] degrees) {
    for (int k = 0; k < degrees.length; k++) {
      sums.add(k, coefficients[degrees[k]]);
    }
  }
}
