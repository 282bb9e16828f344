package io.hallmark.cli;

import java.util.ArrayList;
import java.util.List;

/// What a training in float64 reached.
///
/// @param layers first to last
/// @param weight largest magnitude of a weight or bias
/// @param state largest magnitude of a momentum, 0 without
public record Float64Ranges(List<Layer> layers, double weight, double state) {
  /// Copies the list.
  public Float64Ranges {
    layers = List.copyOf(layers);
  }

  /// Either of two trainings of one program.
  public Float64Ranges or(Float64Ranges o) {
    List<Layer> either = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      either.add(layers.get(l).or(o.layers.get(l)));
    }
    return new Float64Ranges(either, Math.max(weight, o.weight), Math.max(state, o.state));
  }

  /// What one layer reached.
  ///
  /// @param lowest smallest pre-activation
  /// @param highest largest pre-activation
  /// @param signal largest magnitude of a gradient signal, rate and batch size inside
  public record Layer(double lowest, double highest, double signal) {
    /// Either of two.
    public Layer or(Layer o) {
      return new Layer(
          Math.min(lowest, o.lowest), Math.max(highest, o.highest), Math.max(signal, o.signal));
    }
  }
}
