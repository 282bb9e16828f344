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

  /// The columns in the order in which they stand; not to be changed.
  int[] byOffset() {
    return byOffset;
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

  /// Number of live rows, without listing them: for blocks of any size.
  public long liveRowCount() {
    long count = 0;
    long lastShared = -1;
    for (int c : byOffset) {
      if (variables[c] >= m) {
        count += new Cut(c).rows();
      } else if (offsets[c] >> m != lastShared) { // columns below one row share rows
        lastShared = offsets[c] >> m;
        count++;
      }
    }
    return count;
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

  /// How the end of the row cuts the labels of a column: `outer` labels lie wholly in the row
  /// number, the next one has `run` of its indices there, in `runBits` bits, and the others lie
  /// inside the row.
  private final class Cut {
    private final long[] n;
    private final int outer;
    private final long run;
    private final int runBits;

    Cut(int column) {
      n = extents.get(column);
      int below = variables[column]; // variables not yet in the row number
      int at = 0;
      while (at < n.length && below - Label.bits(n[at]) > m) {
        below -= Label.bits(n[at++]);
      }
      outer = at;
      boolean cut = at < n.length && below > m;
      run = cut ? ((n[at] - 1) >> (m - (below - Label.bits(n[at])))) + 1 : 1;
      runBits = cut ? below - m : 0;
    }

    /// Number of rows. At most the padded size, so below 2^63.
    long rows() {
      long count = run;
      for (int k = 0; k < outer; k++) {
        count *= n[k];
      }
      return count;
    }
  }

  /// Adds the rows of one column: an odometer over the labels that lie wholly in the row number,
  /// and a run of consecutive rows for the label that is cut by the end of the row (or for the last
  /// label, if none is cut).
  private void addRows(RowSet.Builder builder, int column) {
    Cut cut = new Cut(column);
    long base = offsets[column] >> m;
    long[] index = new long[cut.outer];
    while (true) {
      long row = 0;
      for (int k = 0; k < cut.outer; k++) {
        row = (row << Label.bits(cut.n[k])) | index[k];
      }
      row = base + (row << cut.runBits);
      builder.add(row, row + cut.run);
      int k = cut.outer - 1;
      while (k >= 0 && ++index[k] == cut.n[k]) {
        index[k--] = 0;
      }
      if (k < 0) {
        return;
      }
    }
  }
}
