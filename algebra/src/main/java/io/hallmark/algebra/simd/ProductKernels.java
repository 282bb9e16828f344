package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.ExtArray;

/// The sums of one round of a product sumcheck. Binding a variable to X turns a table into `t(X) =
/// t[low + i] + X·(t[high + i] - t[low + i])`.
///
/// Every implementation returns the same bits: all inputs and outputs are canonical. Ranges are
/// checked by array access only. Nothing holds state; any method may run on any thread.
public interface ProductKernels {
  /// The implementation of this process, chosen once.
  static ProductKernels chosen() {
    return ScalarProducts.INSTANCE;
  }

  /// Adds the coefficients of 1, X, X² of `Σ_i a(X)·b(X)`, `i < n`.
  void addProducts(ExtArray a, ExtArray b, int low, int high, int n, ExtArray sums);

  /// The same for tables in F.
  void addProducts(long[] a, long[] b, int low, int high, int n, ExtArray sums);

  /// Adds the coefficients of 1, X², X³ of `Σ_i w(X)·a(X)·b(X)`, `i < n`, the weights at `wLow +
  /// i`, `wHigh + i`.
  void addWeighted(
      ExtArray w,
      int wLow,
      int wHigh,
      ExtArray a,
      ExtArray b,
      int low,
      int high,
      int n,
      ExtArray sums);

  /// The same for a, b in F.
  void addWeighted(
      ExtArray w, int wLow, int wHigh, long[] a, long[] b, int low, int high, int n, ExtArray sums);
}
