package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import java.util.List;
import java.util.stream.Stream;

/// Reads records of a data part: `x[by, i] = data.x[i, row(by)]`, `y[by] = data.y[row(by)]` with
/// public row numbers. The columns data.x, data.y of the part are imports; nothing is committed.
///
/// @param layout the columns of the part, without groups
/// @param rows records of the data part
public record RecordGather(DataLayout layout, int rows) {
  /// The gathered columns.
  public record Columns(String x, String y) {}

  /// Copies the rows of a batch: `out[k·K + i] = x[i·rows + row[first+k]]`, from feature-major
  /// cells.
  public void gather(int[] x, int[] row, int first, int count, int[] out) {
    int features = layout.features();
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
    String dy = b.importOlder("data.y", layout.labels(b), commitment, "y");
    return new Columns(
        b.gather("x", with(b, by, "n0"), dx, "row", by, row),
        b.gather("y", layout.labels() == 1 ? by : with(b, by, "class"), dy, "row", by, row));
  }

  /// Emits import and gather of the groups.
  public static String emitGroups(PartBuilder b, String commitment, List<String> by, Cells row) {
    String groups =
        b.importOlder("data.group", b.full(DataLayout.GROUP, "row"), commitment, "group");
    return b.gather("group", with(b, by, DataLayout.GROUP), groups, "row", by, row);
  }

  private static List<String> with(PartBuilder b, List<String> by, String label) {
    return b.full(Stream.concat(by.stream(), Stream.of(label)).toArray(String[]::new));
  }
}
