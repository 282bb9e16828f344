package io.hallmark.proof.commitment;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Kernels;
import java.util.Arrays;

/// An immutable table of base-field elements over an index box, first label most significant, in
/// the smallest type that holds it: signed 32-bit integers, or canonical elements.
public final class Cells {
  /// p = 2^64 - 2^32 + 1, read as unsigned.
  private static final long P = 0xFFFFFFFF00000001L;

  private static final Kernels KERNELS = Kernels.chosen();

  private final int[] ints;
  private final long[] elements;
  private final boolean small;

  private Cells(int[] ints, long[] elements, boolean small) {
    this.ints = ints;
    this.elements = elements;
    this.small = small;
  }

  /// Cells with small signed values; -1 is the element p - 1. The array is copied.
  public static Cells ofInts(int... values) {
    return new Cells(values.clone(), new long[0], true);
  }

  /// Cells from canonical elements. The array is copied.
  ///
  /// @throws IllegalArgumentException if a value is p or more (unsigned)
  public static Cells ofElements(long... values) {
    for (long v : values) {
      if (Long.compareUnsigned(v, P) >= 0) {
        throw new IllegalArgumentException("not canonical: " + Long.toUnsignedString(v));
      }
    }
    return new Cells(new int[0], values.clone(), false);
  }

  /// Cells from signed integers of magnitude below 2^62; stored as 32-bit integers if all fit.
  public static Cells ofSigned(long... values) {
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
      return new Cells(out, new long[0], true);
    }
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] < 0 ? values[i] + P : values[i];
    }
    return new Cells(new int[0], out, false);
  }

  /// Number of cells.
  public int size() {
    return small ? ints.length : elements.length;
  }

  /// Whether the cells are stored as 32-bit integers.
  public boolean isSmall() {
    return small;
  }

  /// The canonical element of cell i.
  public long element(int i) {
    if (!small) {
      return elements[i];
    }
    int v = ints[i];
    return v < 0 ? v + P : v;
  }

  /// The signed integer of cell i.
  ///
  /// @throws IllegalStateException if the cells are not small
  public int small(int i) {
    if (!small) {
      throw new IllegalStateException("cells are not small");
    }
    return ints[i];
  }

  /// `sum of cell[from + i]·weights[i]`.
  public Ext innerProduct(int from, ExtArray weights) {
    return small
        ? KERNELS.innerProduct(ints, from, weights, 0, weights.length())
        : KERNELS.innerProduct(elements, from, weights, 0, weights.length());
  }

  /// A copy as canonical elements.
  public long[] toElements() {
    long[] out = new long[size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = element(i);
    }
    return out;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Cells c && Arrays.equals(toElements(), c.toElements());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toElements());
  }

  /// Size only: cells can be secret.
  @Override
  public String toString() {
    return "Cells[" + size() + "]";
  }
}
