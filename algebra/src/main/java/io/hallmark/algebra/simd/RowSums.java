package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import java.util.Arrays;

/// The sum of many rows, each times an element of E: `sum over rows of c·x`.
///
/// Products of small integers, shifted so that they are not negative, with halves of c are summed
/// in longs and reduced only when they could overflow: with 16 bits after tens of thousands of
/// rows. What the shifts add is the same in every place.
///
/// - **Threads:** one object belongs to one thread.
public final class RowSums {
  private static final long ROOM = 1L << 32; // integers up to 2^32, times 2^32 - 1

  private final RowKernels kernels;
  private final ExtArray reduced;
  private final long[][] halves;
  private Ext shifted = Ext.ZERO;
  private long used;

  /// @param kernels what sums up
  /// @param length length of a row
  public RowSums(RowKernels kernels, int length) {
    this.kernels = kernels;
    reduced = new ExtArray(length);
    halves = new long[4][length];
  }

  /// Adds `c·x`, x signed integers.
  public void add(Ext c, int[] x) {
    int bits = RowKernels.bits(x, reduced.length());
    if (used + (2L << bits) > ROOM) {
      reduce();
    }
    used += 2L << bits;
    shifted = shifted.plus(c.times(1L << bits));
    kernels.addHalves(halves, c, x, bits);
  }

  /// Adds `c·(x[from], x[from + 1], …)`, x canonical elements.
  public void add(Ext c, long[] x, int from) {
    Kernels.chosen().addScaled(reduced, 0, c, x, from, reduced.length());
  }

  private void reduce() {
    reduce(halves[0], halves[1], shifted.a0(), reduced.a0());
    reduce(halves[2], halves[3], shifted.a1(), reduced.a1());
    for (long[] half : halves) {
      Arrays.fill(half, 0);
    }
    shifted = Ext.ZERO;
    used = 0;
  }

  private static void reduce(long[] low, long[] high, long shifted, long[] to) {
    for (int i = 0; i < to.length; i++) {
      long upper = Goldilocks.mul(high[i], 1L << 32); // right for every unsigned long
      long sum = Goldilocks.add(Goldilocks.reduce(low[i]), upper);
      to[i] = Goldilocks.add(to[i], Goldilocks.sub(sum, shifted));
    }
  }

  /// Adds the sum to `sum`, from index `at` on.
  public void addTo(ExtArray sum, int at) {
    reduce();
    for (int i = 0; i < reduced.length(); i++) {
      sum.add(at + i, reduced.get(i));
    }
  }
}
