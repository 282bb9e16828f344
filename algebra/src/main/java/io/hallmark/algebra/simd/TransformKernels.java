package io.hallmark.algebra.simd;

import java.util.List;

/// The stages of number-theoretic transforms of several rows that stand interleaved.
///
/// Every implementation returns the same bits: all inputs and outputs are canonical. Ranges are
/// checked by array access only. All methods may run on any thread, each on its own rows.
public interface TransformKernels {
  /// From this number of elements on compiling the vector kernels pays.
  long LARGE = 1L << 23;

  /// The implementation for a job: vectors once they are compiled, see [Warmup].
  ///
  /// @param elements how many elements all transforms of the job have
  static TransformKernels chosen(long elements) {
    return VectorSupport.isPresent() && VectorTransform.isReady(elements >= LARGE)
        ? VectorTransform.INSTANCE
        : ScalarTransform.INSTANCE;
  }

  /// All implementations that this machine can run, compiled or not: for tests and benchmarks.
  static List<TransformKernels> implementations() {
    return VectorSupport.isPresent()
        ? List.of(ScalarTransform.INSTANCE, VectorTransform.INSTANCE)
        : List.of(ScalarTransform.INSTANCE);
  }

  /// Runs the decimation-in-time stages `done + 1, …, logSize` of `rows` transforms of size
  /// `2^logSize` in place; element i of row r stands at `i·stride + from + r`.
  ///
  /// Stage s, with `h = 2^(s-1)`, replaces `(u, v)` at distance h, the first at offset j of its
  /// block of size 2h, by `(u + w·v, u - w·v)`, `w = roots[h + j]`. After all stages a bit-reversed
  /// input has become its transform in natural order.
  ///
  /// @param roots `2^logSize` elements; `roots[3h + j] = I·roots[2h + j]` for `j < h`, h a power of
  ///   two, I = 2^48 the root of unity of order 4
  void butterflies(
      long[] values, int stride, int from, int rows, int done, int logSize, long[] roots);
}
