package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.FractionKernels;

/// The layer above the leaves: sums of two leaves, computed when asked for and never stored. Two
/// lookups of narrow integers are added without an operation on E but the last reduction.
final class PairLayer implements FractionLayer {
  private final LookupLeaves leaves;
  private final long half;
  private final FractionKernels kernels;

  /// @param leaves at least two
  PairLayer(LookupLeaves leaves) {
    this.leaves = leaves;
    this.half = 1L << (leaves.depth() - 1);
    this.kernels = leaves.kernels();
  }

  @Override
  public boolean isLive(long from, int n) {
    return leaves.isLive(from, n) || leaves.isLive(from + half, n);
  }

  @Override
  public int place(long from, int n, FractionScratch scratch, int slot) {
    int at = FractionScratch.slot(slot);
    int[] x = scratch.ints;
    Ext ca = leaves.narrow(from, n, x, FractionScratch.slot(0));
    Ext cb = ca == null ? null : leaves.narrow(from + half, n, x, FractionScratch.slot(1));
    if (ca != null && cb != null) {
      kernels.addUnits(
          ca, cb, x, FractionScratch.slot(0), FractionScratch.slot(1), scratch.p, scratch.q, at, n);
    } else {
      int a = leaves.place(from, n, scratch, 4);
      int b = leaves.place(from + half, n, scratch, 5);
      kernels.addFractions(scratch.p, scratch.q, a, b, scratch.p, scratch.q, at, n);
    }
    return at;
  }

  @Override
  public ExtArray numerators(FractionScratch scratch) {
    return scratch.p;
  }

  @Override
  public ExtArray denominators(FractionScratch scratch) {
    return scratch.q;
  }
}
