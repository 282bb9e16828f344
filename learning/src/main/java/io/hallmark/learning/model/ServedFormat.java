package io.hallmark.learning.model;

import io.hallmark.learning.operator.WindowStart;
import io.hallmark.learning.program.TrainingProgram;
import org.jspecify.annotations.Nullable;

/// The number format in which a model was exported: `bits` signed bits at scale `fraction`. It
/// belongs to the program that made the model; a child's program can have another one.
///
/// A child of scale fw starts at `W = 2^(fw - fraction)·served`, exactly: nothing is rounded, so a
/// parent with more fraction bits than the child's weights is no start.
///
/// @param bits signed bits of a served weight
/// @param fraction scale of a served weight
public record ServedFormat(int bits, int fraction) {
  /// The format in which a program exports.
  public static ServedFormat of(TrainingProgram program) {
    return new ServedFormat(program.exportBits(), program.exportFraction());
  }

  /// Why a child cannot start from a model of this format, or null if it can.
  public @Nullable String problem(TrainingProgram child) {
    int shift = shift(child);
    if (shift < 0) {
      return "parent weights have %d fraction bits, weight_frac is %d"
          .formatted(fraction, child.weightFraction());
    }
    return bits + shift <= child.weightBits()
        ? null
        : "parent weights of %d bits, shifted by %d, exceed weight_bits %d"
            .formatted(bits, shift, child.weightBits());
  }

  /// `fw - fraction`, fw the scale of the child's weights.
  public int shift(TrainingProgram child) {
    return child.weightFraction() - fraction;
  }

  /// The master weights at which a child starts.
  ///
  /// @param served weights in this format
  /// @param child a program for which there is no [#problem]
  public ModelSnapshot start(ModelSnapshot served, TrainingProgram child) {
    WindowStart.Parent rule = new WindowStart.Parent(shift(child));
    long[][] out = new long[served.tensors().size()][];
    for (int j = 0; j < out.length; j++) {
      out[j] = served.values(j);
      for (int i = 0; i < out[j].length; i++) {
        out[j][i] = rule.weight(out[j][i]);
      }
    }
    return new ModelSnapshot(served.tensors(), out);
  }
}
