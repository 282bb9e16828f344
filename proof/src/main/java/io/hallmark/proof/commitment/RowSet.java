package io.hallmark.proof.commitment;

import java.util.Arrays;

/// A set of row numbers as ascending, disjoint, non-adjacent ranges.
///
/// - **Threads:** immutable.
public final class RowSet {
  private final long[] first;
  private final long[] before;
  private final int ranges;

  private RowSet(Builder b) {
    first = Arrays.copyOf(b.first, b.ranges);
    before = new long[b.ranges + 1];
    for (int r = 0; r < b.ranges; r++) {
      before[r + 1] = before[r] + b.end[r] - first[r];
    }
    ranges = b.ranges;
  }

  /// Number of rows.
  public long size() {
    return before[ranges];
  }

  /// Number of ranges.
  public int rangeCount() {
    return ranges;
  }

  /// First row of a range.
  public long rangeStart(int range) {
    return first[range];
  }

  /// Number of rows of a range.
  public long rangeSize(int range) {
    return before[range + 1] - before[range];
  }

  /// The row with the given number among the rows of the set, ascending from 0.
  ///
  /// @throws IndexOutOfBoundsException if there is none
  public long row(long index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException("row " + index + " of " + size());
    }
    int at = Arrays.binarySearch(before, 0, ranges, index);
    int range = at >= 0 ? at : -at - 2;
    return first[range] + index - before[range];
  }

  /// The number of a row among the rows of the set, or -1 if it is not in the set.
  public long indexOf(long row) {
    int at = Arrays.binarySearch(first, row);
    int range = at >= 0 ? at : -at - 2;
    if (range < 0 || row - first[range] >= rangeSize(range)) {
      return -1;
    }
    return before[range] + row - first[range];
  }

  @Override
  public String toString() {
    return "RowSet[" + size() + " rows in " + ranges + " ranges]";
  }

  /// Collects ranges whose starts ascend.
  static final class Builder {
    private long[] first = new long[8];
    private long[] end = new long[8];
    private int ranges;

    /// Adds rows from `from` to before `to`; `from` is not below the start of the last range.
    void add(long from, long to) {
      if (ranges > 0 && from <= end[ranges - 1]) {
        end[ranges - 1] = Math.max(end[ranges - 1], to);
        return;
      }
      if (ranges == first.length) {
        first = Arrays.copyOf(first, 2 * ranges);
        end = Arrays.copyOf(end, 2 * ranges);
      }
      first[ranges] = from;
      end[ranges++] = to;
    }

    RowSet build() {
      return new RowSet(this);
    }
  }
}
