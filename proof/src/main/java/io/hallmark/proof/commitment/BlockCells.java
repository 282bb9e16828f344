package io.hallmark.proof.commitment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The live rows of a block, read piece by piece from the cells of its columns; no row is held.
/// Cells outside every box are zero.
///
/// - **Threads:** immutable.
public final class BlockCells {
  private final BlockLayout layout;
  private final RowSet live;
  private final long[] starts;
  private final List<ColumnRuns> columns = new ArrayList<>();

  /// @param layout where the columns stand
  /// @param cells cells of each column in declared order, first label most significant
  /// @throws IllegalArgumentException if a column has not as many cells as its box
  public BlockCells(BlockLayout layout, List<Cells> cells) {
    this.layout = layout;
    this.live = layout.liveRows();
    int[] order = layout.byOffset();
    this.starts = new long[order.length];
    for (int k = 0; k < order.length; k++) {
      starts[k] = layout.offset(order[k]);
      columns.add(new ColumnRuns(cells.get(order[k]), layout.extents(order[k]), order[k]));
    }
  }

  /// Where the columns stand.
  public BlockLayout layout() {
    return layout;
  }

  /// Number of live rows.
  public int rowCount() {
    return Math.toIntExact(live.size());
  }

  /// Whether all cells of a live row are small.
  public boolean isSmall(int row) {
    long from = live.row(row) << layout.m();
    boolean small = true;
    for (int k = columnAt(from); k < starts.length && starts[k] < from + (1L << layout.m()); k++) {
      small &= columns.get(k).isSmall();
    }
    return small;
  }

  /// Copies small cells of a live row as signed integers.
  ///
  /// @param row number among the live rows
  /// @param from first place in the row
  /// @param count number of places
  /// @param out receives them from index `at` on
  /// @throws IllegalStateException if a cell is not small
  public void read(int row, int from, int count, int[] out, int at) {
    Arrays.fill(out, at, at + count, 0);
    copy(row, from, count, out, null, at);
  }

  /// Copies cells of a live row as canonical elements.
  ///
  /// @param row number among the live rows
  /// @param from first place in the row
  /// @param count number of places
  /// @param out receives them from index `at` on
  public void read(int row, int from, int count, long[] out, int at) {
    Arrays.fill(out, at, at + count, 0);
    copy(row, from, count, null, out, at);
  }

  private void copy(
      int row, int from, int count, int @Nullable [] small, long @Nullable [] wide, int at) {
    long first = (live.row(row) << layout.m()) + from;
    long end = first + count;
    for (int k = columnAt(first); k < starts.length && starts[k] < end; k++) {
      long start = Math.max(first, starts[k]);
      long stop = k + 1 < starts.length ? Math.min(end, starts[k + 1]) : end;
      int place = at + (int) (start - first);
      columns.get(k).copy(start - starts[k], stop - starts[k], small, wide, place);
    }
  }

  /// The last column that starts at or before an address.
  private int columnAt(long address) {
    int k = Arrays.binarySearch(starts, address);
    return k >= 0 ? k : -k - 2;
  }
}
