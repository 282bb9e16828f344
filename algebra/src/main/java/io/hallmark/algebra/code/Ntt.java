package io.hallmark.algebra.code;

import io.hallmark.algebra.simd.TransformKernels;

/// The number-theoretic transform over F: values of a polynomial at all powers of a root of unity.
///
/// Maps coefficients `c_j` to `Σ_j c_j·w_v^(i·j)`, i in `[2^v]`, `w_v = 7^((p-1)/2^v)`; input and
/// output are in natural order.
///
/// - **Cost:** `v·2^(v-1)` multiplications; in place; the tables of roots take `8·2^v` bytes, are
///   shared by all sizes and stay for the life of the process.
/// - **Threads:** any method may run on any thread, each on its own arrays.
public final class Ntt {
  /// The largest supported size, limited by array indices.
  public static final int MAX_LOG_SIZE = 30;

  private Ntt() {}

  /// Replaces `2^logSize` canonical coefficients by the values, in place.
  ///
  /// @throws IllegalArgumentException unless the array has `2^logSize` entries
  public static void transform(long[] values, int logSize) {
    checkLogSize(logSize);
    if (values.length != 1 << logSize) {
      throw new IllegalArgumentException(values.length + " values, not 2^" + logSize);
    }
    for (int i = 0; i < values.length; i++) {
      int j = reverse(i, logSize);
      if (i < j) {
        long swap = values[i];
        values[i] = values[j];
        values[j] = swap;
      }
    }
    TransformKernels.chosen(values.length)
        .butterflies(values, 1, 0, 1, 0, logSize, Roots.twiddles(logSize));
  }

  /// The index with the `bits` low bits of i in reverse order; 0 for no bits.
  static int reverse(int i, int bits) {
    return bits == 0 ? 0 : Integer.reverse(i) >>> (32 - bits);
  }

  static void checkLogSize(int logSize) {
    if (logSize < 0 || logSize > MAX_LOG_SIZE) {
      throw new IllegalArgumentException("no transform of size 2^" + logSize);
    }
  }
}
