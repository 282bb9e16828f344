package io.hallmark.learning.trace;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.CellRecorder;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.learning.program.TargetRange;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.proof.commitment.Cells;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/// Trains a model in exact integers: a function of records, program, order of samples and start
/// weights, bit for bit, with no tolerance. It checks a range exactly where the relation has a
/// lookup, so it stops if and only if the relation has no witness.
///
/// The bounds of the program keep every sum below `2^62`; nothing here can overflow.
public final class ExactTrainer {
  private ExactTrainer() {}

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
    return train(network, samples, seed, start, _ -> true, progress);
  }

  /// Trains and keeps some of the boundaries: windows that start there can be cut from the trace.
  ///
  /// @param kept whether the boundary after so many segments is kept; start and end always are
  /// @throws TrainingStopped if a value leaves its declared range
  /// @throws IllegalArgumentException if sizes, inputs or start weights do not fit the program
  public static TrainingTrace train(
      Network network,
      SampleTable samples,
      Digest seed,
      ModelSnapshot start,
      IntPredicate kept,
      IntConsumer progress)
      throws TrainingStopped {
    checkInputs(network, samples, start);
    Cells sampled = network.sampledRows(seed);
    int[] rows = new int[sampled.size()];
    Arrays.setAll(rows, sampled::small);
    TrainingState first = TrainingState.start(start);
    WindowTape tape = new WindowTape(network, samples, rows, first, 1, new CellRecorder());
    SortedMap<Integer, TrainingState> boundaries = new TreeMap<>(Map.of(0, first));
    int segments = network.program().segments();
    for (int k = 0; k < segments; k++) {
      tape.run(k, 0);
      if (k == segments - 1 || kept.test(k + 1)) {
        boundaries.put(k + 1, tape.state());
      }
      progress.accept((k + 1) * network.program().segment());
    }
    return new TrainingTrace(network, samples, rows, boundaries);
  }

  private static void checkInputs(Network network, SampleTable samples, ModelSnapshot start) {
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
    checkLabels(network, samples);
    if (!start.tensors().equals(network.tensors())) {
      throw new IllegalArgumentException("start weights of another model");
    }
    for (int j = 0; j < network.tensors().size(); j++) {
      for (long v : start.values(j)) {
        if (!network.optimizer().boundary().range(network.tensors().get(j)).contains(v)) {
          throw new IllegalArgumentException("a start weight is outside weight_bits");
        }
      }
    }
  }

  private static void checkLabels(Network network, SampleTable samples) {
    TrainingProgram program = network.program();
    int targets = program.target().isPresent() ? program.outputs() : 0;
    if (samples.targets() != targets) {
      throw new IllegalArgumentException(
          samples.targets() + " targets, the program has " + targets);
    }
    for (int r = 0; r < samples.rows(); r++) {
      for (int o = 0; o < targets; o++) {
        TargetRange range = program.target().orElseThrow();
        if (samples.target(o, r) < range.min() || samples.target(o, r) > range.max()) {
          throw new IllegalArgumentException("a target is outside the program's range");
        }
      }
      if (targets == 0 && (samples.label(r) < 0 || samples.label(r) >= program.classes())) {
        throw new IllegalArgumentException("class " + samples.label(r) + " of record " + r);
      }
    }
  }
}
