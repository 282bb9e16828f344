package io.hallmark.proof.argument;

import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.PartIndex;

/// Where the cells of an index box stand in the padded table over the same labels: the padded table
/// is a sequence of rows of equal length, each with its live cells in front; a row that lies
/// outside the box has none. Consecutive labels that need no padding belong to the row.
final class PaddedBox {
  private final int run;
  private final int rowBits;
  private final int[] extents;
  private final int[] bits;

  PaddedBox(PartIndex part, Ids labels) {
    int live = 1;
    int padded = 0;
    int k = labels.size();
    while (k > 0 && live == 1 << padded) {
      k--;
      live *= part.extent(labels.get(k));
      padded += part.bits(labels.get(k));
    }
    run = live;
    rowBits = padded;
    extents = new int[k];
    bits = new int[k];
    for (int i = 0; i < k; i++) {
      extents[i] = part.extent(labels.get(i));
      bits[i] = part.bits(labels.get(i));
    }
  }

  /// Some consecutive cells of the box.
  @FunctionalInterface
  interface Run {
    /// Handles the cells from `box` on in box order, which stand from `padded` on.
    void accept(int box, int padded, int count);
  }

  /// Visits the live cells among `n` entries of the padded table.
  void runs(int from, int n, Run action) {
    int end = from + n;
    for (int row = from >> rowBits; row << rowBits < end; row++) {
      int first = row << rowBits;
      int low = Math.max(from, first);
      int high = Math.min(end, first + run);
      int box = low < high ? firstCell(row) : -1;
      if (box >= 0) {
        action.accept(box + low - first, low, high - low);
      }
    }
  }

  /// Number of live cells among `n` entries of the padded table.
  int live(int from, int n) {
    int[] sum = new int[1];
    runs(from, n, (_, _, count) -> sum[0] += count);
    return sum[0];
  }

  /// The first cell of a row in box order, or -1 if the row lies outside the box.
  private int firstCell(int row) {
    int left = row;
    int stride = run;
    int cell = 0;
    for (int k = extents.length - 1; k >= 0; k--) {
      int index = left & ((1 << bits[k]) - 1);
      if (index >= extents[k]) {
        return -1;
      }
      cell += index * stride;
      stride *= extents[k];
      left >>= bits[k];
    }
    return cell;
  }
}
