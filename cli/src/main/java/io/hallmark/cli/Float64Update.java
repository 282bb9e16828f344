package io.hallmark.cli;

import io.hallmark.document.Rational;
import io.hallmark.learning.program.TrainingProgram;
import java.util.ArrayList;
import java.util.List;

/// How gradients move the weights of a network in float64. The gradients carry the rate.
abstract sealed class Float64Update {
  private final Float64Network network;

  private Float64Update(Float64Network network) {
    this.network = network;
  }

  /// The update of a program.
  static Float64Update of(TrainingProgram program, Float64Network network) {
    return program
        .momentum()
        .<Float64Update>map(mu -> new Momentum(network, value(mu)))
        .orElseGet(() -> new Descent(network));
  }

  /// Moves all weights by the gradients of the last batch.
  final void step() {
    int k = 0;
    for (Float64Network.Layer layer : network.layers()) {
      double[][] parameters = layer.parameters();
      double[][] gradients = layer.gradients();
      for (int j = 0; j < parameters.length; j++) {
        move(k++, parameters[j], gradients[j]);
      }
    }
  }

  /// Moves one tensor.
  ///
  /// @param k number of the tensor
  abstract void move(int k, double[] weights, double[] gradient);

  /// Largest magnitude of a state between steps, 0 if there is none.
  double largestState() {
    return 0;
  }

  /// `W ← W - G`.
  private static final class Descent extends Float64Update {
    Descent(Float64Network network) {
      super(network);
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
    private final List<double[]> states = new ArrayList<>();
    private double largest;

    Momentum(Float64Network network, double mu) {
      super(network);
      this.mu = mu;
      for (Float64Network.Layer layer : network.layers()) {
        for (double[] tensor : layer.parameters()) {
          states.add(new double[tensor.length]);
        }
      }
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

  private static double value(Rational r) {
    return r.numerator().doubleValue() / r.denominator().doubleValue();
  }
}
