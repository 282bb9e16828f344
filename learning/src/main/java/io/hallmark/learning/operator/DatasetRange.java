package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Label;
import java.util.List;

/// The cells of a data part are what its schema declares: `min_i ≤ x_i ≤ max_i` for every feature i
/// and labels of 0 and 1, of which, with more than two classes, exactly one per record is 1.
/// Without this a label may be a field fraction that moves every remainder of a training, so no
/// training proof stands without it.
///
/// `x - min` is checked to w bits, w the width of the largest range, and, unless every range is
/// exactly `2^w` wide, so is `max - x`.
///
/// @param min smallest value per feature
/// @param max largest value per feature
/// @param limb bits of a limb
/// @param classes number of classes
public record DatasetRange(Cells min, Cells max, int limb, int classes) {
  /// Ranges of a data set with two classes.
  public DatasetRange(Cells min, Cells max, int limb) {
    this(min, max, limb, 2);
  }

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if sizes differ, a range is empty, or no feature can vary
  public DatasetRange {
    if (min.size() != max.size() || min.size() == 0) {
      throw new IllegalArgumentException(min.size() + " minima, " + max.size() + " maxima");
    }
    int widest = 0;
    for (int i = 0; i < min.size(); i++) {
      if (max.small(i) < min.small(i)) {
        throw new IllegalArgumentException("empty range of feature " + i);
      }
      widest = Math.max(widest, Label.bits((long) max.small(i) - min.small(i) + 1));
    }
    if (widest == 0) {
      throw new IllegalArgumentException("no feature can vary");
    }
  }

  /// Number of bits of the largest range.
  public int width() {
    int w = 0;
    for (int i = 0; i < min.size(); i++) {
      w = Math.max(w, Label.bits((long) max.small(i) - min.small(i) + 1));
    }
    return w;
  }

  /// Whether the second check is needed.
  public boolean isTwoSided() {
    for (int i = 0; i < min.size(); i++) {
      if ((long) max.small(i) - min.small(i) + 1 != 1L << width()) {
        return true;
      }
    }
    return false;
  }

  private Range lower() {
    return new Range("data.x.lo", 0, width(), limb);
  }

  private Range upper() {
    return new Range("data.x.hi", 0, width(), limb);
  }

  /// Records the low limbs of both differences.
  ///
  /// @param x cells `[n0, row]` in range
  public void record(Cells x, CellRecorder recorder) {
    int rows = x.size() / min.size();
    int[][] lo = lower().limbs().columns(recorder, x.size());
    int[][] hi = isTwoSided() ? upper().limbs().columns(recorder, x.size()) : new int[0][];
    for (int at = 0; at < x.size(); at++) {
      lower().record((long) x.small(at) - min.small(at / rows), lo, at);
      upper().record((long) max.small(at / rows) - x.small(at), hi, at);
    }
  }

  /// Emits the constraints of the commitment `commitment`.
  public void emit(PartBuilder b, String commitment) {
    String x = b.importOlder("data.x", b.full("n0", "row"), commitment, "x");
    String y = b.importOlder("data.y", RecordGather.labels(b, classes), commitment, "y");
    String low = bound(b, "data.x.min", min);
    lower()
        .emit(
            b,
            b.affine(
                "data.x.a",
                b.at(x),
                0,
                List.of(PartBuilder.term(1, x), PartBuilder.term(-1, low))));
    if (isTwoSided()) {
      String high = bound(b, "data.x.max", max);
      upper()
          .emit(
              b,
              b.affine(
                  "data.x.z",
                  b.at(x),
                  0,
                  List.of(PartBuilder.term(-1, x), PartBuilder.term(1, high))));
    }
    b.lookup(y, List.of(y), TableSpec.range(1));
    if (classes > 2) {
      String sum = b.sum("data.y.sum", y, "class");
      long minusOne = Goldilocks.fromSigned(-1);
      b.requireZero(b.affine("data.y.one", b.at(sum), minusOne, List.of(PartBuilder.term(1, sum))));
    }
  }

  private static String bound(PartBuilder b, String name, Cells values) {
    return b.broadcast(name + ".r", b.constant(name, b.full("n0"), values), "row");
  }
}
