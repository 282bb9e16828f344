package io.hallmark.proof.commitment;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The cells of one column by their padded address.
///
/// The last labels whose extents are powers of two, together with the one before them, form runs
/// that are contiguous in the cells as in the addresses; the other labels are walked index by
/// index.
final class ColumnRuns {
  private final Cells cells;
  private final long[] outer;
  private final int[] outerBits;
  private final int runBits;
  private final int runLength;

  /// @param extents extents of the labels, first most significant
  /// @throws IllegalArgumentException if there are not as many cells as the box has
  ColumnRuns(Cells cells, long[] extents, int column) {
    this.cells = cells;
    long size = 1;
    for (long n : extents) {
      size = Math.multiplyExact(size, n);
    }
    if (cells.size() != size) {
      throw new IllegalArgumentException(
          "column " + column + " has " + cells.size() + " cells in place of " + size);
    }
    int first = extents.length;
    int bits = 0;
    long length = 1;
    boolean whole = true;
    while (first > 0 && whole) {
      long n = extents[--first];
      bits += Label.bits(n);
      length *= n;
      whole = Long.bitCount(n) == 1;
    }
    this.runBits = bits;
    this.runLength = Math.toIntExact(length);
    this.outer = Arrays.copyOf(extents, first);
    this.outerBits = new int[first];
    for (int k = 0; k < first; k++) {
      outerBits[k] = Label.bits(extents[k]);
    }
  }

  boolean isSmall() {
    return cells.isSmall();
  }

  /// Copies the cells at addresses from `from` to before `to` into the one array that is given;
  /// places outside the box are left as they are.
  ///
  /// @param at place of the cell at `from`
  void copy(long from, long to, int @Nullable [] small, long @Nullable [] wide, int at) {
    long padded = 1L << runBits;
    long address = from;
    while (address < to) {
      long start = address & -padded;
      int inRun = (int) (address - start);
      long end = Math.min(start + padded, to);
      long first = firstCell(start >>> runBits);
      if (first >= 0 && inRun < runLength) {
        int count = Math.min(runLength - inRun, (int) (end - address));
        int place = at + (int) (address - from);
        if (small != null) {
          cells.copySmall((int) first + inRun, small, place, count);
        } else if (wide != null) {
          cells.copyElements((int) first + inRun, wide, place, count);
        }
      }
      address = end;
    }
  }

  /// The first cell of the run with these bits of the outer indices, or -1 outside the box.
  private long firstCell(long bits) {
    long rest = bits;
    long cell = 0;
    long weight = runLength;
    for (int k = outer.length - 1; k >= 0; k--) {
      long index = rest & ((1L << outerBits[k]) - 1);
      if (index >= outer[k]) {
        return -1;
      }
      cell += index * weight;
      weight *= outer[k];
      rest >>>= outerBits[k];
    }
    return rest == 0 ? cell : -1;
  }
}
