package io.hallmark.proof.commitment;

import java.util.List;

/// Name and labels of a column of a commitment, as its descriptor binds them.
///
/// @param name name of the column
/// @param labels labels with extents, first label most significant
public record ColumnShape(String name, List<Label> labels) {
  /// Copies the list.
  public ColumnShape {
    labels = List.copyOf(labels);
  }
}
