package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import java.util.List;
import java.util.stream.Stream;

/// Reads records of a data part: `x[by, i] = data.x[i, row(by)]`, `y[by] = data.y[row(by)]` with
/// public row numbers. The columns data.x, data.y of the part are imports; nothing is committed.
/// Labels of two classes are one column of 0 and 1, labels of more classes are one-hot along
/// `class`.
///
/// @param features number of features K
/// @param rows records of the data part
/// @param classes number of classes C
public record RecordGather(int features, int rows, int classes) {
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

  /// Emits imports and gathers.
  ///
  /// @param commitment the older commitment that holds the part
  /// @param by labels of the gathered records
  /// @param row row numbers over these labels
  public Columns emit(PartBuilder b, String commitment, List<String> by, Cells row) {
    String dx = b.importOlder("data.x", b.full("n0", "row"), commitment, "x");
    String dy = b.importOlder("data.y", labels(b, classes), commitment, "y");
    return new Columns(
        b.gather("x", with(b, by, "n0"), dx, "row", by, row),
        b.gather("y", classes == 2 ? by : with(b, by, "class"), dy, "row", by, row));
  }

  /// Labels of the column y of a data part.
  static List<String> labels(PartBuilder b, int classes) {
    return classes == 2 ? b.full("row") : b.full("class", "row");
  }

  private static List<String> with(PartBuilder b, List<String> by, String label) {
    return b.full(Stream.concat(by.stream(), Stream.of(label)).toArray(String[]::new));
  }
}
