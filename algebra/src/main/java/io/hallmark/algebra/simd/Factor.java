package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.Goldilocks;

/// An element of E by which many elements are multiplied, with what the kernels derive from it.
///
/// For every constant c of `r0`, `7·r1`, `r1` and every j of 0, 1, 2 the two halves of 32 bits of
/// `c·2^(22j)`: with the limbs of 22 bits of a factor x, `c·x = Σ x_j·low_j + 2^32·Σ x_j·high_j`,
/// sums of less than 2^56.
public final class Factor {
  private static final int LIMBS = 3;
  private static final int LIMB_BITS = 22;

  private final Ext value;
  private final long[] halves = new long[3 * 2 * LIMBS];

  /// Prepares an element.
  public Factor(Ext value) {
    this.value = value;
    put(0, value.a0());
    put(1, Goldilocks.mul7(value.a1()));
    put(2, value.a1());
  }

  private void put(int constant, long c) {
    for (int j = 0; j < LIMBS; j++) {
      long shifted = Goldilocks.mul(c, 1L << (LIMB_BITS * j));
      int at = 2 * (constant * LIMBS + j);
      // in the upper half: a vector shift by 32 tells the compiler that 32 bits are left
      halves[at] = shifted << 32;
      halves[at + 1] = shifted;
    }
  }

  /// The element.
  public Ext value() {
    return value;
  }

  /// The halves, each in the upper 32 bits of a long: index `6·constant + 2·j + half`.
  long[] halves() {
    return halves;
  }
}
