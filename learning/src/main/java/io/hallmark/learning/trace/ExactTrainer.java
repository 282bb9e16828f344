package io.hallmark.learning.trace;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.CellRecorder;
import io.hallmark.learning.operator.DeclaredRange;
import io.hallmark.learning.operator.DenseLayer;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.operator.RateFold;
import io.hallmark.learning.operator.RecordGather;
import io.hallmark.learning.operator.Round;
import io.hallmark.learning.operator.SigmoidLoss;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.proof.commitment.Cells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  private final CellRecorder recorder = new CellRecorder();

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
    List<ModelSnapshot> boundaries = new ArrayList<>();
    boundaries.add(start);
    long[] w = start.values(0);
    long[] bias = start.values(1);
    int[] x = new int[program.batch() * program.features().count()];
    DenseLayer layer = network.layer();
    RecordGather gather = new RecordGather(layer.inputs(), program.trainRows());
    Signals signals = new Signals();
    for (int step = 0; step < program.steps(); step++) {
      gather.gather(samples.rawFeatures(), rows, step * program.batch(), program.batch(), x);
      int[] dl = signals.step(step, x, w, bias);
      layer.subtractGradient(x, program.batch(), dl, w, bias);
      if ((step + 1) % program.segment() == 0) {
        int segment = step / program.segment();
        ModelSnapshot boundary = new ModelSnapshot(tensors, w, bias);
        for (int j = 0; j < tensors.size(); j++) {
          ParameterTensor t = tensors.get(j);
          DeclaredRange range = network.optimizer().declared(t);
          long[] values = boundary.values(j);
          for (int i = 0; i < values.length; i++) {
            range.require(values[i], step + 1, segment, t.extents(), i);
          }
        }
        boundaries.add(boundary);
        progress.accept(step + 1);
      }
    }
    return new TrainingTrace(network, boundaries, recorder);
  }

  /// Forward pass, loss and signal of one step, with the cells they leave.
  private final class Signals {
    private final TrainingProgram program = network.program();
    private final DenseLayer layer = network.layer();
    private final SigmoidLoss loss = network.loss();
    private final RateFold rate = network.rate();
    private final Round zRound = layer.round();
    private final Round dlRound = rate.round();
    private final DeclaredRange zRange = loss.declared();
    private final DeclaredRange dlRange = rate.declared();
    private final int count = program.batch() * program.outputs();
    private final List<Integer> extents = List.of(program.batch(), program.outputs());
    private final long[] acc = new long[count];
    private final int[] signal = new int[count];
    private final int[] z = column(layer.z());
    private final int[][] zLow = zRound.columns(recorder, count * program.steps());
    private final int[] p = column(SigmoidLoss.PROBABILITY);
    private final int[] dl = column(RateFold.SIGNAL);
    private final int[][] dlRoundLow = dlRound.columns(recorder, count * program.steps());
    private final int[][] dlLow = rate.range().limbs().columns(recorder, count * program.steps());

    private int[] column(String name) {
      return recorder.column(name, count * program.steps());
    }

    int[] step(int step, int[] x, long[] w, long[] bias) throws TrainingStopped {
      layer.forward(x, program.batch(), w, bias, acc);
      long eta = network.etas().element(step);
      int segment = step / program.segment();
      for (int i = 0; i < count; i++) {
        int at = step * count + i;
        long logit = zRound.apply(acc[i]);
        zRange.require(logit, step + 1, segment, extents, i);
        zRound.record(acc[i], logit, zLow, at);
        z[at] = (int) logit;
        p[at] = loss.probability(logit);
        int label = samples.label(rows[step * program.batch() + i / program.outputs()]);
        long folded = rate.product(eta, loss.error(p[at], label));
        long d = dlRound.apply(folded);
        dlRange.require(d, step + 1, segment, extents, i);
        dlRound.record(folded, d, dlRoundLow, at);
        dlRange.range().record(d, dlLow, at);
        dl[at] = (int) d;
        signal[i] = (int) d;
      }
      return signal;
    }
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
