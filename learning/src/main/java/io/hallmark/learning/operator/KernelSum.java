package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import java.util.function.IntToLongFunction;

/// KSUM: `Σ_t kernel[t]·X[t]` with a public kernel; nothing is committed.
final class KernelSum {
  private KernelSum() {}

  /// Emits the sum over the label t.
  ///
  /// @param name columns `namek`, `names`
  /// @param steps extent of t
  /// @return the column of the sum
  static String emit(
      PartBuilder b, String name, String source, int steps, IntToLongFunction kernel) {
    String scaled = b.scale(name + "k", source, "t", Cells.ofSigned(values(steps, kernel)));
    return b.sum(name + "s", scaled, "t");
  }

  /// A kernel as a table.
  static long[] values(int steps, IntToLongFunction kernel) {
    long[] out = new long[steps];
    for (int t = 0; t < steps; t++) {
      out[t] = kernel.applyAsLong(t);
    }
    return out;
  }
}
