package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Own committed cells of a part, column by column, as operators compute them: in 32 bits signed,
/// or in 64 where a format may be wider; and virtual columns that an operator knows anyway. Columns
/// are given out in box order.
public final class CellRecorder {
  private final Map<String, int[]> columns;
  private final Map<String, long[]> wide;
  private final Map<String, CellOrder> orders;
  private final CellOrder order;

  /// A recorder without columns.
  public CellRecorder() {
    this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), CellOrder.SAME);
  }

  private CellRecorder(
      Map<String, int[]> columns,
      Map<String, long[]> wide,
      Map<String, CellOrder> orders,
      CellOrder order) {
    this.columns = columns;
    this.wide = wide;
    this.orders = orders;
    this.order = order;
  }

  /// The same recorder for columns whose cells come in another order.
  public CellRecorder ordered(CellOrder by) {
    return new CellRecorder(columns, wide, orders, by);
  }

  /// The column of that name, made with `size` zero cells at the first call. The array is the
  /// recorder's own: the operator writes into it.
  public int[] column(String name, int size) {
    orders.putIfAbsent(name, order);
    return columns.computeIfAbsent(name, n -> new int[size]);
  }

  /// As [#column], for values of up to 62 bits.
  public long[] wideColumn(String name, int size) {
    orders.putIfAbsent(name, order);
    return wide.computeIfAbsent(name, n -> new long[size]);
  }

  /// Copies of cells `from .. from+count-1` of every column, where the counts are given in blocks:
  /// each column is cut into `blocks` equal blocks and the blocks `first .. end-1` are taken.
  public Map<String, Cells> blocks(int blocks, int first, int end) {
    Map<String, Cells> out = new LinkedHashMap<>();
    columns.forEach((name, cells) -> {
      int unit = cells.length / blocks;
      int[] taken = Arrays.copyOfRange(cells, first * unit, end * unit);
      CellOrder by = orders.getOrDefault(name, CellOrder.SAME);
      out.put(name, Cells.ofInts(by.apply(taken)));
    });
    wide.forEach((name, cells) -> {
      int unit = cells.length / blocks;
      long[] taken = Arrays.copyOfRange(cells, first * unit, end * unit);
      CellOrder by = orders.getOrDefault(name, CellOrder.SAME);
      out.put(name, Cells.ofSigned(by.apply(taken)));
    });
    return out;
  }

  /// All cells.
  public Map<String, Cells> cells() {
    return blocks(1, 0, 1);
  }
}
