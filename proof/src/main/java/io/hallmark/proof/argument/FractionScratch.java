package io.hallmark.proof.argument;

import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.FractionKernels;

/// Room for some blocks of fractions and of integers, for one thread.
final class FractionScratch {
  /// Blocks of fractions: four for the caller of a layer, two for the layer.
  private static final int SLOTS = 6;

  /// Blocks of integers: four for the caller of the leaves, one for the leaves.
  private static final int INT_SLOTS = 5;

  /// More entries, so that arrays that are read side by side do not begin at equal addresses modulo
  /// 4 KiB.
  static final int PADDING = 128;

  /// Numerators; slot k begins at `k·BLOCK`.
  final ExtArray p = new ExtArray(SLOTS * FractionKernels.BLOCK + PADDING);

  /// Denominators.
  final ExtArray q = new ExtArray(SLOTS * FractionKernels.BLOCK + PADDING);

  /// Integers.
  final int[] ints = new int[INT_SLOTS * FractionKernels.BLOCK];

  /// Where a slot begins.
  static int slot(int k) {
    return k * FractionKernels.BLOCK;
  }
}
