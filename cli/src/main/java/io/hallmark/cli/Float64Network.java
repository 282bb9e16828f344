package io.hallmark.cli;

import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.program.LayerFormat;
import io.hallmark.learning.program.LossKind;
import io.hallmark.learning.program.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Dense layers with ReLU between them in float64, forward and backward over a batch. Tables of a
/// batch have one row per record; weights are row-major in the order `[in, out]`.
final class Float64Network {
  private final boolean isSigmoid;
  private final int batch;
  private final List<Layer> layers;

  private Float64Network(boolean isSigmoid, int batch, List<Layer> layers) {
    this.isSigmoid = isSigmoid;
    this.batch = batch;
    this.layers = List.copyOf(layers);
  }

  /// A network with these master weights, for the batches of its program.
  static Float64Network of(TrainingProgram program, ModelSnapshot start) {
    List<Layer> layers = new ArrayList<>();
    for (LayerFormat f : program.layers()) {
      int l = layers.size();
      layers.add(
          new Layer(
              f.inputs(),
              f.outputs(),
              reals(start.values(2 * l), program.weightFraction()),
              reals(start.values(2 * l + 1), program.weightFraction()),
              program.batch()));
    }
    return new Float64Network(program.loss() == LossKind.SIGMOID, program.batch(), layers);
  }

  private static double[] reals(long[] values, int fraction) {
    return Arrays.stream(values).mapToDouble(v -> Math.scalb((double) v, -fraction)).toArray();
  }

  /// A network with the same weights, for batches of another size.
  Float64Network forRecords(int records) {
    return new Float64Network(
        isSigmoid,
        records,
        layers.stream()
            .map(l -> new Layer(l.inputs, l.outputs, l.weights, l.bias, records))
            .toList());
  }

  /// The layers, first to last.
  List<Layer> layers() {
    return layers;
  }

  /// One dense layer and what the last batch left in it.
  static final class Layer {
    private final int inputs;
    private final int outputs;
    private final double[] weights;
    private final double[] bias;
    private final double[] weightGradient;
    private final double[] biasGradient;
    private final double[] z;
    private final double[] a;
    private final double[] signal;
    private Float64Ranges.Layer seen = new Float64Ranges.Layer(0, 0, 0);
    private double largestWeight;
    private double largestSignal;

    Layer(int inputs, int outputs, double[] weights, double[] bias, int batch) {
      this.inputs = inputs;
      this.outputs = outputs;
      this.weights = weights;
      this.bias = bias;
      this.weightGradient = new double[weights.length];
      this.biasGradient = new double[bias.length];
      this.z = new double[batch * outputs];
      this.a = new double[batch * outputs];
      this.signal = new double[batch * outputs];
    }

    /// Weights and biases, to be moved.
    double[][] parameters() {
      return new double[][] {weights, bias};
    }

    /// Gradients of weights and biases, rate and batch size inside.
    double[][] gradients() {
      return new double[][] {weightGradient, biasGradient};
    }

    private void forward(double[] x, int batch) {
      for (int b = 0; b < batch; b++) {
        System.arraycopy(bias, 0, z, b * outputs, outputs);
        for (int i = 0; i < inputs; i++) {
          addTimes(x[b * inputs + i], weights, i * outputs, z, b * outputs, outputs);
        }
      }
      for (int i = 0; i < z.length; i++) {
        a[i] = Math.max(z[i], 0);
      }
    }

    private void gradients(double[] x, int batch) {
      Arrays.fill(weightGradient, 0);
      Arrays.fill(biasGradient, 0);
      for (int b = 0; b < batch; b++) {
        for (int i = 0; i < inputs; i++) {
          addTimes(x[b * inputs + i], signal, b * outputs, weightGradient, i * outputs, outputs);
        }
        addTimes(1, signal, b * outputs, biasGradient, 0, outputs);
      }
    }

    private void look() {
      double low = 0;
      double high = 0;
      for (double value : z) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      largestSignal = Math.max(largestSignal, largest(signal));
      seen = seen.or(new Float64Ranges.Layer(low, high, largestSignal));
      largestWeight = Math.max(largestWeight, Math.max(largest(weights), largest(bias)));
    }
  }

  /// `out[to …] += factor·from[at …]`, n terms.
  private static void addTimes(double factor, double[] from, int at, double[] out, int to, int n) {
    if (factor != 0) {
      for (int i = 0; i < n; i++) {
        out[to + i] += factor * from[at + i];
      }
    }
  }

  static double largest(double[] values) {
    double most = 0;
    for (double v : values) {
      most = Math.max(most, Math.abs(v));
    }
    return most;
  }

  /// Computes all layers for a batch.
  ///
  /// @return the mean loss
  double forward(double[] x, int[] labels) {
    double[] inputs = x;
    for (Layer layer : layers) {
      layer.forward(inputs, batch);
      inputs = layer.a;
    }
    double loss = 0;
    for (int b = 0; b < batch; b++) {
      loss += error(b, labels[b]);
    }
    return loss / batch;
  }

  /// Writes `p - y` of a record into the last layer's signal.
  ///
  /// @return its loss
  private double error(int record, int label) {
    Layer last = layers.getLast();
    int first = record * last.outputs;
    if (isSigmoid) {
      double p = 1 / (1 + Math.exp(-last.z[first]));
      last.signal[first] = p - label;
      return -Math.log(Math.max(label == 1 ? p : 1 - p, Double.MIN_NORMAL));
    }
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < last.outputs; c++) {
      max = Math.max(max, last.z[first + c]);
    }
    double sum = 0;
    for (int c = 0; c < last.outputs; c++) {
      last.signal[first + c] = Math.exp(last.z[first + c] - max);
      sum += last.signal[first + c];
    }
    for (int c = 0; c < last.outputs; c++) {
      last.signal[first + c] = last.signal[first + c] / sum - (c == label ? 1 : 0);
    }
    return -Math.log(Math.max(last.signal[first + label] + 1, Double.MIN_NORMAL));
  }

  /// The class that a record of the last batch is put into.
  int predicted(int record) {
    Layer last = layers.getLast();
    int first = record * last.outputs;
    if (isSigmoid) {
      return last.z[first] > 0 ? 1 : 0;
    }
    int best = 0;
    for (int c = 1; c < last.outputs; c++) {
      best = last.z[first + c] > last.z[first + best] ? c : best;
    }
    return best;
  }

  /// Computes the gradients of the last batch.
  ///
  /// @param factor rate over batch size
  void backward(double[] x, double factor) {
    Layer last = layers.getLast();
    for (int i = 0; i < last.signal.length; i++) {
      last.signal[i] *= factor;
    }
    for (int l = layers.size() - 2; l >= 0; l--) {
      behind(layers.get(l), layers.get(l + 1));
    }
    for (int l = 0; l < layers.size(); l++) {
      layers.get(l).gradients(l == 0 ? x : layers.get(l - 1).a, batch);
      layers.get(l).look();
    }
  }

  private void behind(Layer layer, Layer next) {
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < layer.outputs; i++) {
        double sum = 0;
        for (int o = 0; o < next.outputs; o++) {
          sum += next.signal[b * next.outputs + o] * next.weights[i * next.outputs + o];
        }
        layer.largestSignal = Math.max(layer.largestSignal, Math.abs(sum)); // before the ReLU
        layer.signal[b * layer.outputs + i] = layer.z[b * layer.outputs + i] > 0 ? sum : 0;
      }
    }
  }

  /// What the training reached so far.
  ///
  /// @param state largest magnitude of a momentum
  Float64Ranges ranges(double state) {
    return new Float64Ranges(
        layers.stream().map(l -> l.seen).toList(),
        layers.stream().mapToDouble(l -> l.largestWeight).max().orElse(0),
        state);
  }
}
