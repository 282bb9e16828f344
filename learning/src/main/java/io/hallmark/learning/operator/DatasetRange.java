package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import java.util.List;
import java.util.Optional;

/// The cells of a data part are what its schema declares: `min_i ≤ x_i ≤ max_i` for every feature
/// i; classes of 0 and 1, of which, with more than two, exactly one per record is 1, or targets in
/// their range; exactly one group per record. Without this a label may be a field fraction that
/// moves every remainder of a training, so no training proof stands without it.
///
/// @param min smallest value per feature
/// @param max largest value per feature
/// @param limb bits of a limb
/// @param labels what labels may be
/// @param groups number of groups, 0 without a group column
/// @param tags names of the columns of tags and digests, in order
/// @param tagRanges the ranges of those that have one: tags, and keys of digests
public record DatasetRange(
    Cells min,
    Cells max,
    int limb,
    LabelRange labels,
    int groups,
    List<String> tags,
    List<TagRange> tagRanges) {
  /// Ranges of a data set without tags.
  public DatasetRange(Cells min, Cells max, int limb, LabelRange labels, int groups) {
    this(min, max, limb, labels, groups, List.of(), List.of());
  }

  /// Ranges of a data set with two classes.
  public DatasetRange(Cells min, Cells max, int limb) {
    this(min, max, limb, 2);
  }

  /// Ranges of a data set with classes.
  public DatasetRange(Cells min, Cells max, int limb, int classes) {
    this(min, max, limb, new LabelRange.Classes(classes), 0);
  }

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if sizes differ, a range is empty, or no feature can vary
  public DatasetRange {
    tags = List.copyOf(tags);
    tagRanges = List.copyOf(tagRanges);
    features(min, max, limb);
    targets(labels, limb);
  }

  private static ColumnBounds features(Cells min, Cells max, int limb) {
    return new ColumnBounds("data.x", "n0", min, max, limb);
  }

  private static Optional<ColumnBounds> targets(LabelRange labels, int limb) {
    return labels instanceof LabelRange.Values v
        ? Optional.of(
            new ColumnBounds("data.y", v.size() == 1 ? "" : "class", v.min(), v.max(), limb))
        : Optional.empty();
  }

  /// The columns of the part.
  public DataLayout layout() {
    return new DataLayout(min.size(), labels.size(), groups, tags);
  }

  /// Number of bits of the largest range of a feature.
  public int width() {
    return features(min, max, limb).width();
  }

  /// Whether features need a second check.
  public boolean isTwoSided() {
    return features(min, max, limb).isTwoSided();
  }

  /// Records the low limbs of all differences.
  ///
  /// @param x cells `[n0, row]` in range
  /// @param y cells of the labels in range
  public void record(Cells x, Cells y, CellRecorder recorder) {
    features(min, max, limb).record(x, recorder);
    targets(labels, limb).ifPresent(t -> t.record(y, recorder));
  }

  /// Emits the constraints of the commitment `commitment`.
  public void emit(PartBuilder b, String commitment) {
    String x = b.importOlder("data.x", b.full("n0", "row"), commitment, "x");
    String y = b.importOlder("data.y", layout().labels(b, "row"), commitment, "y");
    String group =
        groups > 0
            ? b.importOlder("data.group", b.full(DataLayout.GROUP, "row"), commitment, "group")
            : "";
    features(min, max, limb).emit(b, x);
    Optional<ColumnBounds> targets = targets(labels, limb);
    if (targets.isPresent()) {
      targets.get().emit(b, y);
    } else {
      b.lookup(y, List.of(y), TableSpec.range(1));
      if (labels.size() > 1) {
        emitOne(b, y, "class");
      }
    }
    if (groups > 0) {
      b.lookup(group, List.of(group), TableSpec.range(1));
      emitOne(b, group, DataLayout.GROUP);
    }
    tagRanges.forEach(t -> t.emit(b, commitment, limb));
  }

  /// Exactly one of the cells along a label is 1.
  private static void emitOne(PartBuilder b, String column, String label) {
    String sum = b.sum(column + ".sum", column, label);
    long minusOne = Goldilocks.fromSigned(-1);
    b.requireZero(
        b.affine(column + ".one", b.at(sum), minusOne, List.of(PartBuilder.term(1, sum))));
  }
}
