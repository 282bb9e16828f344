package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.relation.Column;
import java.util.ArrayList;
import java.util.List;

/// RANGE: `X - min` is in `[0, 2^width)`.
///
/// The low limbs of `X - min` are committed and looked up; the last limb is the affine `name.s =
/// 2^(-o_K)·(X - min - low limbs)`, and its lookup in its width is the check. Uniqueness: with all
/// limbs in range `X = min + Σ 2^(o_k)·limb_k` holds in the field and names one integer.
///
/// @param name name of the check: limbs `name.l0`, …; expression and lookup `name.s`
/// @param min smallest value
/// @param width binary logarithm of the number of values
/// @param limb bits of a limb
public record Range(String name, long min, int width, int limb) {
  /// SIGNED: a range of `width` signed bits.
  public static Range signed(String name, int width, int limb) {
    return new Range(name, -(1L << (width - 1)), width, limb);
  }

  /// Largest value.
  public long max() {
    return min + (1L << width) - 1;
  }

  /// Whether the value is in range: the predicate of the trainer and of the lookups.
  public boolean contains(long value) {
    return value >= min && value <= max();
  }

  /// The limbs of `X - min`.
  public Limbs limbs() {
    return new Limbs(name + ".l", width, limb);
  }

  /// Writes the low limbs of a value in range to cell `at`.
  public void record(long value, int[][] low, int at) {
    Limbs.write(value - min, limb, low, at);
  }

  /// Emits the check of a column.
  public void emit(PartBuilder b, String column) {
    Limbs limbs = limbs();
    List<String> at = b.at(column);
    List<Column.Term> low = limbs.emit(b, at);
    String top = column;
    if (min != 0 || !low.isEmpty()) {
      long v = limbs.topUnit();
      List<Column.Term> terms = new ArrayList<>();
      terms.add(new Column.Term(v, column));
      terms.addAll(low);
      top = b.affine(name + ".s", at, Goldilocks.mul(Goldilocks.fromSigned(-min), v), terms);
    }
    b.lookup(name + ".s", List.of(top), TableSpec.range(limbs.topWidth()));
  }
}
