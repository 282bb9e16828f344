package io.hallmark.learning.program;

import io.hallmark.document.Rational;
import java.util.List;

/// How a program bounds its gradients.
public sealed interface ClipFormat {
  /// Not at all.
  record None() implements ClipFormat {}

  /// Signals are cut to `[-max, max]`, in their own units.
  record Value(int max) implements ClipFormat {}

  /// The mean gradient is scaled down to a norm of at most `norm`.
  ///
  /// @param norm the bound, positive
  /// @param gramBits wk, signed bits of an entry of a Gram matrix
  /// @param actShift digits dropped from the Gram matrix of the inputs of each layer
  /// @param signalShift digits dropped from that of the signals of each layer
  /// @param rootBits w, bits of the remainder of the root
  record Norm(
      Rational norm, int gramBits, List<Integer> actShift, List<Integer> signalShift, int rootBits)
      implements ClipFormat {
    /// Copies the lists.
    public Norm {
      actShift = List.copyOf(actShift);
      signalShift = List.copyOf(signalShift);
    }

    /// `s_l`, the digits dropped from the products of the two Gram matrices of a layer.
    public int shift(int layer) {
      return actShift.get(layer) + signalShift.get(layer);
    }

    /// `s0 = min s_l`, the scale of the norm.
    public int leastShift() {
      int least = shift(0);
      for (int l = 1; l < actShift.size(); l++) {
        least = Math.min(least, shift(l));
      }
      return least;
    }
  }
}
