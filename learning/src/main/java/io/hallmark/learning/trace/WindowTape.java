package io.hallmark.learning.trace;

import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.CellRecorder;
import io.hallmark.learning.operator.Optimizer;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.operator.RecordGather;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.learning.program.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Runs whole segments from a boundary on and records their cells, one slot per segment.
///
/// - **Cost:** the training itself; the recorder holds the cells of its slots and no more.
final class WindowTape {
  private final Network network;
  private final SampleTable samples;
  private final int[] rows;
  private final StepTape tape;
  private final List<Optimizer.Weights> weights = new ArrayList<>();
  private final int[] x;
  private final int labelWidth;
  private final int[] labels;

  /// @param rows row of every position of the sampler, all steps
  /// @param start where the first segment starts
  /// @param slots segments that are recorded at most
  WindowTape(
      Network network,
      SampleTable samples,
      int[] rows,
      TrainingState start,
      int slots,
      CellRecorder recorder) {
    TrainingProgram program = network.program();
    this.network = network;
    this.samples = samples;
    this.rows = rows;
    this.tape = new StepTape(network, Math.multiplyExact(slots, program.segment()), recorder);
    this.x = new int[program.batch() * program.features().count()];
    this.labelWidth = Math.max(1, samples.targets());
    this.labels = new int[program.batch() * labelWidth];
    List<ParameterTensor> tensors = network.tensors();
    for (int j = 0; j < tensors.size(); j++) {
      int tensor = j;
      List<long[]> states = start.optimizer().stream().map(s -> s.values(tensor)).toList();
      weights.add(
          network
              .optimizer()
              .weights(tensors.get(j), start.weights().values(j), states, slots, recorder));
    }
  }

  /// Runs a segment, the one after the last that was run.
  ///
  /// @param segment its number in the training
  /// @param slot where it is recorded; what stood there is overwritten
  /// @throws TrainingStopped if a value leaves its declared range
  void run(int segment, int slot) throws TrainingStopped {
    TrainingProgram program = network.program();
    int batch = program.batch();
    RecordGather gather = network.records();
    for (int t = 0; t < program.segment(); t++) {
      int step = segment * program.segment() + t;
      gather.gather(samples.rawFeatures(), rows, step * batch, batch, x);
      for (int b = 0; b < batch; b++) {
        int row = rows[step * batch + b];
        for (int o = 0; o < labelWidth; o++) {
          labels[b * labelWidth + o] =
              samples.targets() > 0 ? samples.target(o, row) : samples.label(row);
        }
      }
      tape.run(slot * program.segment() + t, step, x, labels, weights);
    }
    for (Optimizer.Weights w : weights) {
      w.endSegment(slot, segment, (segment + 1) * program.segment());
    }
  }

  /// Where the training stands after the last segment that was run.
  TrainingState state() {
    List<ModelSnapshot> states = new ArrayList<>();
    for (int k = 0; k < network.optimizer().states().size(); k++) {
      int state = k;
      states.add(snapshot(w -> w.states().get(state)));
    }
    return new TrainingState(snapshot(Optimizer.Weights::boundary), states);
  }

  private ModelSnapshot snapshot(Function<Optimizer.Weights, long[]> what) {
    return new ModelSnapshot(network.tensors(), weights.stream().map(what).toArray(long[][]::new));
  }
}
