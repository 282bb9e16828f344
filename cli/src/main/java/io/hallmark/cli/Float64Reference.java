package io.hallmark.cli;

import io.hallmark.document.Digest;
import io.hallmark.document.Rational;
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
    int[] labels = new int[batch];
    for (int step = 0; step < program.steps(); step++) {
      gather(samples, rows, step * batch, x, labels);
      losses[step] = network.forward(x, labels);
      double rate = value(program.schedule().at(step + 1, program.steps()));
      network.backward(x, rate / batch);
      update.step();
    }
  }

  private void gather(SampleTable samples, int[] rows, int first, double[] x, int[] labels) {
    int features = program.features().count();
    for (int b = 0; b < labels.length; b++) {
      int row = rows[first + b];
      for (int i = 0; i < features; i++) {
        x[b * features + i] = feature(samples, i, row);
      }
      labels[b] = samples.label(row);
    }
  }

  /// Records that the trained network classifies correctly.
  public int correct(SampleTable samples) {
    int features = program.features().count();
    double[] x = new double[features];
    Float64Network one = network.forRecords(1);
    int correct = 0;
    for (int r = 0; r < samples.rows(); r++) {
      for (int i = 0; i < features; i++) {
        x[i] = feature(samples, i, r);
      }
      one.forward(x, new int[] {samples.label(r)});
      correct += one.predicted(0) == samples.label(r) ? 1 : 0;
    }
    return correct;
  }

  /// Mean loss of the batch of every step, counted from 0.
  public double[] losses() {
    return losses.clone();
  }

  /// The ranges that the values took in training.
  public Float64Ranges ranges() {
    return network.ranges(update.largestState());
  }

  private double feature(SampleTable samples, int i, int row) {
    return Math.scalb((double) samples.feature(i, row), -program.inputFraction());
  }

  private static double value(Rational r) {
    return r.numerator().doubleValue() / r.denominator().doubleValue();
  }
}
