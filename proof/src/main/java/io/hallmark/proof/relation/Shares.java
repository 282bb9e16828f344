package io.hallmark.proof.relation;

import io.hallmark.algebra.simd.Workers;
import java.util.stream.IntStream;

/// Splits an index range among the threads of the caller's pool. Sums in E are exact: no result
/// depends on the split.
final class Shares {
  private static final long SMALLEST = 1L << 16; // products, some tens of microseconds

  private Shares() {}

  /// Work on the indices from `from` to `to`, number `share` of all shares.
  @FunctionalInterface
  interface Work {
    void run(int share, int from, int to);
  }

  /// Into how many shares work is split.
  ///
  /// @param count number of indices
  /// @param products number of products in all
  static int count(int count, long products) {
    return Math.clamp(products / SMALLEST, 1, Math.min(Workers.count(), Math.max(1, count)));
  }

  /// Does the work on `count` indices in so many shares.
  static void run(int shares, int count, Work work) {
    if (shares == 1) {
      work.run(0, 0, count);
      return;
    }
    IntStream.range(0, shares)
        .parallel()
        .forEach(k ->
            work.run(
                k, (int) ((long) count * k / shares), (int) ((long) count * (k + 1) / shares)));
  }
}
