package io.hallmark.proof.relation;

import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.ContractionKernels;

/// Reads a table through a buffer that stays in the cache and binds one of its indices to a vector.
/// Cells keep the type in which they are stored; nothing is copied as a whole.
///
/// - **Threads:** not safe.
final class CellReader {
  private static final int BUFFER = 1 << 14;
  private static final int COLUMNS = 1 << 7;

  private final BoxTable table;
  private final ContractionKernels kernels;
  private int[] small = new int[0];
  private long[] wide = new long[0];

  CellReader(BoxTable table) {
    this.table = table;
    this.kernels = ContractionKernels.chosen(table.size());
  }

  /// `out[at + o·inner + j] += sum over i of weights[first + i]·x[from + (o·terms + i)·inner + j]`
  /// for `o < outer`, `i < terms`, `j < inner`.
  void addBound(
      int from,
      int outer,
      int inner,
      ExtArray weights,
      int first,
      int terms,
      ExtArray out,
      int at) {
    int slab = terms * inner;
    if (!table.isBase()) {
      ExtArray x = table.toExt();
      for (int o = 0; o < outer; o++) {
        kernels.addBound(x, from + o * slab, inner, weights, first, terms, out, at + o * inner);
      }
      return;
    }
    if (slab == 0) {
      return;
    }
    if (slab <= BUFFER) {
      int slabs = BUFFER / slab;
      for (int o = 0; o < outer; o += slabs) {
        int count = Math.min(slabs, outer - o);
        reserve(count * slab);
        read(from + o * slab, 0, count * slab);
        add(count, inner, weights, first, terms, out, at + o * inner);
      }
      return;
    }
    int columns = Math.min(inner, COLUMNS);
    int rows = BUFFER / columns;
    reserve(BUFFER);
    for (int o = 0; o < outer; o++) {
      for (int j = 0; j < inner; j += columns) {
        int width = Math.min(columns, inner - j);
        for (int i = 0; i < terms; i += rows) {
          int height = Math.min(rows, terms - i);
          int start = from + o * slab + i * inner + j;
          if (width == inner) {
            read(start, 0, height * inner);
          } else {
            for (int k = 0; k < height; k++) {
              read(start + k * inner, k * width, width);
            }
          }
          add(1, width, weights, first + i, height, out, at + o * inner + j);
        }
      }
    }
  }

  private void reserve(int count) {
    boolean isSmall = table.cells().isSmall();
    small = isSmall && small.length < count ? new int[count] : small;
    wide = !isSmall && wide.length < count ? new long[count] : wide;
  }

  private void read(int from, int to, int count) {
    if (table.cells().isSmall()) {
      table.cells().copySmall(from, small, to, count);
    } else {
      table.cells().copyElements(from, wide, to, count);
    }
  }

  /// Binds the slabs in the buffer.
  private void add(
      int slabs, int inner, ExtArray weights, int first, int terms, ExtArray out, int at) {
    if (table.cells().isSmall()) {
      kernels.addBound(small, 0, slabs, inner, weights, first, terms, out, at);
      return;
    }
    for (int o = 0; o < slabs; o++) {
      int to = at + o * inner;
      kernels.addBound(wide, o * terms * inner, inner, weights, first, terms, out, to);
    }
  }
}
