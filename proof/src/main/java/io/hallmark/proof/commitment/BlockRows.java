package io.hallmark.proof.commitment;

import java.util.List;

/// Fills the live rows of a block from the cells of its columns.
public final class BlockRows {
  private BlockRows() {}

  /// The live rows of a block, ascending. Cells outside every box are zero.
  ///
  /// @param layout where the columns stand
  /// @param columns cells of each column in declared order, first label most significant
  /// @param length length of the arrays returned, at least the row length; the rest stays zero
  /// @throws IllegalArgumentException if a column has not as many cells as its box
  public static long[][] fill(BlockLayout layout, List<Cells> columns, int length) {
    RowSet live = layout.liveRows();
    long[][] rows = new long[Math.toIntExact(live.size())][length];
    for (int c = 0; c < columns.size(); c++) {
      fillColumn(layout, c, columns.get(c), live, rows);
    }
    return rows;
  }

  private static void fillColumn(
      BlockLayout layout, int column, Cells cells, RowSet live, long[][] rows) {
    long[] extents = layout.extents(column);
    long size = 1;
    for (long n : extents) {
      size = Math.multiplyExact(size, n);
    }
    if (cells.size() != size) {
      throw new IllegalArgumentException(
          "column " + column + " has " + cells.size() + " cells in place of " + size);
    }
    int last = extents.length - 1;
    long run = last < 0 ? 1 : extents[last];
    long mask = (1L << layout.m()) - 1;
    long[] index = new long[extents.length];
    int cell = 0;
    while (cell < size) {
      long address = layout.address(column, index);
      long[] row = rows[Math.toIntExact(live.indexOf(address >> layout.m()))];
      for (long k = 0; k < run; k++, address++) {
        if (k > 0 && (address & mask) == 0) {
          row = rows[Math.toIntExact(live.indexOf(address >> layout.m()))];
        }
        row[(int) (address & mask)] = cells.element(cell++);
      }
      int k = last - 1;
      while (k >= 0 && ++index[k] == extents[k]) {
        index[k--] = 0;
      }
    }
  }
}
