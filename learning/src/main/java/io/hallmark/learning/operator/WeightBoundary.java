package io.hallmark.learning.operator;

import io.hallmark.proof.relation.Column;
import java.util.List;
import java.util.Optional;

/// The weights at the end of a segment: `rnd(W[P], q)` of the last weights in units of `2^-q`, in
/// bw signed bits; with decay it is first rounded, then decays.
///
/// @param bw signed bits of a weight at a boundary
/// @param fw scale of a weight
/// @param limb bits of a limb
/// @param q weights inside a segment stand in units of `2^-q`
/// @param decay weight decay, if any
public record WeightBoundary(int bw, int fw, int limb, int q, Optional<WeightDecay> decay) {
  /// The range of a boundary weight.
  public Range range(ParameterTensor w) {
    return Range.signed("out." + w.name(), bw, limb);
  }

  private Round round(ParameterTensor w) {
    return new Round(w.name() + ".end", q, limb);
  }

  private Optional<WeightDecay> decay(ParameterTensor w) {
    return decay.filter(d -> d.applies(w));
  }

  /// Emits the public columns of a window.
  public void emitPublic(PartBuilder b, StepWindow window) {
    decay.ifPresent(d -> d.emitFactors(b, window));
  }

  /// Emits the end of a segment without the range of the boundary.
  ///
  /// @param last terms of `W[P]`
  public void emitEnd(PartBuilder b, ParameterTensor w, List<Column.Term> last) {
    Optional<WeightDecay> d = decay(w);
    String end = d.isPresent() ? b.committed(d.get().before(w), w.at(b, "g")) : "out." + w.name();
    round(w).emit(b, end, last);
    d.ifPresent(x -> x.emit(b, w));
  }

  /// Emits the range of the boundary.
  public void emitRange(PartBuilder b, ParameterTensor w) {
    range(w).emit(b, "out." + w.name());
  }

  /// The cells that boundaries of a tensor leave.
  public Tape tape(ParameterTensor w, int segments, CellRecorder recorder) {
    return new Tape(w, segments, recorder);
  }

  /// Rounds, checks and records, weight by weight.
  public final class Tape {
    private final ParameterTensor tensor;
    private final int size;
    private final Round round;
    private final DeclaredRange range;
    private final int[][] roundLow;
    private final int[][] low;
    private final Optional<Decayed> decayed;

    Tape(ParameterTensor w, int segments, CellRecorder recorder) {
      CellRecorder ordered = recorder.ordered(w.order());
      this.tensor = w;
      this.size = w.size();
      int cells = Math.multiplyExact(segments, size);
      this.round = round(w);
      this.range = new DeclaredRange(range(w), w.name(), "weight_bits", fw);
      this.roundLow = round.allColumns(ordered, cells);
      this.low = range.range().limbs().columns(ordered, cells);
      this.decayed = decay(w).map(d -> new Decayed(d, w, ordered, cells));
    }

    /// The weight after a segment.
    ///
    /// @param last `W[P]`
    /// @param i index of the weight
    /// @param slot number of the segment among the recorded ones
    /// @param segment segment, counted from 0
    /// @param step its last step, counted from 1
    public long end(long last, int i, int slot, int segment, int step) throws TrainingStopped {
      int at = slot * size + i;
      long w = round.apply(last);
      if (decayed.isPresent()) {
        decayed.get().range.require(w, step, segment, tensor.extents(), i);
      } else {
        range.require(w, step, segment, tensor.extents(), i);
      }
      round.record(last, w, roundLow, at);
      if (decayed.isPresent()) {
        w = decayed.get().run(w, segment, at);
      }
      range.range().record(w, low, at);
      return w;
    }
  }

  private static final class Decayed {
    private final WeightDecay decay;
    private final Round round;
    private final DeclaredRange range;
    private final long[] cells;
    private final int[][] low;
    private final int[][] roundLow;

    Decayed(WeightDecay decay, ParameterTensor w, CellRecorder recorder, int cells) {
      this.decay = decay;
      this.round = decay.round(w);
      this.range = decay.declared(w);
      this.cells = recorder.wideColumn(decay.before(w), cells);
      this.low = range.range().limbs().columns(recorder, cells);
      this.roundLow = round.allColumns(recorder, cells);
    }

    /// The decayed weight; it is no larger than the one before, which is in range.
    long run(long w, int segment, int at) {
      cells[at] = w;
      range.range().record(w, low, at);
      long n = decay.product(segment, w);
      long lost = round.apply(n);
      round.record(n, lost, roundLow, at);
      return w - lost;
    }
  }
}
