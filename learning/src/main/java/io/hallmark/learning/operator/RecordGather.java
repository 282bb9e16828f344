package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import java.util.List;

/// Reads records of a data part: `x[by, i] = data.x[i, row(by)]`, `y[by] = data.y[row(by)]` with
/// public row numbers. The columns data.x, data.y of the part are imports; nothing is committed.
///
/// @param features number of features K
/// @param rows records of the data part
public record RecordGather(int features, int rows) {
  /// The gathered columns.
  public record Columns(String x, String y) {}

  /// Copies the rows of a batch: `out[k·K + i] = x[i·rows + row[first+k]]`, from feature-major
  /// cells.
  public void gather(int[] x, int[] row, int first, int count, int[] out) {
    for (int k = 0; k < count; k++) {
      int r = row[first + k];
      for (int i = 0; i < features; i++) {
        out[k * features + i] = x[i * rows + r];
      }
    }
  }

  /// Emits imports and gathers. The labels of two classes have no label `class`.
  ///
  /// @param commitment the older commitment that holds the part
  /// @param by labels of the gathered records
  /// @param row row numbers over these labels
  public Columns emit(PartBuilder b, String commitment, List<String> by, Cells row) {
    String dx = b.importOlder("data.x", b.full("n0", "row"), commitment, "x");
    String dy = b.importOlder("data.y", b.full("row"), commitment, "y");
    String[] xLabels =
        java.util.stream.Stream.concat(by.stream(), java.util.stream.Stream.of("n0"))
            .toArray(String[]::new);
    return new Columns(
        b.gather("x", b.full(xLabels), dx, "row", by, row), b.gather("y", by, dy, "row", by, row));
  }
}
