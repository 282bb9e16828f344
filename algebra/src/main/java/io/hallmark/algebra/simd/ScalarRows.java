package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;

/// The sums in plain Java.
final class ScalarRows implements RowKernels {
  static final ScalarRows INSTANCE = new ScalarRows();

  private static final long LOW_32 = 0xFFFFFFFFL;

  private ScalarRows() {}

  @Override
  public Ext innerProduct(int[] x, int bits, ExtArray b, int from, int n, Ext total) {
    return Kernels.chosen().innerProduct(x, 0, b, from, n);
  }

  @Override
  public void addHalves(long[][] sums, Ext c, int[] x, int bits) {
    addHalf(sums[0], c.a0() & LOW_32, x, 1L << bits, 0);
    addHalf(sums[1], c.a0() >>> 32, x, 1L << bits, 0);
    addHalf(sums[2], c.a1() & LOW_32, x, 1L << bits, 0);
    addHalf(sums[3], c.a1() >>> 32, x, 1L << bits, 0);
  }

  /// The entries from `from` on.
  static void addHalf(long[] sum, long half, int[] x, long shift, int from) {
    for (int i = from; i < sum.length; i++) {
      sum[i] += half * (x[i] + shift);
    }
  }
}
