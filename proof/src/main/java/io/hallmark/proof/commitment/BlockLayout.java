package io.hallmark.proof.commitment;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Where the columns of one block stand: a part of the trace, or an older commitment.
///
/// The padded size of a column is `2^(sum of its label variables)`. Columns stand one after the
/// other by descending padded size, ties in declared order, so every offset is a multiple of the
/// padded size. The address of a cell is the offset plus the concatenation of the bits of its label
/// indices, first label most significant; its row in the block is `address >> m`, its place in the
/// row `address mod M`. A block takes `2^kappa` rows. Rows that hold a cell of some box are *live*;
/// the others are zero and not committed.
///
/// - **Threads:** immutable; the live rows are computed once, on demand.
public final class BlockLayout {
  private final List<long[]> extents;
  private final int[] variables;
  private final int[] byOffset;
  private final long[] offsets;
  private final int m;
  private final int kappa;
  private volatile @Nullable RowSet live;

  /// Lays out columns. The padded sizes must add up to at most 2^62.
  ///
  /// @param extents the extents of each column, in declared order, first label most significant;
  ///   not to be changed afterwards
  /// @param m log2 of the row length; values outside 0..62 count as 0 or 62
  public BlockLayout(List<long[]> extents, long m) {
    this.extents = List.copyOf(extents);
    this.m = Math.clamp(m, 0, 62);
    this.variables =
        extents.stream().mapToInt(x -> Arrays.stream(x).mapToInt(Label::bits).sum()).toArray();
    this.byOffset =
        IntStream.range(0, variables.length)
            .boxed()
            .sorted(Comparator.comparingInt((Integer c) -> variables[c]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    this.offsets = new long[variables.length];
    long at = 0;
    for (int c : byOffset) {
      offsets[c] = at;
      at += 1L << variables[c];
    }
    this.kappa = Label.bits(((at - 1) >> this.m) + 1);
  }

  /// Number of columns.
  public int columnCount() {
    return offsets.length;
  }

  /// Address of the first cell of a column.
  public long offset(int column) {
    return offsets[column];
  }

  /// Log2 of the padded size of a column.
  public int variables(int column) {
    return variables[column];
  }

  /// Extents of a column, first label most significant; a copy.
  public long[] extents(int column) {
    return extents.get(column).clone();
  }

  /// Row variables of the block.
  public int kappa() {
    return kappa;
  }

  /// Rows that the block takes, `2^kappa`.
  public long rows() {
    return 1L << kappa;
  }

  /// Log2 of the row length.
  public int m() {
    return m;
  }

  /// Address of a cell.
  ///
  /// @param column number of the column
  /// @param index one index per label
  public long address(int column, long... index) {
    long[] n = extents.get(column);
    long a = 0;
    for (int k = 0; k < n.length; k++) {
      a = (a << Label.bits(n[k])) | index[k];
    }
    return offsets[column] + a;
  }

  /// The live rows, counted inside the block. The block must have fewer than 2^31 rows.
  public RowSet liveRows() {
    RowSet rows = live;
    if (rows == null) {
      if (kappa > 30) {
        throw new IllegalStateException("2^" + kappa + " rows are too many to list");
      }
      RowSet.Builder builder = new RowSet.Builder();
      for (int c : byOffset) {
        addRows(builder, c);
      }
      rows = builder.build();
      live = rows;
    }
    return rows;
  }

  /// Adds the rows of one column: an odometer over the labels that lie wholly in the row number,
  /// and a run of consecutive rows for the label that is cut by the end of the row (or for the last
  /// label, if none is cut).
  private void addRows(RowSet.Builder builder, int column) {
    long[] n = extents.get(column);
    long base = offsets[column] >> m;
    int below = variables[column]; // variables not yet in the row number
    int outer = 0;
    while (outer < n.length && below - Label.bits(n[outer]) > m) {
      below -= Label.bits(n[outer++]);
    }
    // label `outer` is the last with bits above the cut; the labels before it are the odometer
    long run = 1;
    int runBits = 0;
    if (outer < n.length && below > m) {
      int low = m - (below - Label.bits(n[outer]));
      run = ((n[outer] - 1) >> low) + 1;
      runBits = below - m;
    }
    long[] index = new long[outer];
    while (true) {
      long row = 0;
      for (int k = 0; k < outer; k++) {
        row = (row << Label.bits(n[k])) | index[k];
      }
      row = base + (row << runBits);
      builder.add(row, row + run);
      int k = outer - 1;
      while (k >= 0 && ++index[k] == n[k]) {
        index[k--] = 0;
      }
      if (k < 0) {
        return;
      }
    }
  }
}
