package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.FractionKernels;
import java.util.Arrays;

/// The arrays that hold all stored layers of a lookup tree, in blocks. The first blocks hold
/// constants; a sumcheck on a layer may overwrite all others, because layers are used from the root
/// down and each only once.
final class FractionStore {
  /// Where the block of trivial fractions of the layer in use begins.
  static final int TRIVIAL = 0;

  /// Where the constant block of the children at 0 begins.
  static final int CONSTANT_A = FractionKernels.BLOCK;

  /// Where the constant block of the children at 1 begins.
  static final int CONSTANT_B = 2 * FractionKernels.BLOCK;

  /// Where the first block begins that is no constant.
  static final int FIRST = 3 * FractionKernels.BLOCK;

  /// Numerators.
  final ExtArray p;

  /// Denominators.
  final ExtArray q;

  FractionStore(int blocks) {
    // an even number of blocks is a multiple of 4 KiB, and the padding keeps arrays apart
    int size =
        Math.multiplyExact((FIRST / FractionKernels.BLOCK + blocks + 1) & -2, FractionKernels.BLOCK)
            + FractionScratch.PADDING;
    p = new ExtArray(size);
    q = new ExtArray(size);
  }

  /// Fills a block with one element.
  static void fill(ExtArray to, int at, Ext value) {
    Arrays.fill(to.a0(), at, at + FractionKernels.BLOCK, value.a0());
    Arrays.fill(to.a1(), at, at + FractionKernels.BLOCK, value.a1());
  }
}
