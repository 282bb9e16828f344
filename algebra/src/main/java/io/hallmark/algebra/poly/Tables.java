package io.hallmark.algebra.poly;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.simd.Kernels;

/// Tables of values on `{0,1}^v` and their multilinear extensions.
///
/// **Variable 1 is the most significant bit of a table index**: index i has bits `(i_1, …, i_v)`
/// with `i = Σ i_k·2^(v-k)`. The multilinear extension of T at `r = (r_1, …, r_v)` is `T~(r) = Σ_i
/// eq(r, i)·T[i]`, where `eq(r, x) = Π_k (r_k·x_k + (1 - r_k)(1 - x_k))`.
///
/// - **Cost:** all methods take time linear in the table; `fold` one multiplication in E per pair.
/// - **Threads:** no state; concurrent calls must not share a table that one of them changes.
public final class Tables {
  private static final Kernels KERNELS = Kernels.chosen();

  private Tables() {}

  /// The table `eq(point, i)`, i in `[2^v]`.
  ///
  /// @param point at most 30 coordinates, `point[0]` belongs to variable 1
  public static ExtArray eq(Ext[] point) {
    return eq(point, 1 << checkedVariables(point));
  }

  /// The first `count` entries of the table `eq(point, i)`; computes little more than these.
  ///
  /// @throws IllegalArgumentException unless `0 <= count <= 2^v` and `v <= 30`
  public static ExtArray eq(Ext[] point, int count) {
    int v = checkedVariables(point);
    if (count < 0 || count > 1 << v) {
      throw new IllegalArgumentException(count + " entries of a table of 2^" + v);
    }
    ExtArray table = new ExtArray(count);
    if (count == 0) {
      return table;
    }
    table.set(0, Ext.ONE);
    long[] t0 = table.a0();
    long[] t1 = table.a1();
    // After step k the first entries hold eq(point[0..k], ·). Going down, entry i spreads to 2i and
    // 2i + 1 after both of these have spread themselves.
    for (int k = 0; k < v; k++) {
      long r0 = point[k].a0();
      long r1 = point[k].a1();
      int prefixes =
          ((count - 1) >> (v - k)) + 1; // prefixes of k bits among the first count indices
      int children = ((count - 1) >> (v - k - 1)) + 1;
      for (int i = prefixes - 1; i >= 0; i--) {
        long x0 = t0[i];
        long x1 = t1[i];
        long one0 = Ext.product0(x0, x1, r0, r1);
        long one1 = Ext.product1(x0, x1, r0, r1);
        if (2 * i + 1 < children) {
          t0[2 * i + 1] = one0;
          t1[2 * i + 1] = one1;
        }
        t0[2 * i] = Goldilocks.sub(x0, one0);
        t1[2 * i] = Goldilocks.sub(x1, one1);
      }
    }
    return table;
  }

  /// Binds variable 1 to r: `T'[i] = T[i] + r·(T[i + half] - T[i])`; the argument is unchanged.
  ///
  /// @throws IllegalArgumentException if the table has fewer than two entries or an odd number
  public static ExtArray fold(ExtArray table, Ext r) {
    ExtArray out = new ExtArray(half(table.length()));
    KERNELS.fold(table, out.length(), r, out);
    return out;
  }

  /// Binds variable 1 of a table in F to r; the argument is unchanged.
  ///
  /// @throws IllegalArgumentException if the table has fewer than two entries or an odd number
  public static ExtArray fold(long[] table, Ext r) {
    ExtArray out = new ExtArray(half(table.length));
    KERNELS.fold(table, out.length(), r, out);
    return out;
  }

  /// Binds variable 1 of the table in the first `size` entries, in place: the first `size/2`
  /// entries then hold the result, the others are left as they were.
  ///
  /// @throws IllegalArgumentException unless `size` is even, at least 2 and within the array
  public static void foldInPlace(ExtArray table, int size, Ext r) {
    if (size > table.length()) {
      throw new IllegalArgumentException(size + " entries of " + table.length());
    }
    KERNELS.fold(table, half(size), r, table);
  }

  /// `T~(point)`.
  ///
  /// @throws IllegalArgumentException unless the table has `2^v` entries
  public static Ext evaluate(ExtArray table, Ext[] point) {
    checkSize(table.length(), point);
    if (point.length == 0) {
      return table.get(0);
    }
    return finish(fold(table, point[0]), point);
  }

  /// `T~(point)` for a table in F.
  ///
  /// @throws IllegalArgumentException unless the table has `2^v` entries
  public static Ext evaluate(long[] table, Ext[] point) {
    checkSize(table.length, point);
    if (point.length == 0) {
      return Ext.of(table[0]);
    }
    return finish(fold(table, point[0]), point);
  }

  /// `Σ a[i]·b[i]`.
  ///
  /// @throws IllegalArgumentException if the lengths differ
  public static Ext innerProduct(ExtArray a, ExtArray b) {
    checkEqual(a.length(), b.length());
    return KERNELS.innerProduct(a, 0, b, 0, b.length());
  }

  /// `Σ a[i]·b[i]`, a in F.
  ///
  /// @throws IllegalArgumentException if the lengths differ
  public static Ext innerProduct(long[] a, ExtArray b) {
    checkEqual(a.length, b.length());
    return KERNELS.innerProduct(a, 0, b, 0, b.length());
  }

  /// `Σ a[i]·b[i]`, a signed integers.
  ///
  /// @throws IllegalArgumentException if the lengths differ
  public static Ext innerProduct(int[] a, ExtArray b) {
    checkEqual(a.length, b.length());
    return KERNELS.innerProduct(a, 0, b, 0, b.length());
  }

  private static Ext finish(ExtArray table, Ext[] point) {
    int size = table.length();
    for (int k = 1; k < point.length; k++) {
      foldInPlace(table, size, point[k]);
      size /= 2;
    }
    return table.get(0);
  }

  private static int half(int size) {
    if (size < 2 || size % 2 != 0) {
      throw new IllegalArgumentException("cannot halve a table of " + size);
    }
    return size / 2;
  }

  private static int checkedVariables(Ext[] point) {
    if (point.length > 30) {
      throw new IllegalArgumentException(point.length + " variables are too many for a table");
    }
    return point.length;
  }

  private static void checkSize(int size, Ext[] point) {
    if (size != 1 << checkedVariables(point)) {
      throw new IllegalArgumentException("table of " + size + ", point of " + point.length);
    }
  }

  private static void checkEqual(int a, int b) {
    if (a != b) {
      throw new IllegalArgumentException("lengths " + a + " and " + b);
    }
  }
}
