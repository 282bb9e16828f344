package io.hallmark.learning.trace;

import io.hallmark.learning.operator.BackwardSignal;
import io.hallmark.learning.operator.CellRecorder;
import io.hallmark.learning.operator.SignalFormat;
import io.hallmark.learning.operator.TrainingStopped;
import java.util.List;

/// Gradient signals of one hidden layer, batch after batch, with the cells they leave.
final class SignalTape {
  private final BackwardSignal signal;
  private final int samples;
  private final int size;
  private final SignalFormat.Tape tape;
  private final long[] acc;
  private final int[] dz;

  /// @param samples records of a batch
  /// @param batches number of batches
  SignalTape(BackwardSignal signal, CellRecorder recorder, int samples, int batches) {
    int width = signal.layer().outputs();
    this.signal = signal;
    this.samples = samples;
    this.size = samples * width;
    this.acc = new long[size];
    this.dz = new int[size];
    this.tape =
        signal
            .format()
            .tape(
                recorder.ordered(signal.layer().order(samples)),
                Math.multiplyExact(size, batches),
                List.of(samples, width));
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
      dz[i] = signal.masked(u[i], tape.run(acc[i], first + i, i, step, segment));
    }
    return dz;
  }
}
