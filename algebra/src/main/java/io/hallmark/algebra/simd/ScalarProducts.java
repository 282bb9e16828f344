package io.hallmark.algebra.simd;

import static io.hallmark.algebra.field.Ext.product0;
import static io.hallmark.algebra.field.Ext.product1;
import static io.hallmark.algebra.field.Goldilocks.add;
import static io.hallmark.algebra.field.Goldilocks.mul;
import static io.hallmark.algebra.field.Goldilocks.sub;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;

/// The kernels of product sumchecks in plain Java: the reference for every other implementation.
/// Products of a block stand in buffers that stay in the first-level cache; sums are reduced once
/// per block.
///
/// With `a·b = p0 + p1·X + p2·X²` and `w = e0 + e1·X` the coefficients are `e0·p0`, `e0·p2 +
/// e1·p1`, `e1·p2`.
final class ScalarProducts implements ProductKernels {
  static final ScalarProducts INSTANCE = new ScalarProducts();

  private static final int BLOCK = 256;
  private static final Kernels SUMS = ScalarKernels.INSTANCE;

  private ScalarProducts() {}

  @Override
  public void addProducts(ExtArray a, ExtArray b, int low, int high, int n, ExtArray sums) {
    Ext p0 = SUMS.innerProduct(a, low, b, low, n);
    Ext q = SUMS.innerProduct(a, high, b, high, n);
    Ext p2 = Ext.ZERO;
    int block = Math.min(BLOCK, n);
    ExtArray da = new ExtArray(block);
    ExtArray db = new ExtArray(block);
    for (int i = 0; i < n; i += block) {
      int count = Math.min(block, n - i);
      differences(a, low + i, high + i, da, count);
      differences(b, low + i, high + i, db, count);
      p2 = p2.plus(SUMS.innerProduct(da, 0, db, 0, count));
    }
    sums.add(0, p0);
    sums.add(1, q.minus(p0).minus(p2));
    sums.add(2, p2);
  }

  @Override
  public void addProducts(long[] a, long[] b, int low, int high, int n, ExtArray sums) {
    long p0 = 0;
    long q = 0;
    long p2 = 0;
    int block = Math.min(BLOCK, n);
    long[] da = new long[block];
    long[] db = new long[block];
    for (int i = 0; i < n; i += block) {
      int count = Math.min(block, n - i);
      differences(a, low + i, high + i, da, count);
      differences(b, low + i, high + i, db, count);
      p0 = add(p0, ScalarDot.dot(a, low + i, b, low + i, count));
      q = add(q, ScalarDot.dot(a, high + i, b, high + i, count));
      p2 = add(p2, ScalarDot.dot(da, 0, db, 0, count));
    }
    sums.add(0, Ext.of(p0));
    sums.add(1, Ext.of(sub(sub(q, p0), p2)));
    sums.add(2, Ext.of(p2));
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
    int block = Math.min(BLOCK, n);
    ExtArray[] p = {new ExtArray(block), new ExtArray(block), new ExtArray(block)};
    ExtArray e1 = new ExtArray(block);
    for (int i = 0; i < n; i += block) {
      int count = Math.min(block, n - i);
      products(a, b, low + i, high + i, p, count);
      differences(w, wLow + i, wHigh + i, e1, count);
      sums.add(0, SUMS.innerProduct(p[0], 0, w, wLow + i, count));
      sums.add(1, SUMS.innerProduct(p[2], 0, w, wLow + i, count));
      sums.add(1, SUMS.innerProduct(p[1], 0, e1, 0, count));
      sums.add(2, SUMS.innerProduct(p[2], 0, e1, 0, count));
    }
  }

  private static void products(ExtArray a, ExtArray b, int low, int high, ExtArray[] p, int n) {
    long[] x0 = a.a0();
    long[] x1 = a.a1();
    long[] y0 = b.a0();
    long[] y1 = b.a1();
    for (int k = 0, i = low, j = high; k < n; k++, i++, j++) {
      long dx0 = sub(x0[j], x0[i]);
      long dx1 = sub(x1[j], x1[i]);
      long dy0 = sub(y0[j], y0[i]);
      long dy1 = sub(y1[j], y1[i]);
      long p0 = product0(x0[i], x1[i], y0[i], y1[i]);
      long q0 = product1(x0[i], x1[i], y0[i], y1[i]);
      long p2 = product0(dx0, dx1, dy0, dy1);
      long q2 = product1(dx0, dx1, dy0, dy1);
      p[0].a0()[k] = p0;
      p[0].a1()[k] = q0;
      p[1].a0()[k] = sub(sub(product0(x0[j], x1[j], y0[j], y1[j]), p0), p2);
      p[1].a1()[k] = sub(sub(product1(x0[j], x1[j], y0[j], y1[j]), q0), q2);
      p[2].a0()[k] = p2;
      p[2].a1()[k] = q2;
    }
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
    int block = Math.min(BLOCK, n);
    long[][] p = new long[3][block];
    ExtArray e1 = new ExtArray(block);
    for (int start = 0; start < n; start += block) {
      int count = Math.min(block, n - start);
      for (int k = 0, i = low + start, j = high + start; k < count; k++, i++, j++) {
        long p0 = mul(a[i], b[i]);
        long p2 = mul(sub(a[j], a[i]), sub(b[j], b[i]));
        p[0][k] = p0;
        p[1][k] = sub(sub(mul(a[j], b[j]), p0), p2);
        p[2][k] = p2;
      }
      differences(w, wLow + start, wHigh + start, e1, count);
      sums.add(0, SUMS.innerProduct(p[0], 0, w, wLow + start, count));
      sums.add(1, SUMS.innerProduct(p[2], 0, w, wLow + start, count));
      sums.add(1, SUMS.innerProduct(p[1], 0, e1, 0, count));
      sums.add(2, SUMS.innerProduct(p[2], 0, e1, 0, count));
    }
  }

  private static void differences(ExtArray x, int low, int high, ExtArray to, int n) {
    differences(x.a0(), low, high, to.a0(), n);
    differences(x.a1(), low, high, to.a1(), n);
  }

  private static void differences(long[] x, int low, int high, long[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = sub(x[high + i], x[low + i]);
    }
  }
}
