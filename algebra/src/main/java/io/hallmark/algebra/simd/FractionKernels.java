package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import java.util.List;

/// The bulk operations on blocks of fractions p/q with p, q in E.
///
/// Every implementation returns the same bits: all inputs and outputs are canonical. A block is a
/// range of at most [#BLOCK] entries, given by its first index; ranges are checked by array access
/// only. An output range may be one of the input ranges, and is disjoint from the others.
/// Implementations hold no state; any method may run on any thread.
public interface FractionKernels {
  /// The largest number of entries of a block: sums over more could overflow.
  int BLOCK = 256;

  /// Integers of the kernels for unit fractions are not negative and below this bound.
  int INT_BOUND = 1 << 20;

  /// From this number of fractions on compiling the vector kernels pays.
  long LARGE = 1L << 21;

  /// The implementation for a job: vectors once they are compiled, see [Warmup].
  ///
  /// @param fractions how many fractions the job has
  static FractionKernels chosen(long fractions) {
    return VectorSupport.isPresent() && VectorFractions.isReady(fractions >= LARGE)
        ? VectorFractions.INSTANCE
        : ScalarFractions.INSTANCE;
  }

  /// Starts to compile what a job will want.
  ///
  /// @param fractions how many fractions all jobs of the process have
  static void prepare(long fractions) {
    chosen(fractions);
  }

  /// All implementations that this machine can run, compiled or not: for tests and benchmarks.
  static List<FractionKernels> implementations() {
    return VectorSupport.isPresent()
        ? List.of(ScalarFractions.INSTANCE, VectorFractions.INSTANCE)
        : List.of(ScalarFractions.INSTANCE);
  }

  /// `to[at + i] = from[low + i] + r·(from[high + i] - from[low + i])` for `i < n`.
  void fold(ExtArray from, int low, int high, Factor r, ExtArray to, int at, int n);

  /// `sum[at + i] += c·x[from + i]` for `i < n`.
  void addScaled(ExtArray sum, int at, Factor c, ExtArray x, int from, int n);

  /// `sum[at + i] += c·x[from + i]` for `i < n`, x signed integers.
  void addScaled(ExtArray sum, int at, Factor c, int[] x, int from, int n);

  /// `x[at + i] *= w[i]` for `i < n`.
  void scale(ExtArray x, int at, ExtArray w, int n);

  /// `to[at + i] = c - x[from + i]` for `i < n`, x signed integers.
  void subtractFrom(Ext c, int[] x, int from, ExtArray to, int at, int n);

  /// Adds the fractions at a and at b: `toP = p[a]·q[b] + p[b]·q[a]`, `toQ = q[a]·q[b]`.
  void addFractions(
      ExtArray p, ExtArray q, int a, int b, ExtArray toP, ExtArray toQ, int at, int n);

  /// `Σ p[a + i]·q[b + i] + p[b + i]·q[a + i]` over `i < n`.
  Ext numerators(ExtArray p, ExtArray q, int a, int b, int n);

  /// The same sum for the differences `x[high + i] - x[low + i]` in place of the entries: `Σ
  /// ∂p[a]·∂q[b] + ∂p[b]·∂q[a]`, with a low and high index each for a and b.
  Ext numeratorsOfDifferences(
      ExtArray p, ExtArray q, int lowA, int highA, int lowB, int highB, int n);

  /// `Σ w[i]·((∂p[a] + c·∂q[a])·∂q[b] + ∂p[b]·∂q[a])`, ∂ as in [#numeratorsOfDifferences].
  Ext weightedNumeratorsOfDifferences(
      ExtArray p,
      ExtArray q,
      int lowA,
      int highA,
      int lowB,
      int highB,
      Factor c,
      ExtArray w,
      int n);

  /// Adds the fractions `1/(ca - x[a + i])` and `1/(cb - x[b + i])`, x below [#INT_BOUND].
  void addUnits(Ext ca, Ext cb, int[] x, int a, int b, ExtArray toP, ExtArray toQ, int at, int n);

  /// `to[at + i] = k + ca·x[a + i] + cb·x[b + i]`, x below [#INT_BOUND].
  void combineInts(Ext k, Ext ca, Ext cb, int[] x, int a, int b, ExtArray to, int at, int n);

  /// `Σ w[i]·(x[highA + i] - x[lowA + i])·(x[highB + i] - x[lowB + i])`, x below [#INT_BOUND].
  Ext weightedProducts(int[] x, int lowA, int highA, int lowB, int highB, ExtArray w, int n);

  /// `Σ w[i]·(x[high + i] - x[low + i])`, x below [#INT_BOUND].
  Ext weightedDifferences(int[] x, int low, int high, ExtArray w, int n);

  /// `Σ x[a + i]·y[b + i]` over `i < n`.
  Ext products(ExtArray x, int a, ExtArray y, int b, int n);

  /// `Σ (x[highA + i] - x[lowA + i])·(y[highB + i] - y[lowB + i])` over `i < n`.
  Ext productsOfDifferences(
      ExtArray x, int lowA, int highA, ExtArray y, int lowB, int highB, int n);
}
