package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Own committed cells of a part, column by column in box order, as operators compute them. Every
/// recorded value fits 32 bits signed.
public final class CellRecorder {
  private final Map<String, int[]> columns = new LinkedHashMap<>();

  /// A recorder without columns.
  public CellRecorder() {}

  /// The column of that name, made with `size` zero cells at the first call. The array is the
  /// recorder's own: the operator writes into it.
  public int[] column(String name, int size) {
    return columns.computeIfAbsent(name, n -> new int[size]);
  }

  /// Copies of cells `from .. from+count-1` of every column, where the counts are given in blocks:
  /// each column is cut into `blocks` equal blocks and the blocks `first .. end-1` are taken.
  public Map<String, Cells> blocks(int blocks, int first, int end) {
    Map<String, Cells> out = new LinkedHashMap<>();
    columns.forEach((name, cells) -> {
      int unit = cells.length / blocks;
      out.put(name, Cells.ofInts(Arrays.copyOfRange(cells, first * unit, end * unit)));
    });
    return out;
  }

  /// All cells.
  public Map<String, Cells> cells() {
    return blocks(1, 0, 1);
  }
}
