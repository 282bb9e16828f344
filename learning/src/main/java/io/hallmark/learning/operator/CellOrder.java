package io.hallmark.learning.operator;

/// From the order in which operators compute cells to box order. High labels of split widths stand
/// before the batch and before the low labels of other widths, so a table `[.., middle, high, low]`
/// becomes `[.., high, middle, low]`. Tables without such a pair keep their order.
///
/// @param middle extent of what the high label moves in front of
/// @param high extent of the high label, 1 if the width is not split
/// @param low extent of the low label
public record CellOrder(int middle, int high, int low) {
  /// Nothing moves.
  public static final CellOrder SAME = new CellOrder(1, 1, 1);

  /// The order of signals `[.., b, width]`.
  public static CellOrder signals(int samples, Width width) {
    return new CellOrder(samples, high(width), low(width));
  }

  /// The order of a matrix `[.., in, out]`: of two widths the high labels come first.
  public static CellOrder matrix(Width in, Width out) {
    return new CellOrder(low(in), high(out), low(out));
  }

  private static int high(Width w) {
    return w.isSplit() ? Math.toIntExact(w.high().extent()) : 1;
  }

  private static int low(Width w) {
    return Math.toIntExact(w.low().extent());
  }

  /// Whether nothing moves.
  public boolean isSame() {
    return middle == 1 || high == 1;
  }

  /// The table in box order; the array itself if nothing moves.
  public int[] apply(int[] cells) {
    if (isSame()) {
      return cells;
    }
    int[] out = new int[cells.length];
    for (int to = 0; to < out.length; to += low) {
      System.arraycopy(cells, from(to), out, to, low);
    }
    return out;
  }

  /// The table in box order; the array itself if nothing moves.
  public long[] apply(long[] cells) {
    if (isSame()) {
      return cells;
    }
    long[] out = new long[cells.length];
    for (int to = 0; to < out.length; to += low) {
      System.arraycopy(cells, from(to), out, to, low);
    }
    return out;
  }

  private int from(int to) {
    int row = to / low;
    int m = row % middle;
    int h = row / middle % high;
    int outer = row / middle / high;
    return ((outer * middle + m) * high + h) * low;
  }
}
