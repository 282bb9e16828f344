package io.hallmark.learning.operator;

import java.util.List;

/// The commitment `copy` holds the cells of `data`: `copy.x = data.x`, `copy.y = data.y`, and the
/// same for groups, tags and digests.
public final class DatasetCopy {
  private DatasetCopy() {}

  /// Emits the constraints.
  public static void emit(PartBuilder b, DataLayout layout) {
    equal(b, "x", b.full("n0", "row"));
    equal(b, "y", layout.labels(b, "row"));
    if (layout.groups() > 0) {
      equal(b, "group", b.full(DataLayout.GROUP, "row"));
    }
    emit(b, layout.tags());
  }

  /// Emits the constraints of some columns of tags and digests only: `copy` has no others.
  public static void emit(PartBuilder b, List<String> tags) {
    tags.forEach(tag -> equal(b, tag, b.full("row")));
  }

  private static void equal(PartBuilder b, String column, List<String> at) {
    String copy = b.importOlder("copy." + column, at, "copy", column);
    String data = b.importOlder("data." + column, at, "data", column);
    b.requireZero(
        b.affine(
            copy + ".q", at, 0, List.of(PartBuilder.term(1, copy), PartBuilder.term(-1, data))));
  }
}
