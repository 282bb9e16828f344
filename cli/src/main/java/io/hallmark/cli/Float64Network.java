package io.hallmark.cli;

import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.program.ClipFormat;
import io.hallmark.learning.program.LayerFormat;
import io.hallmark.learning.program.LossKind;
import io.hallmark.learning.program.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Dense layers with ReLU between them in float64, forward and backward over a batch. Tables of a
/// batch have one row per record; weights are row-major in the order `[in, out]`.
final class Float64Network {
  private final LossKind loss;
  private final double signalLimit;
  private final int batch;
  private final List<Layer> layers;

  private Float64Network(LossKind loss, double signalLimit, int batch, List<Layer> layers) {
    this.loss = loss;
    this.signalLimit = signalLimit;
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
    return new Float64Network(program.loss(), signalLimit(program), program.batch(), layers);
  }

  /// What signals are cut to, in the units of [#backward].
  private static double signalLimit(TrainingProgram program) {
    if (!(program.clip() instanceof ClipFormat.Value v)) {
      return Double.POSITIVE_INFINITY;
    }
    double limit = Math.scalb((double) v.max(), -program.signalFraction());
    return program.adam().isPresent() ? limit / program.batch() : limit;
  }

  private static double[] reals(long[] values, int fraction) {
    return Arrays.stream(values).mapToDouble(v -> Math.scalb((double) v, -fraction)).toArray();
  }

  /// A network with the same weights, for batches of another size.
  Float64Network forRecords(int records) {
    return new Float64Network(
        loss,
        signalLimit,
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
  /// @param wanted one number per output of every record: 1 for its class and 0 for the others, or
  ///   the target
  /// @return the mean loss
  double forward(double[] x, double[] wanted) {
    double[] inputs = x;
    for (Layer layer : layers) {
      layer.forward(inputs, batch);
      inputs = layer.a;
    }
    double sum = 0;
    for (int b = 0; b < batch; b++) {
      sum += error(b * layers.getLast().outputs, wanted);
    }
    return sum / batch;
  }

  /// Writes the error of a record, output minus what is wanted, into the last layer's signal.
  ///
  /// @param first the record's first output
  /// @return its loss
  private double error(int first, double[] wanted) {
    Layer last = layers.getLast();
    double[] p = last.signal;
    switch (loss) {
      case SIGMOID -> p[first] = 1 / (1 + Math.exp(-last.z[first]));
      case SOFTMAX -> softmax(last, first);
      case SQUARED -> System.arraycopy(last.z, first, p, first, last.outputs);
    }
    double sum = 0;
    for (int i = first; i < first + last.outputs; i++) {
      sum += loss(p[i], wanted[i]);
      p[i] -= wanted[i];
    }
    return sum;
  }

  private double loss(double output, double wanted) {
    return switch (loss) {
      case SIGMOID -> -safeLog(wanted > 0 ? output : 1 - output);
      case SOFTMAX -> wanted > 0 ? -safeLog(output) : 0;
      case SQUARED -> (output - wanted) * (output - wanted) / 2;
    };
  }

  private static double safeLog(double p) {
    return Math.log(Math.max(p, Double.MIN_NORMAL));
  }

  private static void softmax(Layer last, int first) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = first; i < first + last.outputs; i++) {
      max = Math.max(max, last.z[i]);
    }
    double sum = 0;
    for (int i = first; i < first + last.outputs; i++) {
      last.signal[i] = Math.exp(last.z[i] - max);
      sum += last.signal[i];
    }
    for (int i = first; i < first + last.outputs; i++) {
      last.signal[i] /= sum;
    }
  }

  /// The class that the first record of the last batch is put into.
  int predicted() {
    Layer last = layers.getLast();
    if (loss == LossKind.SIGMOID) {
      return last.z[0] > 0 ? 1 : 0;
    }
    int best = 0;
    for (int c = 1; c < last.outputs; c++) {
      best = last.z[c] > last.z[best] ? c : best;
    }
    return best;
  }

  /// Computes the gradients of the last batch.
  ///
  /// @param factor rate over batch size
  void backward(double[] x, double factor) {
    Layer last = layers.getLast();
    for (int i = 0; i < last.signal.length; i++) {
      last.signal[i] = clipped(last.signal[i] * factor);
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
        layer.signal[b * layer.outputs + i] = layer.z[b * layer.outputs + i] > 0 ? clipped(sum) : 0;
      }
    }
  }

  private double clipped(double signal) {
    return Math.clamp(signal, -signalLimit, signalLimit);
  }

  /// What the training reached so far.
  ///
  /// @param state largest magnitude of a momentum
  /// @param factor of the signals
  Float64Ranges ranges(double state, double factor) {
    return new Float64Ranges(
        layers.stream()
            .map(l -> l.seen)
            .map(l -> new Float64Ranges.Layer(l.lowest(), l.highest(), factor * l.signal()))
            .toList(),
        layers.stream().mapToDouble(l -> l.largestWeight).max().orElse(0),
        state);
  }
}
