package io.hallmark.learning.trace;

import io.hallmark.learning.operator.BackwardSignal;
import io.hallmark.learning.operator.CellRecorder;
import io.hallmark.learning.operator.DeclaredRange;
import io.hallmark.learning.operator.Round;
import io.hallmark.learning.operator.TrainingStopped;
import java.util.List;

/// Gradient signals of one hidden layer, batch after batch, with the cells they leave: da and the
/// low limbs of da and of its remainder.
final class SignalTape {
  private final BackwardSignal signal;
  private final int samples;
  private final int size;
  private final Round round;
  private final DeclaredRange range;
  private final List<Integer> extents;
  private final long[] acc;
  private final int[] dz;
  private final int[] cells;
  private final int[][] roundLow;
  private final int[][] low;

  /// @param samples records of a batch
  /// @param batches number of batches
  SignalTape(BackwardSignal signal, CellRecorder recorder, int samples, int batches) {
    int width = signal.layer().outputs();
    this.signal = signal;
    this.samples = samples;
    this.size = samples * width;
    this.round = signal.round();
    this.range = signal.declared();
    this.extents = List.of(samples, width);
    this.acc = new long[size];
    this.dz = new int[size];
    CellRecorder ordered = recorder.ordered(signal.layer().order(samples));
    int all = Math.multiplyExact(size, batches);
    this.cells = ordered.column(signal.signals(), all);
    this.roundLow = round.columns(ordered, all);
    this.low = range.range().limbs().columns(ordered, all);
  }

  /// Computes, checks and records the signals of a batch.
  ///
  /// @param next signals of the next layer
  /// @param w weights of the next layer
  /// @param u signs of this layer
  /// @param step step, counted from 1
  /// @return dz
  int[] run(int[] next, long[] w, int[] u, int batch, int step, int segment)
      throws TrainingStopped {
    signal.next().backward(next, samples, w, acc);
    int first = batch * size;
    for (int i = 0; i < size; i++) {
      long da = round.apply(acc[i]);
      range.require(da, step, segment, extents, i);
      cells[first + i] = (int) da;
      round.record(acc[i], da, roundLow, first + i);
      range.range().record(da, low, first + i);
      dz[i] = signal.masked(u[i], (int) da);
    }
    return dz;
  }
}
