package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.ExtArray;

/// The bulk operations of contractions: one index of a table is bound to a vector, and exact
/// integer sums of products.
///
/// Every implementation returns the same bits. Ranges are checked by array access only. Nothing
/// holds state; any method may run on any thread.
public interface ContractionKernels {
  /// The implementation of this process, chosen once.
  static ContractionKernels chosen() {
    return ScalarContraction.INSTANCE;
  }

  /// `out[at + j] += Σ_i weights[first + i]·x[from + i·inner + j]` for `j < inner`, `i < terms`, x
  /// signed integers.
  void addBound(
      int[] x, int from, int inner, ExtArray weights, int first, int terms, ExtArray out, int at);

  /// The same, x canonical elements.
  void addBound(
      long[] x, int from, int inner, ExtArray weights, int first, int terms, ExtArray out, int at);

  /// The same, x in E.
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
