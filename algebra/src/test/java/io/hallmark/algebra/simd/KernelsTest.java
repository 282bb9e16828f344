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

/// Every implementation of the kernels against the definition of each, at odd lengths and offsets,
/// with edge values among the inputs.
final class KernelsTest {
  private static final int[] LENGTHS = {0, 1, 2, 3, 7, 8, 15, 17, 64, 100, 257, 4099};
  private static final int A = 3;
  private static final int B = 2;

  static Stream<Kernels> implementations() {
    return Stream.of(ScalarKernels.INSTANCE);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void innerProducts(Kernels kernels) {
    Elements random = new Elements(70);
    for (int n : LENGTHS) {
      long[] base = random.elements(n + A);
      int[] ints = random.ints(n + A);
      ExtArray ext = random.extArray(n + A);
      ExtArray b = random.extArray(n + B);
      Ext ofBase = Ext.ZERO;
      Ext ofInts = Ext.ZERO;
      Ext ofExt = Ext.ZERO;
      for (int i = 0; i < n; i++) {
        ofBase = ofBase.plus(b.get(B + i).times(base[A + i]));
        ofInts = ofInts.plus(b.get(B + i).times(Goldilocks.fromSigned(ints[A + i])));
        ofExt = ofExt.plus(b.get(B + i).times(ext.get(A + i)));
      }
      assertEquals(ofBase, kernels.innerProduct(base, A, b, B, n));
      assertEquals(ofInts, kernels.innerProduct(ints, A, b, B, n));
      assertEquals(ofExt, kernels.innerProduct(ext, A, b, B, n));
    }
  }

  /// Nothing overflows where every product is as large, or as negative, as it can be.
  @ParameterizedTest
  @MethodSource("implementations")
  void innerProductsOfExtremes(Kernels kernels) {
    int n = (1 << 17) + 5;
    long[] base = new long[n];
    Arrays.fill(base, Goldilocks.P - 1);
    ExtArray ext = new ExtArray(n);
    ext.fill(new Ext(Goldilocks.P - 1, Goldilocks.P - 1));
    assertEquals(new Ext(n, n), kernels.innerProduct(base, 0, ext, 0, n));
    assertEquals(new Ext(8L * n, 2L * n), kernels.innerProduct(ext, 0, ext, 0, n));
    for (int extreme : new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      int[] ints = new int[n];
      Arrays.fill(ints, extreme);
      long sum = Goldilocks.fromSigned(-(long) extreme * n);
      assertEquals(new Ext(sum, sum), kernels.innerProduct(ints, 0, ext, 0, n));
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void addScaled(Kernels kernels) {
    Elements random = new Elements(71);
    for (int n : LENGTHS) {
      long[] base = random.elements(n + A);
      int[] ints = random.ints(n + A);
      ExtArray ext = random.extArray(n + A);
      ExtArray start = random.extArray(n + B + 1);
      Ext c = random.ext();
      ExtArray withBase = start.copy();
      ExtArray withInts = start.copy();
      ExtArray withExt = start.copy();
      kernels.addScaled(withBase, B, c, base, A, n);
      kernels.addScaled(withInts, B, c, ints, A, n);
      kernels.addScaled(withExt, B, c, ext, A, n);
      ExtArray expectedBase = start.copy();
      ExtArray expectedInts = start.copy();
      ExtArray expectedExt = start.copy();
      for (int i = 0; i < n; i++) {
        expectedBase.add(B + i, c.times(base[A + i]));
        expectedInts.add(B + i, c.times(Goldilocks.fromSigned(ints[A + i])));
        expectedExt.add(B + i, c.times(ext.get(A + i)));
      }
      assertEquals(expectedBase, withBase);
      assertEquals(expectedInts, withInts);
      assertEquals(expectedExt, withExt);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void folds(Kernels kernels) {
    Elements random = new Elements(72);
    for (int half : LENGTHS) {
      Ext r = random.ext();
      ExtArray table = random.extArray(2 * half);
      long[] base = random.elements(2 * half);
      ExtArray expected = new ExtArray(half);
      ExtArray expectedBase = new ExtArray(half);
      for (int i = 0; i < half; i++) {
        Ext u = table.get(i);
        expected.set(i, u.plus(r.times(table.get(half + i).minus(u))));
        Ext slope = r.times(Goldilocks.sub(base[half + i], base[i]));
        expectedBase.set(i, Ext.of(base[i]).plus(slope));
      }
      ExtArray out = new ExtArray(half);
      kernels.fold(table, half, r, out);
      assertEquals(expected, out);
      kernels.fold(base, half, r, out);
      assertEquals(expectedBase, out);
      kernels.fold(table, half, r, table);
      assertEquals(expected, table.copyOfRange(0, half));
    }
  }
}
