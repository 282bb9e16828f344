package io.hallmark.learning.relation;

import io.hallmark.learning.operator.DataLayout;
import io.hallmark.learning.operator.Width;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Label;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Columns of the commitment to one part of a data set, see [DataLayout]. Feature first: a gather
/// of batch records then reaches a label that lies inside one row of the commitment, and only live
/// features are committed.
public final class DataColumns {
  private DataColumns() {}

  /// The columns of a part.
  public static List<ColumnShape> shapes(DataLayout layout, int rows) {
    Width n0 = new Width("n0", layout.features());
    Label row = new Label("row", rows);
    List<ColumnShape> out = new ArrayList<>();
    out.add(
        new ColumnShape(
            "x", n0.isSplit() ? List.of(n0.high(), n0.low(), row) : List.of(n0.low(), row)));
    out.add(
        new ColumnShape(
            "y",
            layout.labels() == 1
                ? List.of(row)
                : List.of(new Label("class", layout.labels()), row)));
    if (layout.groups() > 0) {
      out.add(new ColumnShape("group", List.of(new Label(DataLayout.GROUP, layout.groups()), row)));
    }
    out.addAll(tagShapes(layout.tags(), rows));
    return List.copyOf(out);
  }

  /// The columns of tags and digests with these names.
  public static List<ColumnShape> tagShapes(List<String> tags, int rows) {
    Label row = new Label("row", rows);
    return tags.stream().map(tag -> new ColumnShape(tag, List.of(row))).toList();
  }

  /// The cells of a part, tags left out.
  ///
  /// @throws IllegalArgumentException if a label is no class, or the records have another layout
  public static Map<String, Cells> cells(SampleTable samples, DataLayout layout) {
    if (samples.groups() != layout.groups()) {
      throw new IllegalArgumentException(samples.groups() + " groups, not " + layout.groups());
    }
    Map<String, Cells> out = new LinkedHashMap<>();
    out.put("x", samples.featureCells());
    out.put("y", samples.labelCells(layout.labels()));
    if (layout.groups() > 0) {
      out.put("group", samples.groupCells());
    }
    return out;
  }
}
