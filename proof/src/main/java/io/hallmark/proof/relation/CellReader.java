package io.hallmark.proof.relation;

import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.ContractionKernels;
import io.hallmark.proof.commitment.Cells;

/// Reads a table through a buffer that stays in the cache and binds one of its indices to a vector.
/// Cells keep the type in which they are stored; nothing is copied as a whole.
///
/// - **Threads:** not safe.
final class CellReader {
  private static final int BUFFER = 1 << 14;
  private static final ContractionKernels KERNELS = ContractionKernels.chosen();

  private final BoxTable table;
  private int[] small = new int[0];
  private long[] wide = new long[0];

  CellReader(BoxTable table) {
    this.table = table;
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
        KERNELS.addBound(x, from + o * slab, inner, weights, first, terms, out, at + o * inner);
      }
      return;
    }
    if (slab == 0) {
      return;
    }
    Cells cells = table.cells();
    int slabs = Math.max(1, BUFFER / slab);
    for (int o = 0; o < outer; o += slabs) {
      int count = Math.min(slabs, outer - o);
      int done = 0;
      while (done < terms) {
        int step = slab <= BUFFER ? terms : Math.min(Math.max(1, BUFFER / inner), terms - done);
        int start = from + o * slab + done * inner;
        read(cells, start, count * step * inner);
        for (int k = 0; k < count; k++) {
          int to = at + (o + k) * inner;
          int row = k * step * inner;
          if (cells.isSmall()) {
            KERNELS.addBound(small, row, inner, weights, first + done, step, out, to);
          } else {
            KERNELS.addBound(wide, row, inner, weights, first + done, step, out, to);
          }
        }
        done += step;
      }
    }
  }

  private void read(Cells cells, int from, int count) {
    if (cells.isSmall()) {
      small = small.length < count ? new int[count] : small;
      cells.copySmall(from, small, 0, count);
    } else {
      wide = wide.length < count ? new long[count] : wide;
      cells.copyElements(from, wide, 0, count);
    }
  }
}
