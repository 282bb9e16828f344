package io.hallmark.cli;

import io.hallmark.learning.program.AdamFormat;
import io.hallmark.learning.program.ClipFormat;
import io.hallmark.learning.program.TrainingProgram;
import java.util.ArrayList;
import java.util.List;

/// How gradients move the weights of a network in float64: clipping by the global norm, decoupled
/// decay of the matrices in every step, then the optimiser. For descent and momentum the gradients
/// carry the rate, for AdamW they do not.
abstract sealed class Float64Update {
  private final Float64Network network;
  private final double decay;
  private final double norm;

  private Float64Update(TrainingProgram program, Float64Network network) {
    this.network = network;
    this.decay = program.weightDecay().toDouble();
    this.norm =
        program.clip() instanceof ClipFormat.Norm n
            ? n.norm().toDouble()
            : Double.POSITIVE_INFINITY;
  }

  /// The update of a program.
  static Float64Update of(TrainingProgram program, Float64Network network) {
    if (program.adam().isPresent()) {
      return new AdamW(program, network, program.adam().get().format());
    }
    return program
        .momentum()
        .<Float64Update>map(mu -> new Momentum(program, network, mu.toDouble()))
        .orElseGet(() -> new Descent(program, network));
  }

  /// Moves all weights by the gradients of the last batch.
  ///
  /// @param rate the rate of the step
  final void step(double rate) {
    clip(rate);
    begin(rate);
    int k = 0;
    for (Float64Network.Layer layer : network.layers()) {
      double[][] parameters = layer.parameters();
      double[][] gradients = layer.gradients();
      for (int i = 0; decay > 0 && i < parameters[0].length; i++) {
        parameters[0][i] *= 1 - rate * decay;
      }
      for (int j = 0; j < parameters.length; j++) {
        move(k++, parameters[j], gradients[j]);
      }
    }
  }

  /// Scales the gradients, which carry the rate, down to the largest norm.
  private void clip(double rate) {
    if (norm == Double.POSITIVE_INFINITY) {
      return;
    }
    double squares = 0;
    for (Float64Network.Layer layer : network.layers()) {
      for (double[] gradient : layer.gradients()) {
        for (double g : gradient) {
          squares += g * g;
        }
      }
    }
    double factor = Math.min(1, norm * rate / Math.max(Math.sqrt(squares), Double.MIN_NORMAL));
    for (Float64Network.Layer layer : network.layers()) {
      for (double[] gradient : layer.gradients()) {
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] *= factor;
        }
      }
    }
  }

  /// A tensor of zeros for every tensor of the network.
  private static List<double[]> zeros(Float64Network network) {
    List<double[]> out = new ArrayList<>();
    for (Float64Network.Layer layer : network.layers()) {
      for (double[] tensor : layer.parameters()) {
        out.add(new double[tensor.length]);
      }
    }
    return out;
  }

  /// Begins a step.
  void begin(double rate) {}

  /// Moves one tensor.
  ///
  /// @param k number of the tensor
  abstract void move(int k, double[] weights, double[] gradient);

  /// Largest magnitude of a momentum between steps, 0 if there is none.
  double largestState() {
    return 0;
  }

  /// `W ← W - G`.
  private static final class Descent extends Float64Update {
    Descent(TrainingProgram program, Float64Network network) {
      super(program, network);
    }

    @Override
    void move(int k, double[] weights, double[] gradient) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] -= gradient[i];
      }
    }
  }

  /// `v ← mu·v + G`, `W ← W - v`.
  private static final class Momentum extends Float64Update {
    private final double mu;
    private final List<double[]> states;
    private double largest;

    Momentum(TrainingProgram program, Float64Network network, double mu) {
      super(program, network);
      this.mu = mu;
      this.states = zeros(network);
    }

    @Override
    void move(int k, double[] weights, double[] gradient) {
      double[] v = states.get(k);
      for (int i = 0; i < weights.length; i++) {
        v[i] = mu * v[i] + gradient[i];
        weights[i] -= v[i];
      }
      largest = Math.max(largest, Float64Network.largest(v));
    }

    @Override
    double largestState() {
      return largest;
    }
  }

  /// `m ← b1·m + (1-b1)·g`, `v ← b2·v + (1-b2)·g²`, `W ← W - rate·mhat / (√vhat + eps)`.
  private static final class AdamW extends Float64Update {
    /// What the unit of the compact profile comes to.
    private static final double UNIT = 1e-6;

    private final double b1;
    private final double b2;
    private final double eps;
    private final List<double[]> first;
    private final List<double[]> second;
    private int steps;
    private double rate;

    AdamW(TrainingProgram program, Float64Network network, AdamFormat format) {
      super(program, network);
      this.b1 = format.b1().toDouble();
      this.b2 = format.b2().toDouble();
      this.eps = format.isWide() ? format.eps().toDouble() : UNIT;
      this.first = zeros(network);
      this.second = zeros(network);
    }

    @Override
    void begin(double rate) {
      this.rate = rate;
      steps++;
    }

    @Override
    void move(int k, double[] weights, double[] gradient) {
      double[] m = first.get(k);
      double[] v = second.get(k);
      double mScale = 1 / (1 - Math.pow(b1, steps));
      double vScale = 1 / (1 - Math.pow(b2, steps));
      for (int i = 0; i < weights.length; i++) {
        double g = gradient[i];
        m[i] = b1 * m[i] + (1 - b1) * g;
        v[i] = b2 * v[i] + (1 - b2) * g * g;
        weights[i] -= rate * m[i] * mScale / (Math.sqrt(v[i] * vScale) + eps);
      }
    }
  }
}
