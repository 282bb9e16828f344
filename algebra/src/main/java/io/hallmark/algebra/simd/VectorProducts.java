package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;

/// The kernels of product sumchecks on vectors, for tables in E: blocks are copied into buffers and
/// multiplied and summed there by the kernels of the fractions. Entries beyond the last whole
/// vector, and tables in F, are left to the plain kernels.
final class VectorProducts implements ProductKernels {
  static final VectorProducts INSTANCE = new VectorProducts();

  private static final int LANES = VectorLanes.COUNT;
  private static final int BLOCK = FractionKernels.BLOCK;
  private static final FractionKernels KERNELS = VectorFractions.INSTANCE;
  private static final ProductKernels REST = ScalarProducts.INSTANCE;

  private static final Warmup WARMUP = new Warmup(round());

  private VectorProducts() {}

  /// Whether the kernels are compiled.
  ///
  /// @param wanted whether the job is worth it
  static boolean isReady(boolean wanted) {
    if (wanted) {
      WARMUP.start();
    }
    return WARMUP.isReady();
  }

  private static Warmup.Pair round() {
    ExtArray x = new ExtArray(2 * BLOCK);
    ExtArray sums = new ExtArray(3);
    return new Warmup.Pair(
        () -> INSTANCE.addWeighted(x, 0, BLOCK, x, x, 0, BLOCK, BLOCK, sums),
        () -> REST.addWeighted(x, 0, BLOCK, x, x, 0, BLOCK, BLOCK, sums));
  }

  /// The products of a block and the differences of its weights.
  private static final class Buffers {
    final ExtArray p0 = new ExtArray(BLOCK);
    final ExtArray p1 = new ExtArray(BLOCK);
    final ExtArray p2 = new ExtArray(BLOCK);
    final ExtArray e0 = new ExtArray(BLOCK);
    final ExtArray e1 = new ExtArray(BLOCK);

    /// Fills p0, p1, p2 with the coefficients of `a(X)·b(X)`.
    void multiply(ExtArray a, ExtArray b, int low, int high, int n) {
      copy(a, low, p0, n);
      copy(b, low, e0, n);
      copy(a, high, p1, n);
      copy(b, high, e1, n);
      subtract(p1, p0, p2, n);
      KERNELS.scale(p0, 0, e0, n);
      KERNELS.scale(p1, 0, e1, n);
      subtract(e1, e0, e1, n);
      KERNELS.scale(p2, 0, e1, n);
      subtract(p1, p0, p1, n);
      subtract(p1, p2, p1, n);
    }
  }

  private static void copy(ExtArray from, int at, ExtArray to, int n) {
    System.arraycopy(from.a0(), at, to.a0(), 0, n);
    System.arraycopy(from.a1(), at, to.a1(), 0, n);
  }

  private static void subtract(ExtArray a, ExtArray b, ExtArray to, int n) {
    subtract(a.a0(), b.a0(), to.a0(), n);
    subtract(a.a1(), b.a1(), to.a1(), n);
  }

  private static void subtract(long[] a, long[] b, long[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Goldilocks.sub(a[i], b[i]);
    }
  }

  @Override
  public void addProducts(ExtArray a, ExtArray b, int low, int high, int n, ExtArray sums) {
    Ext p0 = Ext.ZERO;
    Ext q = Ext.ZERO;
    Ext p2 = Ext.ZERO;
    for (int i = 0; i < n; i += BLOCK) {
      int count = Math.min(BLOCK, n - i);
      int x = low + i;
      int y = high + i;
      p0 = p0.plus(KERNELS.products(a, x, b, x, count));
      q = q.plus(KERNELS.products(a, y, b, y, count));
      p2 = p2.plus(KERNELS.productsOfDifferences(a, x, y, b, x, y, count));
    }
    sums.add(0, p0);
    sums.add(1, q.minus(p0).minus(p2));
    sums.add(2, p2);
  }

  @Override
  public void addProducts(long[] a, long[] b, int low, int high, int n, ExtArray sums) {
    REST.addProducts(a, b, low, high, n, sums);
  }

  @Override
  public void addWeighted(
      ExtArray w,
      int wLow,
      int wHigh,
      ExtArray a,
      ExtArray b,
      int low,
      int high,
      int n,
      ExtArray sums) {
    int whole = n & -LANES;
    Buffers x = new Buffers();
    for (int i = 0; i < whole; i += BLOCK) {
      int count = Math.min(BLOCK, whole - i);
      x.multiply(a, b, low + i, high + i, count);
      copy(w, wLow + i, x.e0, count);
      copy(w, wHigh + i, x.e1, count);
      subtract(x.e1, x.e0, x.e1, count);
      sums.add(0, KERNELS.products(x.p0, 0, x.e0, 0, count));
      sums.add(1, KERNELS.products(x.p2, 0, x.e0, 0, count));
      sums.add(1, KERNELS.products(x.p1, 0, x.e1, 0, count));
      sums.add(2, KERNELS.products(x.p2, 0, x.e1, 0, count));
    }
    REST.addWeighted(
        w, wLow + whole, wHigh + whole, a, b, low + whole, high + whole, n - whole, sums);
  }

  @Override
  public void addWeighted(
      ExtArray w,
      int wLow,
      int wHigh,
      long[] a,
      long[] b,
      int low,
      int high,
      int n,
      ExtArray sums) {
    REST.addWeighted(w, wLow, wHigh, a, b, low, high, n, sums);
  }
}
