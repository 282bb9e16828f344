package io.hallmark.learning.operator;

import java.util.List;

/// The commitment `copy` holds the cells of `data`: `copy.x = data.x`, `copy.y = data.y`.
public final class DatasetCopy {
  private DatasetCopy() {}

  /// Emits the constraints.
  ///
  /// @param classes number of classes
  public static void emit(PartBuilder b, int classes) {
    equal(b, "x", b.full("n0", "row"));
    equal(b, "y", RecordGather.labels(b, classes));
  }

  private static void equal(PartBuilder b, String column, List<String> at) {
    String copy = b.importOlder("copy." + column, at, "copy", column);
    String data = b.importOlder("data." + column, at, "data", column);
    b.requireZero(
        b.affine(
            copy + ".q", at, 0, List.of(PartBuilder.term(1, copy), PartBuilder.term(-1, data))));
  }
}
