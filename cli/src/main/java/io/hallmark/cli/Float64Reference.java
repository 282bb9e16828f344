package io.hallmark.cli;

import io.hallmark.document.Digest;
import io.hallmark.document.Rational;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.sampler.Sampler;
import io.hallmark.learning.trace.SampleTable;

/// The same program in float64: same records in the same order, same start, textbook formulas. It
/// says how far exact integers are from floating point; nothing rests on it.
final class Float64Reference {
  private final TrainingProgram program;
  private final double[] weights;
  private double bias;

  private Float64Reference(TrainingProgram program) {
    this.program = program;
    this.weights = new double[program.features().count()];
  }

  /// Trains in float64 on the committed features and counts correct test records.
  ///
  /// @param seed the seed of the run
  static int correct(TrainingProgram program, Digest seed, SampleTable train, SampleTable test) {
    Float64Reference reference = new Float64Reference(program);
    reference.train(seed, train);
    int correct = 0;
    for (int r = 0; r < test.rows(); r++) {
      correct += (reference.logit(test, r) > 0 ? 1 : 0) == test.label(r) ? 1 : 0;
    }
    return correct;
  }

  private void train(Digest seed, SampleTable train) {
    int batch = program.batch();
    int[] rows = Sampler.records(seed, train.rows(), 0, program.steps() * batch);
    for (int step = 0; step < program.steps(); step++) {
      double rate = value(program.schedule().at(step + 1, program.steps()));
      double[] gradient = new double[weights.length];
      double biasGradient = 0;
      for (int b = 0; b < batch; b++) {
        int row = rows[step * batch + b];
        double error = 1 / (1 + Math.exp(-logit(train, row))) - train.label(row);
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] += error * feature(train, i, row);
        }
        biasGradient += error;
      }
      for (int i = 0; i < gradient.length; i++) {
        weights[i] -= rate / batch * gradient[i];
      }
      bias -= rate / batch * biasGradient;
    }
  }

  private double logit(SampleTable table, int row) {
    double z = bias;
    for (int i = 0; i < weights.length; i++) {
      z += weights[i] * feature(table, i, row);
    }
    return z;
  }

  private double feature(SampleTable table, int i, int row) {
    return Math.scalb((double) table.feature(i, row), -program.inputFraction());
  }

  private static double value(Rational r) {
    return r.numerator().doubleValue() / r.denominator().doubleValue();
  }
}
