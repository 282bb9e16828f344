package io.hallmark.cli;

import io.hallmark.learning.program.LossKind;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.trace.SampleTable;
import java.util.Arrays;

/// Records of a data set as real numbers.
///
/// @param program the program whose scales they have
/// @param samples the records
record Float64Records(TrainingProgram program, SampleTable samples) {
  /// Copies a record into a batch.
  ///
  /// @param row the record
  /// @param place its place in the batch
  /// @param x features of the batch
  /// @param wanted what every output should be
  void copy(int row, int place, double[] x, double[] wanted) {
    int features = samples.features();
    for (int i = 0; i < features; i++) {
      x[place * features + i] = real(samples.feature(i, row));
    }
    int outputs = program.outputs();
    int first = place * outputs;
    switch (program.loss()) {
      case SIGMOID -> wanted[first] = samples.label(row);
      case SOFTMAX -> {
        Arrays.fill(wanted, first, first + outputs, 0);
        wanted[first + samples.label(row)] = 1;
      }
      case SQUARED -> {
        for (int o = 0; o < outputs; o++) {
          wanted[first + o] = real(samples.target(o, row));
        }
      }
    }
  }

  private double real(int value) {
    return Math.scalb((double) value, -program.inputFraction());
  }

  /// How a network does on some records.
  ///
  /// @param records how many
  /// @param loss their mean loss
  /// @param correct how many of them are classified correctly; 0 for a regression
  record Judgement(int records, double loss, int correct) {
    /// Correct ones per record.
    double accuracy() {
      return (double) correct / records;
    }
  }

  /// Judges a network.
  ///
  /// @param most more records than this are thinned out evenly
  Judgement judge(Float64Network network, int most) {
    int n = Math.min(most, samples.rows());
    Float64Network one = network.forRecords(1);
    double[] x = new double[samples.features()];
    double[] wanted = new double[program.outputs()];
    double loss = 0;
    int correct = 0;
    for (int i = 0; i < n; i++) {
      int row = (int) ((long) i * samples.rows() / n);
      copy(row, 0, x, wanted);
      loss += one.forward(x, wanted);
      if (program.loss() != LossKind.SQUARED) {
        correct += one.predicted() == samples.label(row) ? 1 : 0;
      }
    }
    return new Judgement(n, loss / n, correct);
  }
}
