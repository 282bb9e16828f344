package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Factor;
import io.hallmark.algebra.simd.FractionKernels;
import io.hallmark.algebra.simd.ProductKernels;

/// The kernels for the tables of a part's products: asked for anew in every use, since the faster
/// ones are let in when they are compiled.
///
/// @param fractions looked-up cells of the part: a measure of the job
record ProductTools(long fractions) {
  private static final int BLOCK = FractionKernels.BLOCK;

  /// Sums of rounds.
  ProductKernels sums() {
    return ProductKernels.chosen(fractions);
  }

  /// Sums over `n` entries, taken share by share.
  ///
  /// @param count how many sums
  /// @param range adds the sums over the entries from an index on
  static ExtArray sum(int n, int count, Range range) {
    Ext[] all =
        Shares.run(
            (n + BLOCK - 1) / BLOCK,
            count,
            (from, to, scratch, sums) -> {
              ExtArray own = new ExtArray(count);
              range.add(from * BLOCK, Math.min(to * BLOCK, n) - from * BLOCK, own);
              for (int k = 0; k < count; k++) {
                sums[k] = sums[k].plus(own.get(k));
              }
            });
    return ExtArray.of(all);
  }

  /// Adds sums over some entries.
  @FunctionalInterface
  interface Range {
    void add(int from, int n, ExtArray sums);
  }

  /// Binds variable 1 of the table in the first `size` entries to r, in place.
  void fold(ExtArray table, int size, Factor r) {
    FractionKernels kernels = FractionKernels.chosen(fractions);
    int half = size / 2;
    Shares.run(
        (half + BLOCK - 1) / BLOCK,
        0,
        (from, to, scratch, sums) -> {
          for (int i = from * BLOCK; i < Math.min(to * BLOCK, half); i += BLOCK) {
            kernels.fold(table, i, half + i, r, table, i, Math.min(BLOCK, half - i));
          }
        });
  }

  /// `sum[at + i] += c·x[i]` over all of x.
  void addScaled(ExtArray sum, int at, Factor c, ExtArray x) {
    FractionKernels kernels = FractionKernels.chosen(fractions);
    for (int i = 0; i < x.length(); i += BLOCK) {
      kernels.addScaled(sum, at + i, c, x, i, Math.min(BLOCK, x.length() - i));
    }
  }
}
