package io.hallmark.bench;

import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.commitment.Cells;
import java.util.ArrayList;
import java.util.List;

/// The training of a program in double precision, written as one would: loops over samples, inputs
/// and outputs, innermost along rows in memory. Softmax cross-entropy, SGD with or without
/// momentum.
final class DoubleTraining {
  private final TrainingProgram program;
  private final SampleTable samples;
  private final Cells rows;
  private final int batch;
  private final List<double[]> weights = new ArrayList<>();
  private final List<double[]> biases = new ArrayList<>();
  private final List<double[]> moved = new ArrayList<>();
  private final List<double[]> movedBiases = new ArrayList<>();
  private final double mu;

  DoubleTraining(TrainingProgram program, SampleTable samples, Cells rows) {
    this.program = program;
    this.samples = samples;
    this.rows = rows;
    this.batch = program.batch();
    this.mu = program.kernels().isPresent() ? 0.9 : 0;
    java.util.SplittableRandom random = new java.util.SplittableRandom(3);
    program
        .layers()
        .forEach(layer -> {
          double limit = Math.sqrt(6.0 / (layer.inputs() + layer.outputs()));
          weights.add(
              random.doubles((long) layer.inputs() * layer.outputs(), -limit, limit).toArray());
          biases.add(new double[layer.outputs()]);
          moved.add(new double[layer.inputs() * layer.outputs()]);
          movedBiases.add(new double[layer.outputs()]);
        });
  }

  /// Trains and returns the first weight.
  double train() {
    for (int step = 0; step < program.steps(); step++) {
      step(step);
    }
    return weights.getFirst()[0];
  }

  private void step(int step) {
    int layers = weights.size();
    double[][] inputs = new double[layers + 1][];
    inputs[0] = records(step);
    for (int l = 0; l < layers; l++) {
      inputs[l + 1] = forward(l, inputs[l], l < layers - 1);
    }
    double[] signals = errors(step, inputs[layers]);
    for (int l = layers - 1; l >= 0; l--) {
      double[] before = l > 0 ? backward(l, signals, inputs[l]) : new double[0];
      update(l, inputs[l], signals);
      signals = before;
    }
  }

  private double[] records(int step) {
    int features = samples.features();
    double[] x = new double[batch * features];
    for (int b = 0; b < batch; b++) {
      int row = rows.small(step * batch + b);
      for (int i = 0; i < features; i++) {
        x[b * features + i] = samples.feature(i, row) / 256.0;
      }
    }
    return x;
  }

  private double[] forward(int l, double[] x, boolean relu) {
    int k = program.layers().get(l).inputs();
    int o = program.layers().get(l).outputs();
    double[] w = weights.get(l);
    double[] out = new double[batch * o];
    for (int b = 0; b < batch; b++) {
      System.arraycopy(biases.get(l), 0, out, b * o, o);
      for (int i = 0; i < k; i++) {
        double v = x[b * k + i];
        for (int j = 0; j < o; j++) {
          out[b * o + j] += v * w[i * o + j];
        }
      }
    }
    for (int i = 0; relu && i < out.length; i++) {
      out[i] = Math.max(out[i], 0);
    }
    return out;
  }

  private double[] errors(int step, double[] z) {
    int classes = program.outputs();
    double[] out = new double[z.length];
    for (int b = 0; b < batch; b++) {
      int first = b * classes;
      double max = z[first];
      for (int c = 1; c < classes; c++) {
        max = Math.max(max, z[first + c]);
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        out[first + c] = Math.exp(z[first + c] - max);
        sum += out[first + c];
      }
      int label = samples.label(rows.small(step * batch + b));
      for (int c = 0; c < classes; c++) {
        out[first + c] = (out[first + c] / sum - (c == label ? 1 : 0)) * 0.02 / batch;
      }
    }
    return out;
  }

  private double[] backward(int l, double[] signals, double[] activations) {
    int k = program.layers().get(l).inputs();
    int o = program.layers().get(l).outputs();
    double[] w = weights.get(l);
    double[] out = new double[batch * k];
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < k; i++) {
        if (activations[b * k + i] > 0) {
          double sum = 0;
          for (int j = 0; j < o; j++) {
            sum += signals[b * o + j] * w[i * o + j];
          }
          out[b * k + i] = sum;
        }
      }
    }
    return out;
  }

  private void update(int l, double[] x, double[] signals) {
    int k = program.layers().get(l).inputs();
    int o = program.layers().get(l).outputs();
    double[] w = weights.get(l);
    double[] v = moved.get(l);
    double[] bias = biases.get(l);
    double[] biasMoved = movedBiases.get(l);
    for (int i = 0; i < v.length; i++) {
      v[i] *= mu;
    }
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < k; i++) {
        double a = x[b * k + i];
        for (int j = 0; j < o; j++) {
          v[i * o + j] += a * signals[b * o + j];
        }
      }
    }
    for (int i = 0; i < w.length; i++) {
      w[i] -= v[i];
    }
    for (int j = 0; j < o; j++) {
      biasMoved[j] *= mu;
      for (int b = 0; b < batch; b++) {
        biasMoved[j] += signals[b * o + j];
      }
      bias[j] -= biasMoved[j];
    }
  }
}
