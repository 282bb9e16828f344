package io.hallmark.algebra.simd;

import static io.hallmark.algebra.field.Goldilocks.add;
import static io.hallmark.algebra.field.Goldilocks.fromSigned;
import static io.hallmark.algebra.field.Goldilocks.mul;
import static io.hallmark.algebra.field.Goldilocks.mul7;
import static io.hallmark.algebra.field.Goldilocks.sub;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;

/// The kernels in plain Java: the reference for every other implementation.
final class ScalarKernels implements Kernels {
  static final ScalarKernels INSTANCE = new ScalarKernels();

  private ScalarKernels() {}

  @Override
  public Ext innerProduct(long[] a, int aFrom, ExtArray b, int bFrom, int length) {
    long[] b0 = b.a0();
    long[] b1 = b.a1();
    long sum0 = 0;
    long sum1 = 0;
    for (int i = 0; i < length; i++) {
      long x = a[aFrom + i];
      sum0 = add(sum0, mul(x, b0[bFrom + i]));
      sum1 = add(sum1, mul(x, b1[bFrom + i]));
    }
    return new Ext(sum0, sum1);
  }

  @Override
  public Ext innerProduct(int[] a, int aFrom, ExtArray b, int bFrom, int length) {
    long[] b0 = b.a0();
    long[] b1 = b.a1();
    long sum0 = 0;
    long sum1 = 0;
    for (int i = 0; i < length; i++) {
      long x = fromSigned(a[aFrom + i]);
      sum0 = add(sum0, mul(x, b0[bFrom + i]));
      sum1 = add(sum1, mul(x, b1[bFrom + i]));
    }
    return new Ext(sum0, sum1);
  }

  @Override
  public Ext innerProduct(ExtArray a, int aFrom, ExtArray b, int bFrom, int length) {
    long[] a0 = a.a0();
    long[] a1 = a.a1();
    long[] b0 = b.a0();
    long[] b1 = b.a1();
    long sum0 = 0;
    long sum1 = 0;
    for (int i = 0; i < length; i++) {
      long x0 = a0[aFrom + i];
      long x1 = a1[aFrom + i];
      long y0 = b0[bFrom + i];
      long y1 = b1[bFrom + i];
      sum0 = add(sum0, Ext.product0(x0, x1, y0, y1));
      sum1 = add(sum1, Ext.product1(x0, x1, y0, y1));
    }
    return new Ext(sum0, sum1);
  }

  @Override
  public void addScaled(ExtArray sum, int sumFrom, Ext c, long[] x, int xFrom, int length) {
    long[] s0 = sum.a0();
    long[] s1 = sum.a1();
    long c0 = c.a0();
    long c1 = c.a1();
    for (int i = 0; i < length; i++) {
      long v = x[xFrom + i];
      s0[sumFrom + i] = add(s0[sumFrom + i], mul(c0, v));
      s1[sumFrom + i] = add(s1[sumFrom + i], mul(c1, v));
    }
  }

  @Override
  public void addScaled(ExtArray sum, int sumFrom, Ext c, int[] x, int xFrom, int length) {
    long[] s0 = sum.a0();
    long[] s1 = sum.a1();
    long c0 = c.a0();
    long c1 = c.a1();
    for (int i = 0; i < length; i++) {
      long v = fromSigned(x[xFrom + i]);
      s0[sumFrom + i] = add(s0[sumFrom + i], mul(c0, v));
      s1[sumFrom + i] = add(s1[sumFrom + i], mul(c1, v));
    }
  }

  @Override
  public void addScaled(ExtArray sum, int sumFrom, Ext c, ExtArray x, int xFrom, int length) {
    long[] s0 = sum.a0();
    long[] s1 = sum.a1();
    long[] x0 = x.a0();
    long[] x1 = x.a1();
    long c0 = c.a0();
    long c1 = c.a1();
    long c7 = mul7(c1);
    for (int i = 0; i < length; i++) {
      long v0 = x0[xFrom + i];
      long v1 = x1[xFrom + i];
      s0[sumFrom + i] = add(s0[sumFrom + i], add(mul(c0, v0), mul(c7, v1)));
      s1[sumFrom + i] = add(s1[sumFrom + i], add(mul(c0, v1), mul(c1, v0)));
    }
  }

  @Override
  public void fold(ExtArray table, int half, Ext r, ExtArray to) {
    long[] t0 = table.a0();
    long[] t1 = table.a1();
    long[] out0 = to.a0();
    long[] out1 = to.a1();
    long r0 = r.a0();
    long r1 = r.a1();
    long r7 = mul7(r1);
    for (int i = 0; i < half; i++) {
      long u0 = t0[i];
      long u1 = t1[i];
      long d0 = sub(t0[half + i], u0);
      long d1 = sub(t1[half + i], u1);
      out0[i] = add(u0, add(mul(r0, d0), mul(r7, d1)));
      out1[i] = add(u1, add(mul(r0, d1), mul(r1, d0)));
    }
  }

  @Override
  public void fold(long[] table, int half, Ext r, ExtArray to) {
    long[] out0 = to.a0();
    long[] out1 = to.a1();
    long r0 = r.a0();
    long r1 = r.a1();
    for (int i = 0; i < half; i++) {
      long u = table[i];
      long d = sub(table[half + i], u);
      out0[i] = add(u, mul(r0, d));
      out1[i] = mul(r1, d);
    }
  }

  @Override
  public void butterflies(long[] values, int rows, int done, int logSize, long[] roots) {
    int size = 1 << logSize;
    for (int h = 1 << done; h < size; h *= 2) {
      for (int block = 0; block < size; block += 2 * h) {
        for (int j = 0; j < h; j++) {
          long w = roots[h + j];
          int u = (block + j) * rows;
          int v = u + h * rows;
          for (int r = 0; r < rows; r++) {
            long a = values[u + r];
            long b = mul(values[v + r], w);
            values[u + r] = add(a, b);
            values[v + r] = sub(a, b);
          }
        }
      }
    }
  }
}
