package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;

/// The sums on vectors; integers beyond the last whole vector are left to the plain loops.
final class VectorRows implements RowKernels {
  static final VectorRows INSTANCE = new VectorRows();

  private static final long LOW_32 = 0xFFFFFFFFL;
  private static final long TWO_32 = 1L << 32;
  private static final int NARROW_BITS = 16;
  private static final Warmup WARMUP = new Warmup(inner(12), inner(20), halves());

  private VectorRows() {}

  /// Whether the kernels are compiled.
  ///
  /// @param wanted whether the job is worth it
  static boolean isReady(boolean wanted) {
    if (wanted) {
      WARMUP.start();
    }
    return WARMUP.isReady();
  }

  private static Warmup.Pair inner(int bits) {
    int[] x = new int[512];
    ExtArray b = new ExtArray(x.length);
    return new Warmup.Pair(
        () -> INSTANCE.innerProduct(x, bits, b, 0, x.length, Ext.ZERO),
        () -> ScalarRows.INSTANCE.innerProduct(x, bits, b, 0, x.length, Ext.ZERO));
  }

  private static Warmup.Pair halves() {
    int[] x = new int[512];
    long[][] sums = new long[4][x.length];
    return new Warmup.Pair(
        () -> INSTANCE.addHalves(sums, Ext.ONE, x, 1),
        () -> ScalarRows.INSTANCE.addHalves(sums, Ext.ONE, x, 1));
  }

  @Override
  public Ext innerProduct(int[] x, int bits, ExtArray b, int from, int n, Ext total) {
    int whole = n & -VectorLanes.COUNT;
    long shift = 1L << bits;
    long[] sums = new long[8];
    if (bits <= NARROW_BITS) {
      VectorRowLoops.narrow(x, shift, b.a0(), b.a1(), from, whole, sums);
    } else {
      VectorRowLoops.wide(x, shift, b.a0(), b.a1(), from, whole, sums);
    }
    Ext sum =
        new Ext(
            Goldilocks.add(element(sums, 0), times2Pow32(element(sums, 1))),
            Goldilocks.add(element(sums, 2), times2Pow32(element(sums, 3))));
    Ext rest = Ext.ZERO;
    Ext seen = total;
    for (int i = whole; i < n; i++) {
      Ext v = b.get(from + i);
      rest = rest.plus(v.times(Goldilocks.fromSigned(x[i])));
      seen = seen.minus(v);
    }
    return sum.minus(seen.times(shift)).plus(rest);
  }

  private static long element(long[] sums, int k) {
    return Goldilocks.add(Goldilocks.reduce(sums[k]), times2Pow32(Goldilocks.reduce(sums[4 + k])));
  }

  private static long times2Pow32(long a) {
    return Goldilocks.mul(a, TWO_32);
  }

  @Override
  public void addHalves(long[][] sums, Ext c, int[] x, int bits) {
    long[] halves = {c.a0() & LOW_32, c.a0() >>> 32, c.a1() & LOW_32, c.a1() >>> 32};
    int whole = sums[0].length & -VectorLanes.COUNT;
    VectorRowLoops.addHalves(sums, halves, x, 1L << bits, whole);
    for (int k = 0; k < halves.length; k++) {
      ScalarRows.addHalf(sums[k], halves[k], x, 1L << bits, whole);
    }
  }
}
