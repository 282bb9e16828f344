package io.hallmark.learning.trace;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.CellRecorder;
import io.hallmark.learning.operator.Optimizer;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.operator.RecordGather;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.proof.commitment.Cells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;

/// Trains a model in exact integers: a function of records, program, order of samples and start
/// weights, bit for bit, with no tolerance. It checks a range exactly where the relation has a
/// lookup, so it stops if and only if the relation has no witness.
///
/// The bounds of the program keep every sum below `2^62`; nothing here can overflow.
public final class ExactTrainer {
  private final Network network;
  private final SampleTable samples;
  private final int[] rows;

  private ExactTrainer(Network network, SampleTable samples, int[] rows) {
    this.network = network;
    this.samples = samples;
    this.rows = rows;
  }

  /// Trains.
  ///
  /// @param network the operators of the program
  /// @param samples the training part
  /// @param seed the seed of the run: it orders the records
  /// @param start master weights at step 0
  /// @param progress told the number of finished steps after each segment
  /// @throws TrainingStopped if a value leaves its declared range
  /// @throws IllegalArgumentException if sizes, inputs or start weights do not fit the program
  public static TrainingTrace train(
      Network network, SampleTable samples, Digest seed, ModelSnapshot start, IntConsumer progress)
      throws TrainingStopped {
    Cells sampled = network.sampledRows(seed);
    int[] rows = new int[sampled.size()];
    Arrays.setAll(rows, sampled::small);
    ExactTrainer trainer = new ExactTrainer(network, samples, rows);
    trainer.checkInputs(start);
    return trainer.run(start, progress);
  }

  private TrainingTrace run(ModelSnapshot start, IntConsumer progress) throws TrainingStopped {
    TrainingProgram program = network.program();
    List<ParameterTensor> tensors = network.tensors();
    CellRecorder recorder = new CellRecorder();
    StepTape tape = new StepTape(network, recorder);
    List<Optimizer.Weights> weights = new ArrayList<>();
    for (int j = 0; j < tensors.size(); j++) {
      weights.add(
          network
              .optimizer()
              .weights(tensors.get(j), start.values(j), program.segments(), recorder));
    }
    List<ModelSnapshot> boundaries = new ArrayList<>();
    List<ModelSnapshot> states = new ArrayList<>();
    boundaries.add(start);
    int batch = program.batch();
    RecordGather gather = network.records();
    int[] x = new int[batch * program.features().count()];
    int[] labels = new int[batch];
    for (int step = 0; step < program.steps(); step++) {
      gather.gather(samples.rawFeatures(), rows, step * batch, batch, x);
      for (int b = 0; b < batch; b++) {
        labels[b] = samples.label(rows[step * batch + b]);
      }
      tape.run(step, x, labels, weights);
      if ((step + 1) % program.segment() == 0) {
        for (Optimizer.Weights w : weights) {
          w.endSegment(step / program.segment(), step + 1);
        }
        boundaries.add(snapshot(weights, Optimizer.Weights::boundary));
        if (network.optimizer().hasState()) {
          states.add(snapshot(weights, Optimizer.Weights::state));
        }
        progress.accept(step + 1);
      }
    }
    return new TrainingTrace(network, boundaries, states, recorder);
  }

  private ModelSnapshot snapshot(
      List<Optimizer.Weights> weights, Function<Optimizer.Weights, long[]> what) {
    return new ModelSnapshot(network.tensors(), weights.stream().map(what).toArray(long[][]::new));
  }

  private void checkInputs(ModelSnapshot start) {
    TrainingProgram program = network.program();
    if (samples.features() != program.features().count() || samples.rows() != program.trainRows()) {
      throw new IllegalArgumentException(
          "%d records of %d features, the program has %d of %d"
              .formatted(
                  samples.rows(),
                  samples.features(),
                  program.trainRows(),
                  program.features().count()));
    }
    for (int v : samples.rawFeatures()) {
      if (v < program.features().min() || v > program.features().max()) {
        throw new IllegalArgumentException("a feature is outside the program's range");
      }
    }
    for (int r = 0; r < samples.rows(); r++) {
      if (samples.label(r) < 0 || samples.label(r) >= program.classes()) {
        throw new IllegalArgumentException("class " + samples.label(r) + " of record " + r);
      }
    }
    if (!start.tensors().equals(network.tensors())) {
      throw new IllegalArgumentException("start weights of another model");
    }
    for (int j = 0; j < network.tensors().size(); j++) {
      for (long v : start.values(j)) {
        if (!network.optimizer().range(network.tensors().get(j)).contains(v)) {
          throw new IllegalArgumentException("a start weight is outside weight_bits");
        }
      }
    }
  }
}
