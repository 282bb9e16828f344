package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import java.util.List;

/// Sums of products of small signed integers with elements of E, reduced once.
///
/// Integers come with a number of bits, `-2^bits <= x < 2^bits`, and are shifted by `2^bits`, so
/// that they and the 32-bit halves of elements are unsigned. Every implementation returns the same
/// bits. All methods may run on any thread, each on its own output.
public interface RowKernels {
  /// From this number of integers on compiling the vector kernels pays.
  long LARGE = 1L << 22;

  /// The most integers of one inner product.
  int MOST_TERMS = 1 << 14;

  /// The implementation for a job: vectors once they are compiled, see [Warmup].
  ///
  /// @param integers how many integers all rows of the job have
  static RowKernels chosen(long integers) {
    return VectorSupport.isPresent() && VectorRows.isReady(integers >= LARGE)
        ? VectorRows.INSTANCE
        : ScalarRows.INSTANCE;
  }

  /// All implementations that this machine can run, compiled or not: for tests and benchmarks.
  static List<RowKernels> implementations() {
    return VectorSupport.isPresent()
        ? List.of(ScalarRows.INSTANCE, VectorRows.INSTANCE)
        : List.of(ScalarRows.INSTANCE);
  }

  /// The least number of bits that holds `x[0], …, x[n - 1]`, at most 31.
  static int bits(int[] x, int n) {
    int used = 0;
    for (int i = 0; i < n; i++) {
      used |= x[i] ^ (x[i] >> 31);
    }
    return 32 - Integer.numberOfLeadingZeros(used);
  }

  /// `Σ x[i]·b[from + i]` for `i < n`.
  ///
  /// @param bits bits of the integers
  /// @param n at most [#MOST_TERMS]
  /// @param total `Σ b[from + i]` for `i < n`
  Ext innerProduct(int[] x, int bits, ExtArray b, int from, int n, Ext total);

  /// `sums[k][i] += (half k of c)·(x[i] + 2^bits)`, unsigned, for all i; the halves of the
  /// coefficients of 1 and of X, low ones first.
  void addHalves(long[][] sums, Ext c, int[] x, int bits);
}
