package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import java.util.Arrays;

/// The sum of many rows, each times an element of E: `sum over rows of c·x`.
///
/// A coefficient is cut into limbs of 32 bits; products of limbs with signed integers are summed in
/// longs and reduced only when they could overflow, which small integers do not for thousands of
/// rows.
///
/// - **Threads:** one object belongs to one thread.
public final class RowSums {
  private static final long LOW_32 = 0xFFFFFFFFL;
  private static final long ROOM = 1L << 31; // sum of |x|·(2^32 - 1) stays below 2^63

  private final ExtArray reduced;
  private final long[][] limbs;
  private long used;

  /// @param length length of a row
  public RowSums(int length) {
    reduced = new ExtArray(length);
    limbs = new long[4][length];
  }

  /// Adds `c·x`, x signed integers.
  public void add(Ext c, int[] x) {
    long most = 0;
    for (int v : x) {
      most |= v ^ (v >> 31);
    }
    most++;
    if (used + most > ROOM) {
      reduce();
    }
    used += most;
    addLimb(limbs[0], c.a0() & LOW_32, x);
    addLimb(limbs[1], c.a0() >>> 32, x);
    addLimb(limbs[2], c.a1() & LOW_32, x);
    addLimb(limbs[3], c.a1() >>> 32, x);
  }

  private static void addLimb(long[] sum, long limb, int[] x) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += limb * x[i];
    }
  }

  /// Adds `c·(x[from], x[from + 1], …)`, x canonical elements.
  public void add(Ext c, long[] x, int from) {
    Kernels.chosen().addScaled(reduced, 0, c, x, from, reduced.length());
  }

  private void reduce() {
    reduce(limbs[0], limbs[1], reduced.a0());
    reduce(limbs[2], limbs[3], reduced.a1());
    for (long[] limb : limbs) {
      Arrays.fill(limb, 0);
    }
    used = 0;
  }

  private static void reduce(long[] low, long[] high, long[] to) {
    for (int i = 0; i < to.length; i++) {
      long shifted = Goldilocks.mul(Goldilocks.fromSigned(high[i]), 1L << 32);
      to[i] = Goldilocks.add(to[i], Goldilocks.add(Goldilocks.fromSigned(low[i]), shifted));
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
