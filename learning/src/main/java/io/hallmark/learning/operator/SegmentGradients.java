package io.hallmark.learning.operator;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The exact gradients of the steps of a segment, one tensor: in 32 bits where they fit, which the
/// formats of usual programs see to, else in 64.
final class SegmentGradients {
  private final int[] @Nullable [] narrow;
  private final long[] @Nullable [] wide;
  private final long[] sum;
  private int steps;

  /// @param size entries of the tensor
  /// @param steps steps of a segment
  SegmentGradients(int size, int steps) {
    this.narrow = new int[steps][];
    this.wide = new long[steps][];
    this.sum = new long[size];
  }

  /// Where the gradient of the coming step is added; zero after [#endStep].
  long[] target() {
    return sum;
  }

  /// The gradient of a step is complete.
  void endStep() {
    int[] kept = narrow[steps];
    int[] cut = kept == null ? new int[sum.length] : kept;
    long lost = 0;
    for (int i = 0; i < cut.length; i++) {
      cut[i] = (int) sum[i];
      lost |= sum[i] ^ cut[i];
    }
    narrow[steps] = cut;
    wide[steps] = lost == 0 ? null : sum.clone();
    Arrays.fill(sum, 0);
    steps++;
  }

  /// Starts a segment.
  void clear() {
    steps = 0;
  }

  /// Adds `factor·G[u]` to the entries `first .. end-1` of a table.
  void add(int u, long factor, long[] out, int first, int end) {
    long[] w = wide[u];
    if (w != null) {
      for (int i = first; i < end; i++) {
        out[i] += factor * w[i];
      }
      return;
    }
    int[] n = Objects.requireNonNull(narrow[u]);
    for (int i = first; i < end; i++) {
      out[i] += factor * n[i];
    }
  }
}
