package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.simd.Workers;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Splits work on blocks into shares for the common pool. Sums in E are exact: no result depends on
/// the split.
final class Shares {
  private static final int SMALLEST = 16; // blocks, some tens of microseconds
  private static final int SHARES_PER_THREAD = 4;

  private Shares() {}

  /// Work on the blocks from `from` to `to`.
  @FunctionalInterface
  interface Share {
    /// Does it and adds what it sums up to `sums`.
    void run(int from, int to, FractionScratch scratch, Ext[] sums);
  }

  /// Does the work on `count` blocks.
  ///
  /// @param sums how many sums it makes
  /// @return the sums
  static Ext[] run(int count, int sums, Share share) {
    int threads = Workers.count();
    int shares = Math.clamp(count / SMALLEST, 1, threads == 1 ? 1 : threads * SHARES_PER_THREAD);
    if (shares == 1) {
      return one(0, count, sums, share);
    }
    return IntStream.range(0, shares)
        .parallel()
        .mapToObj(k ->
            one(
                (int) ((long) count * k / shares),
                (int) ((long) count * (k + 1) / shares),
                sums,
                share))
        .reduce(zeros(sums), Shares::plus);
  }

  private static Ext[] one(int from, int to, int sums, Share share) {
    Ext[] out = zeros(sums);
    share.run(from, to, new FractionScratch(), out);
    return out;
  }

  private static Ext[] zeros(int count) {
    Ext[] out = new Ext[count];
    Arrays.fill(out, Ext.ZERO);
    return out;
  }

  private static Ext[] plus(Ext[] a, Ext[] b) {
    Ext[] out = new Ext[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i].plus(b[i]);
    }
    return out;
  }
}
