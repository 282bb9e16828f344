package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Label;
import java.util.List;

/// `min_i ≤ X[i, row] ≤ max_i` of an imported column: `X - min` is checked to w bits, w the width
/// of the largest range, and, unless every range is exactly `2^w` wide, so is `max - X`.
///
/// @param name name of the column
/// @param label label of i; empty for a single range
/// @param min smallest values
/// @param max largest values
/// @param limb bits of a limb
record ColumnBounds(String name, String label, Cells min, Cells max, int limb) {
  /// @throws IllegalArgumentException if sizes differ, a range is empty, or no value can vary
  ColumnBounds {
    if (min.size() != max.size() || min.size() == 0) {
      throw new IllegalArgumentException(min.size() + " minima, " + max.size() + " maxima");
    }
    int widest = 0;
    for (int i = 0; i < min.size(); i++) {
      if (max.small(i) < min.small(i)) {
        throw new IllegalArgumentException("empty range " + i + " of " + name);
      }
      widest = Math.max(widest, Label.bits((long) max.small(i) - min.small(i) + 1));
    }
    if (widest == 0) {
      throw new IllegalArgumentException("nothing in " + name + " can vary");
    }
  }

  int width() {
    int w = 0;
    for (int i = 0; i < min.size(); i++) {
      w = Math.max(w, Label.bits((long) max.small(i) - min.small(i) + 1));
    }
    return w;
  }

  boolean isTwoSided() {
    long whole = 1L << width();
    for (int i = 0; i < min.size(); i++) {
      if ((long) max.small(i) - min.small(i) + 1 != whole) {
        return true;
      }
    }
    return false;
  }

  private Range lower() {
    return new Range(name + ".lo", 0, width(), limb);
  }

  private Range upper() {
    return new Range(name + ".hi", 0, width(), limb);
  }

  /// Records the low limbs of both differences of cells in range.
  void record(Cells cells, CellRecorder recorder) {
    int rows = cells.size() / min.size();
    Range low = lower();
    int[][] lo = low.limbs().columns(recorder, cells.size());
    for (int at = 0; at < cells.size(); at++) {
      low.record((long) cells.small(at) - min.small(at / rows), lo, at);
    }
    if (isTwoSided()) {
      Range high = upper();
      int[][] hi = high.limbs().columns(recorder, cells.size());
      for (int at = 0; at < cells.size(); at++) {
        high.record((long) max.small(at / rows) - cells.small(at), hi, at);
      }
    }
  }

  void emit(PartBuilder b, String column) {
    check(b, column, ".a", lower(), 1, min, ".min");
    if (isTwoSided()) {
      check(b, column, ".z", upper(), -1, max, ".max");
    }
  }

  /// `sign·(X - bound)` is in range.
  private void check(
      PartBuilder b, String column, String suffix, Range range, int sign, Cells bound, String key) {
    List<String> at = label.isEmpty() ? List.of() : b.full(label);
    String spread = b.broadcast(name + key + ".r", b.constant(name + key, at, bound), "row");
    range.emit(
        b,
        b.affine(
            name + suffix,
            b.at(column),
            0,
            List.of(PartBuilder.term(sign, column), PartBuilder.term(-sign, spread))));
  }
}
