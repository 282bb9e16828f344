package io.hallmark.proof.argument;

import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.FractionKernels;

/// Room for some blocks of fractions and of integers, for one thread.
final class FractionScratch {
  /// Blocks of fractions: four for the caller of a layer, two for the layer.
  private static final int SLOTS = 6;

  /// Blocks of integers: four for the caller of the leaves, one for the leaves.
  private static final int INT_SLOTS = 5;

  /// Numerators; slot k begins at `k·BLOCK`.
  final ExtArray p = new ExtArray(SLOTS * FractionKernels.BLOCK);

  /// Denominators.
  final ExtArray q = new ExtArray(SLOTS * FractionKernels.BLOCK);

  /// Integers.
  final int[] ints = new int[INT_SLOTS * FractionKernels.BLOCK];

  /// Where a slot begins.
  static int slot(int k) {
    return k * FractionKernels.BLOCK;
  }
}
