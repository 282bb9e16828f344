package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;

/// The bulk operations on which proving spends its time.
///
/// Every implementation returns the same bits: all inputs and outputs are canonical. Ranges are
/// given by a first index and a length and are checked by array access only, so a caller's mistake
/// ends in an `IndexOutOfBoundsException` and may leave the output half written. Implementations
/// hold no state; any method may run on any thread.
public interface Kernels {
  /// The implementation of this process, chosen once.
  static Kernels chosen() {
    return ScalarKernels.INSTANCE;
  }

  /// `Σ a[aFrom + i]·b[bFrom + i]` over `i < length`, a in F.
  Ext innerProduct(long[] a, int aFrom, ExtArray b, int bFrom, int length);

  /// `Σ a[aFrom + i]·b[bFrom + i]` over `i < length`, a signed integers.
  Ext innerProduct(int[] a, int aFrom, ExtArray b, int bFrom, int length);

  /// `Σ a[aFrom + i]·b[bFrom + i]` over `i < length`, a in E.
  Ext innerProduct(ExtArray a, int aFrom, ExtArray b, int bFrom, int length);

  /// `sum[sumFrom + i] += c·x[xFrom + i]` for `i < length`, x in F.
  void addScaled(ExtArray sum, int sumFrom, Ext c, long[] x, int xFrom, int length);

  /// `sum[sumFrom + i] += c·x[xFrom + i]` for `i < length`, x signed integers.
  void addScaled(ExtArray sum, int sumFrom, Ext c, int[] x, int xFrom, int length);

  /// `sum[sumFrom + i] += c·x[xFrom + i]` for `i < length`, x in E; `sum` and `x` may be the same
  /// array if the ranges are equal or disjoint.
  void addScaled(ExtArray sum, int sumFrom, Ext c, ExtArray x, int xFrom, int length);

  /// Binds variable 1: `to[i] = table[i] + r·(table[half + i] - table[i])` for `i < half`. `to` may
  /// be `table`.
  void fold(ExtArray table, int half, Ext r, ExtArray to);

  /// Binds variable 1 of a table in F: `to[i] = table[i] + r·(table[half + i] - table[i])`.
  void fold(long[] table, int half, Ext r, ExtArray to);
}
