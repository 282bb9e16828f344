package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.FractionKernels;
import io.hallmark.proof.argument.LookupLeaves.Kind;
import java.util.Arrays;

/// The layer above the leaves: sums of two leaves, computed when asked for and never stored. Two
/// lookups of narrow integers are added without an operation on E but the last reduction.
final class PairLayer implements FractionLayer {
  private final LookupLeaves leaves;
  private final long half;

  /// @param leaves at least two
  PairLayer(LookupLeaves leaves) {
    this.leaves = leaves;
    this.half = 1L << (leaves.depth() - 1);
  }

  @Override
  public boolean isLive(long from, int n) {
    return leaves.isLive(from, n) || leaves.isLive(from + half, n);
  }

  @Override
  public int place(long from, int n, FractionScratch scratch, int slot) {
    FractionKernels kernels = leaves.kernels();
    int at = FractionScratch.slot(slot);
    Kind kindA = leaves.kind(from, n);
    Kind kindB = leaves.kind(from + half, n);
    if (kindA == Kind.NARROW && kindB == Kind.NARROW) {
      int a = FractionScratch.slot(0);
      int b = FractionScratch.slot(1);
      Ext ca = leaves.narrow(from, n, scratch.ints, a);
      Ext cb = leaves.narrow(from + half, n, scratch.ints, b);
      kernels.addUnits(ca, cb, scratch.ints, a, b, scratch.p, scratch.q, at, n);
    } else if (kindA == Kind.NARROW && kindB == Kind.TRIVIAL) {
      addTrivial(from, n, scratch, at);
    } else if (kindA == Kind.TRIVIAL && kindB == Kind.NARROW) {
      addTrivial(from + half, n, scratch, at);
    } else {
      int a = leaves.place(from, n, scratch, 4);
      int b = leaves.place(from + half, n, scratch, 5);
      kernels.addFractions(scratch.p, scratch.q, a, b, scratch.p, scratch.q, at, n);
    }
    return at;
  }

  /// `1/(c - x) + 0/t = t/(t·(c - x))`.
  private void addTrivial(long from, int n, FractionScratch scratch, int at) {
    Ext t = leaves.trivial();
    int x = FractionScratch.slot(0);
    Ext c = leaves.narrow(from, n, scratch.ints, x);
    Arrays.fill(scratch.p.a0(), at, at + n, t.a0());
    Arrays.fill(scratch.p.a1(), at, at + n, t.a1());
    Ext minus = t.negate();
    leaves.kernels().combineInts(t.times(c), minus, Ext.ZERO, scratch.ints, x, x, scratch.q, at, n);
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
