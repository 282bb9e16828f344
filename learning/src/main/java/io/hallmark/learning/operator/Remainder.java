package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.relation.Column;
import java.util.ArrayList;
import java.util.List;

/// REM: an integer `rem` is a remainder modulo D, `0 ≤ rem < D`: both `rem` and `D - 1 - rem` are
/// in `[0, 2^w)`. Together they make `D = rem + (D - 1 - rem) + 1` an integer in `[1, 2^(w+1))`;
/// where D is twice a column, that column must be known to be an integer from elsewhere, or its
/// half-integers would fit.
///
/// @param name name of the block: ranges `name.r` and `name.c`
/// @param width w
/// @param limb bits of a limb
public record Remainder(String name, int width, int limb) {
  /// The range of the remainder.
  public Range rest() {
    return new Range(name + ".r", 0, width, limb);
  }

  /// The range of `D - 1 - rem`.
  public Range slack() {
    return new Range(name + ".c", 0, width, limb);
  }

  /// Checks and records remainders, cell by cell.
  ///
  /// @param key key of the program that sets the width
  public Tape tape(CellRecorder recorder, int cells, String key, List<Integer> extents) {
    return new Tape(this, recorder, cells, key, extents);
  }

  /// The columns of a block in a recorder.
  public static final class Tape {
    private final DeclaredRange rest;
    private final DeclaredRange slack;
    private final int[][] restLow;
    private final int[][] slackLow;
    private final List<Integer> extents;

    Tape(Remainder r, CellRecorder recorder, int cells, String key, List<Integer> extents) {
      this.rest = new DeclaredRange(r.rest(), r.rest().name(), key, 0);
      this.slack = new DeclaredRange(r.slack(), r.slack().name(), key, 0);
      this.restLow = r.rest().limbs().columns(recorder, cells);
      this.slackLow = r.slack().limbs().columns(recorder, cells);
      this.extents = List.copyOf(extents);
    }

    /// Checks and records `rem` modulo `divisor`.
    ///
    /// @param at cell
    /// @param flat row-major index for reports
    public void record(long rem, long divisor, int at, int flat, int step, int segment)
        throws TrainingStopped {
      long spare = divisor - 1 - rem;
      rest.require(rem, step, segment, extents, flat);
      slack.require(spare, step, segment, extents, flat);
      rest.range().record(rem, restLow, at);
      slack.range().record(spare, slackLow, at);
    }
  }

  /// Emits the checks.
  ///
  /// @param rem column of the remainder
  /// @param divisor D as terms
  public void emit(PartBuilder b, String rem, List<Column.Term> divisor) {
    rest().emit(b, rem);
    List<Column.Term> spare = new ArrayList<>(divisor);
    spare.add(PartBuilder.term(-1, rem));
    slack().emit(b, b.affine(name + ".u", b.at(rem), Goldilocks.fromSigned(-1), spare));
  }
}
