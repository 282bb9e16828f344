package io.hallmark.cli;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.sampler.Sampler;
import io.hallmark.learning.trace.SampleTable;

/// The same program in float64: same records in the same order, same start, textbook formulas. It
/// says how far exact integers are from floating point, and what ranges the values take; nothing
/// rests on it.
public final class Float64Reference {
  private final TrainingProgram program;
  private final Float64Network network;
  private final Float64Update update;
  private final double[] losses;

  private Float64Reference(TrainingProgram program, ModelSnapshot start) {
    this.program = program;
    this.network = Float64Network.of(program, start);
    this.update = Float64Update.of(program, network);
    this.losses = new double[program.steps()];
  }

  /// Trains in float64 on the committed features.
  ///
  /// @param seed the seed of the run: it orders the records
  /// @param start master weights at step 0
  public static Float64Reference train(
      TrainingProgram program, Digest seed, ModelSnapshot start, SampleTable samples) {
    Float64Reference reference = new Float64Reference(program, start);
    reference.train(seed, samples);
    return reference;
  }

  private void train(Digest seed, SampleTable samples) {
    int batch = program.batch();
    int[] rows = Sampler.records(seed, samples.rows(), 0, program.steps() * batch);
    double[] x = new double[batch * program.features().count()];
    double[] wanted = new double[batch * program.outputs()];
    Float64Records records = new Float64Records(program, samples);
    for (int step = 0; step < program.steps(); step++) {
      for (int b = 0; b < batch; b++) {
        records.copy(rows[step * batch + b], b, x, wanted);
      }
      losses[step] = network.forward(x, wanted);
      double rate = program.schedule().at(step + 1, program.steps()).toDouble();
      network.backward(x, isAdam() ? 1.0 / batch : rate / batch);
      update.step(rate);
    }
  }

  /// Records that the trained network classifies correctly.
  public int correct(SampleTable samples) {
    return new Float64Records(program, samples).judge(network, samples.rows()).correct();
  }

  /// Mean loss of the trained network on records.
  public double loss(SampleTable samples) {
    return new Float64Records(program, samples).judge(network, samples.rows()).loss();
  }

  /// Mean loss of the batch of every step, counted from 0.
  public double[] losses() {
    return losses.clone();
  }

  /// The ranges that the values took in training. Signals of AdamW carry neither rate nor batch
  /// size.
  public Float64Ranges ranges() {
    return network.ranges(update.largestState(), isAdam() ? program.batch() : 1);
  }

  private boolean isAdam() {
    return program.adam().isPresent();
  }
}
