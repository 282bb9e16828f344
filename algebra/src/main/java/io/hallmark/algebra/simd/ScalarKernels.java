package io.hallmark.algebra.simd;

import static io.hallmark.algebra.field.Goldilocks.add;
import static io.hallmark.algebra.field.Goldilocks.fromSigned;
import static io.hallmark.algebra.field.Goldilocks.mul;
import static io.hallmark.algebra.field.Goldilocks.mul7;
import static io.hallmark.algebra.field.Goldilocks.sub;
import static io.hallmark.algebra.simd.ScalarDot.dot;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;

/// The kernels in plain Java: the reference for every other implementation.
final class ScalarKernels implements Kernels {
  static final ScalarKernels INSTANCE = new ScalarKernels();

  private static final int BLOCK = 1024; // terms summed from the first-level cache

  private ScalarKernels() {}

  @Override
  public Ext innerProduct(long[] a, int aFrom, ExtArray b, int bFrom, int length) {
    long sum0 = 0;
    long sum1 = 0;
    for (int i = 0; i < length; i += BLOCK) {
      int n = Math.min(BLOCK, length - i);
      sum0 = add(sum0, dot(a, aFrom + i, b.a0(), bFrom + i, n));
      sum1 = add(sum1, dot(a, aFrom + i, b.a1(), bFrom + i, n));
    }
    return new Ext(sum0, sum1);
  }

  @Override
  public Ext innerProduct(int[] a, int aFrom, ExtArray b, int bFrom, int length) {
    long sum0 = 0;
    long sum1 = 0;
    for (int i = 0; i < length; i += BLOCK) {
      int n = Math.min(BLOCK, length - i);
      sum0 = add(sum0, dot(a, aFrom + i, b.a0(), bFrom + i, n));
      sum1 = add(sum1, dot(a, aFrom + i, b.a1(), bFrom + i, n));
    }
    return new Ext(sum0, sum1);
  }

  @Override
  public Ext innerProduct(ExtArray a, int aFrom, ExtArray b, int bFrom, int length) {
    long sum0 = 0;
    long sum1 = 0;
    long sum7 = 0;
    for (int i = 0; i < length; i += BLOCK) {
      int n = Math.min(BLOCK, length - i);
      int x = aFrom + i;
      int y = bFrom + i;
      sum0 = add(sum0, dot(a.a0(), x, b.a0(), y, n));
      sum7 = add(sum7, dot(a.a1(), x, b.a1(), y, n));
      sum1 = add(sum1, add(dot(a.a0(), x, b.a1(), y, n), dot(a.a1(), x, b.a0(), y, n)));
    }
    return new Ext(add(sum0, mul7(sum7)), sum1);
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
}
