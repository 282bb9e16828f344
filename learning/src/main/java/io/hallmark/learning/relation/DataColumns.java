package io.hallmark.learning.relation;

import io.hallmark.learning.operator.Width;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Label;
import java.util.List;
import java.util.Map;

/// Columns of the commitment to one part of a data set: `x [n0, row]`; `y [row]` of two classes, `y
/// [class, row]`, one-hot, of more. Feature first: a gather of batch records then reaches a label
/// that lies inside one row of the commitment, and only live features are committed.
public final class DataColumns {
  private DataColumns() {}

  /// The columns of a part with two classes.
  public static List<ColumnShape> shapes(int features, int rows) {
    return shapes(features, 2, rows);
  }

  /// The columns of a part.
  public static List<ColumnShape> shapes(int features, int classes, int rows) {
    Width n0 = new Width("n0", features);
    Label row = new Label("row", rows);
    return List.of(
        new ColumnShape(
            "x", n0.isSplit() ? List.of(n0.high(), n0.low(), row) : List.of(n0.low(), row)),
        new ColumnShape(
            "y", classes == 2 ? List.of(row) : List.of(new Label("class", classes), row)));
  }

  /// The cells of a part with two classes.
  public static Map<String, Cells> cells(SampleTable samples) {
    return cells(samples, 2);
  }

  /// The cells of a part.
  ///
  /// @throws IllegalArgumentException if a label is no class
  public static Map<String, Cells> cells(SampleTable samples, int classes) {
    return Map.of("x", samples.featureCells(), "y", samples.labelCells(classes));
  }
}
