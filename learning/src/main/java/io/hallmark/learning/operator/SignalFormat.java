package io.hallmark.learning.operator;

import io.hallmark.proof.relation.Column;
import java.util.List;
import java.util.Optional;

/// How a signal is rounded and bounded: `rnd(N, shift)` in bs signed bits, then clipped by value if
/// the program says so. The signal, its clipped form and the low limbs of its remainder are
/// committed; without clipping also those of its own range.
///
/// @param name column of the signal
/// @param lookup name of the lookup that clips
/// @param shift digits that are dropped
/// @param bs signed bits of a signal
/// @param fg scale of a signal
/// @param limb bits of a limb
/// @param clip clipping by value, if any
public record SignalFormat(
    String name, String lookup, int shift, int bs, int fg, int limb, Optional<ValueClip> clip) {
  /// The rounding.
  public Round round() {
    return new Round(name, shift, limb);
  }

  /// The range before clipping.
  public Range range() {
    return Range.signed(name, bs, limb);
  }

  /// The declared format.
  public DeclaredRange declared() {
    return new DeclaredRange(range(), name, "signal_bits", fg);
  }

  /// The columns of the signal in a recorder.
  ///
  /// @param cells number of signals
  /// @param extents extents of one batch
  public Tape tape(CellRecorder recorder, int cells, List<Integer> extents) {
    return new Tape(this, recorder, cells, extents);
  }

  /// Rounds, checks, clips and records, signal by signal.
  public static final class Tape {
    private final Round round;
    private final DeclaredRange range;
    private final Optional<ValueClip> clip;
    private final List<Integer> extents;
    private final int[] cells;
    private final int[] clipped;
    private final int[][] roundLow;
    private final int[][] low;

    Tape(SignalFormat format, CellRecorder recorder, int cells, List<Integer> extents) {
      this.round = format.round();
      this.range = format.declared();
      this.clip = format.clip();
      this.extents = List.copyOf(extents);
      this.cells = recorder.column(format.name(), cells);
      this.roundLow = round.allColumns(recorder, cells);
      this.clipped =
          clip.isPresent() ? recorder.column(ValueClip.clipped(format.name()), cells) : new int[0];
      this.low = clip.isPresent() ? new int[0][] : range.range().limbs().columns(recorder, cells);
    }

    /// The signal of a sum.
    ///
    /// @param n the sum to be rounded
    /// @param at cell
    /// @param flat index in the batch, for reports
    /// @param step step, counted from 1
    public int run(long n, int at, int flat, int step, int segment) throws TrainingStopped {
      long d = round.apply(n);
      range.require(d, step, segment, extents, flat);
      round.record(n, d, roundLow, at);
      cells[at] = (int) d;
      if (clip.isPresent()) {
        clipped[at] = clip.get().apply(d);
        return clipped[at];
      }
      range.range().record(d, low, at);
      return (int) d;
    }
  }

  /// Emits rounding and bound of a committed signal.
  ///
  /// @param n terms of the sum
  /// @return the column of the signals to go on with
  public String emit(PartBuilder b, List<Column.Term> n) {
    round().emit(b, name, n);
    if (clip.isPresent()) {
      return clip.get().emit(b, name, lookup);
    }
    range().emit(b, name);
    return name;
  }
}
