package io.hallmark.proof.commitment;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.simd.Kernels;
import java.util.Arrays;

/// An immutable table of base-field elements over an index box, first label most significant, in
/// the smallest type that holds it: signed integers of 8, 16 or 32 bits, or canonical elements.
///
/// - **Cost:** 1, 2, 4 or 8 bytes per cell.
public sealed interface Cells permits SmallCells, WideCells {
  /// Cells with small signed values; -1 is the element p - 1. The array is copied.
  static Cells ofInts(int... values) {
    return SmallCells.of(values);
  }

  /// Cells from canonical elements. The array is copied.
  ///
  /// @throws IllegalArgumentException if a value is p or more (unsigned)
  static Cells ofElements(long... values) {
    for (long v : values) {
      if (!Goldilocks.isCanonical(v)) {
        throw new IllegalArgumentException("not canonical: " + Long.toUnsignedString(v));
      }
    }
    return new WideCells(values.clone());
  }

  /// Cells from signed integers of magnitude below 2^62; stored as small integers if all fit into
  /// 32 bits.
  static Cells ofSigned(long... values) {
    boolean fits = true;
    for (long v : values) {
      fits &= v == (int) v;
      if (v >= 1L << 62 || v <= -(1L << 62)) {
        throw new IllegalArgumentException("magnitude not below 2^62: " + v);
      }
    }
    if (fits) {
      int[] out = new int[values.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = (int) values[i];
      }
      return SmallCells.of(out);
    }
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Goldilocks.fromSigned(values[i]);
    }
    return new WideCells(out);
  }

  /// Cells over an array of canonical elements, which is not copied and must not change any more.
  static Cells overElements(long[] values) {
    return new WideCells(values);
  }

  /// Number of cells.
  int size();

  /// Whether the cells are integers of at most 32 bits.
  boolean isSmall();

  /// The canonical element of cell i.
  long element(int i);

  /// The signed integer of cell i.
  ///
  /// @throws IllegalStateException if the cells are not small
  int small(int i);

  /// Copies the signed integers of the cells from `from` on to `out`, from `at` on.
  ///
  /// @throws IllegalStateException if the cells are not small
  void copySmall(int from, int[] out, int at, int count);

  /// Copies the canonical elements of the cells from `from` on to `out`, from `at` on.
  void copyElements(int from, long[] out, int at, int count);

  /// `sum of cell[from + i]·weights[i]`.
  default Ext innerProduct(int from, ExtArray weights) {
    Ext sum = Ext.ZERO;
    int length = weights.length();
    int block = Math.min(length, 4096);
    int[] small = new int[isSmall() ? block : 0];
    long[] wide = new long[isSmall() ? 0 : block];
    for (int i = 0; i < length; i += block) {
      int n = Math.min(block, length - i);
      if (isSmall()) {
        copySmall(from + i, small, 0, n);
        sum = sum.plus(Kernels.chosen().innerProduct(small, 0, weights, i, n));
      } else {
        copyElements(from + i, wide, 0, n);
        sum = sum.plus(Kernels.chosen().innerProduct(wide, 0, weights, i, n));
      }
    }
    return sum;
  }

  /// A copy as canonical elements.
  default long[] toElements() {
    long[] out = new long[size()];
    copyElements(0, out, 0, out.length);
    return out;
  }

  /// Whether two tables hold the same elements, however they are stored.
  static boolean equal(Cells a, Cells b) {
    return Arrays.equals(a.toElements(), b.toElements());
  }
}
