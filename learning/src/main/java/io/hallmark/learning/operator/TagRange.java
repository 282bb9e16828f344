package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import java.util.List;

/// A column of tags, or the key of a digest, is what its schema declares: `low ≤ t ≤ high`, as `t -
/// low` and, unless the range is exactly a power of two wide, `high - t` in w bits.
///
/// @param column name of the column
/// @param low smallest value
/// @param high largest value; fewer than 2^60 values
public record TagRange(String column, long low, long high) {
  /// Checks the range.
  ///
  /// @throws IllegalArgumentException if it is empty or too wide
  public TagRange {
    if (low > high || high - low >= 1L << 60 || low < -(1L << 60)) {
      throw new IllegalArgumentException(column + ": " + low + " to " + high);
    }
  }

  private int width() {
    return Math.max(1, Label.bits(high - low + 1));
  }

  private boolean isTwoSided() {
    return high - low + 1 != 1L << width();
  }

  private Range lower(int limb) {
    return new Range("data." + column + ".lo", low, width(), limb);
  }

  private Range upper(int limb) {
    return new Range("data." + column + ".hi", 0, width(), limb);
  }

  /// Records the low limbs of both differences.
  ///
  /// @throws IllegalArgumentException if a value is out of range
  public void record(long[] values, int limb, CellRecorder recorder) {
    int[][] lo = lower(limb).limbs().columns(recorder, values.length);
    int[][] hi = isTwoSided() ? upper(limb).limbs().columns(recorder, values.length) : new int[0][];
    for (int r = 0; r < values.length; r++) {
      if (values[r] < low || values[r] > high) {
        throw new IllegalArgumentException(column + " of record " + r + " out of range");
      }
      lower(limb).record(values[r], lo, r);
      upper(limb).record(high - values[r], hi, r);
    }
  }

  /// Emits the constraints of a column of the commitment `commitment`.
  void emit(PartBuilder b, String commitment, int limb) {
    String name = "data." + column;
    String t = b.importOlder(name, List.of("row"), commitment, column);
    lower(limb).emit(b, t);
    if (isTwoSided()) {
      List<Column.Term> rest = List.of(PartBuilder.term(-1, t));
      upper(limb).emit(b, b.affine(name + ".z", b.at(t), PartBuilder.element(high), rest));
    }
  }
}
