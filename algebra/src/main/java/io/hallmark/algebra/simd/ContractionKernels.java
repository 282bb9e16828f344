package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.ExtArray;
import java.util.List;

/// The bulk operations of contractions: one index of a table is bound to a vector, and exact
/// integer sums of products.
///
/// Every implementation returns the same bits. Ranges are checked by array access only. Nothing
/// holds state; any method may run on any thread.
public interface ContractionKernels {
  /// From this number of integers of a table on compiling the vector kernels pays.
  long LARGE = 1L << 20;

  /// The implementation for a table: vectors once they are compiled, see [Warmup].
  ///
  /// @param integers how many integers the table has
  static ContractionKernels chosen(long integers) {
    return VectorSupport.isPresent() && VectorContraction.isReady(integers >= LARGE)
        ? VectorContraction.INSTANCE
        : ScalarContraction.INSTANCE;
  }

  /// All implementations that this machine can run, compiled or not: for tests and benchmarks.
  static List<ContractionKernels> implementations() {
    return VectorSupport.isPresent()
        ? List.of(ScalarContraction.INSTANCE, VectorContraction.INSTANCE)
        : List.of(ScalarContraction.INSTANCE);
  }

  /// `out[at + o·inner + j] += Σ_i weights[first + i]·x[from + (o·terms + i)·inner + j]` for `o <
  /// outer`, `j < inner`, `i < terms`, x signed integers.
  void addBound(
      int[] x,
      int from,
      int outer,
      int inner,
      ExtArray weights,
      int first,
      int terms,
      ExtArray out,
      int at);

  /// The same for `outer = 1`, x canonical elements.
  void addBound(
      long[] x, int from, int inner, ExtArray weights, int first, int terms, ExtArray out, int at);

  /// The same for `outer = 1`, x in E.
  void addBound(
      ExtArray x,
      int from,
      int inner,
      ExtArray weights,
      int first,
      int terms,
      ExtArray out,
      int at);

  /// `to[at + j] += Σ_k a[aFrom + k·aStep]·b[bFrom + k·bStep + j]` for `j < length`, k below
  /// `terms`, as signed 64-bit integers: the caller knows that nothing overflows.
  void addProducts(
      long[] to,
      int at,
      int length,
      long[] a,
      int aFrom,
      int aStep,
      long[] b,
      int bFrom,
      int bStep,
      int terms);

  /// `Σ a[aFrom + i]·b[bFrom + i]` over `i < length`, as signed 64-bit integers: the caller knows
  /// that nothing overflows.
  long integerProduct(long[] a, int aFrom, long[] b, int bFrom, int length);
}
