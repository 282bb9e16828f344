package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.ExtArray;
import java.util.List;

/// The sums of one round of a product sumcheck. Binding a variable to X turns a table into `t(X) =
/// t[low + i] + X·(t[high + i] - t[low + i])`.
///
/// Every implementation returns the same bits: all inputs and outputs are canonical. Ranges are
/// checked by array access only. Nothing holds state; any method may run on any thread.
public interface ProductKernels {
  /// From this number of fractions of a job on compiling the vector kernels pays.
  long LARGE = FractionKernels.LARGE;

  /// The implementation for a job: vectors once they are compiled, see [Warmup].
  ///
  /// @param fractions how many looked-up cells the job has: a measure of its size
  static ProductKernels chosen(long fractions) {
    return VectorSupport.isPresent() && VectorProducts.isReady(fractions >= LARGE)
        ? VectorProducts.INSTANCE
        : ScalarProducts.INSTANCE;
  }

  /// All implementations that this machine can run, compiled or not: for tests and benchmarks.
  static List<ProductKernels> implementations() {
    return VectorSupport.isPresent()
        ? List.of(ScalarProducts.INSTANCE, VectorProducts.INSTANCE)
        : List.of(ScalarProducts.INSTANCE);
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
