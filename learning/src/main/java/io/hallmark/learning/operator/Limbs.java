package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.relation.Column;
import java.util.ArrayList;
import java.util.List;

/// LOW: a value in `[0, 2^width)` as `Σ 2^(o_k)·limb_k` with limbs of `limb` bits and a last limb
/// with the rest. The low limbs are committed and looked up one by one; the last is never
/// committed, it is an affine expression of its user.
///
/// @param prefix name of the low limbs without their number
/// @param width bits of the value, at least 1
/// @param limb bits of a limb
public record Limbs(String prefix, int width, int limb) {
  /// Number of low limbs.
  public int lowCount() {
    return (width - 1) / limb;
  }

  /// Offset of the last limb, `o_K`.
  public int topOffset() {
    return lowCount() * limb;
  }

  /// Width of the last limb.
  public int topWidth() {
    return width - topOffset();
  }

  /// `2^(-o_K)` in the field.
  public long topUnit() {
    return Goldilocks.inverse(Goldilocks.pow(2, topOffset()));
  }

  /// The columns of the low limbs in a recorder, `size` cells each.
  public int[][] columns(CellRecorder recorder, int size) {
    int[][] out = new int[lowCount()][];
    for (int k = 0; k < out.length; k++) {
      out[k] = recorder.column(prefix + k, size);
    }
    return out;
  }

  /// Writes the low limbs of a value in `[0, 2^width)` to cell `at`.
  static void write(long value, int limb, int[][] low, int at) {
    for (int k = 0; k < low.length; k++) {
      low[k][at] = (int) (value >>> (k * limb)) & ((1 << limb) - 1);
    }
  }

  /// Commits and looks up the low limbs.
  ///
  /// @return `-2^(-o_K)·Σ 2^(o_k)·limb_k`: what the last limb subtracts
  public List<Column.Term> emit(PartBuilder b, List<String> at) {
    List<Column.Term> out = new ArrayList<>();
    for (int k = 0; k < lowCount(); k++) {
      String c = b.committed(prefix + k, at);
      b.lookup(c, List.of(c), TableSpec.range(limb));
      long weight = Goldilocks.mul(topUnit(), Goldilocks.pow(2, (long) k * limb));
      out.add(new Column.Term(Goldilocks.neg(weight), c));
    }
    return out;
  }

  /// Number of limbs with the last one.
  public int count() {
    return lowCount() + 1;
  }

  /// The columns of all limbs in a recorder, `size` cells each: for [#emitAll].
  public int[][] allColumns(CellRecorder recorder, int size) {
    int[][] out = new int[count()][];
    for (int k = 0; k < out.length; k++) {
      out[k] = recorder.column(prefix + k, size);
    }
    return out;
  }

  /// Writes all limbs of a value in `[0, 2^width)` to cell `at`.
  public void writeAll(long value, int[][] limbs, int at) {
    write(value, limb, limbs, at);
  }

  /// REM: commits and looks up every limb; the value exists only as their sum.
  ///
  /// @return `Σ 2^(o_k)·limb_k`
  public List<Column.Term> emitAll(PartBuilder b, List<String> at) {
    List<Column.Term> out = new ArrayList<>();
    for (int k = 0; k < count(); k++) {
      String c = b.committed(prefix + k, at);
      b.lookup(c, List.of(c), TableSpec.range(k < lowCount() ? limb : topWidth()));
      out.add(new Column.Term(Goldilocks.pow(2, (long) k * limb), c));
    }
    return out;
  }
}
