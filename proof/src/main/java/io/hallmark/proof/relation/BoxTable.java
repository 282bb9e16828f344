package io.hallmark.proof.relation;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import org.jspecify.annotations.Nullable;

/// The values of a column over its index box, first label most significant; in F, or in E if the
/// column depends on a fingerprint. The arrays are not copies and must not be changed.
///
/// - **Threads:** safe as long as nobody writes.
public final class BoxTable {
  private final long[] a0;
  private final long @Nullable [] a1;

  private BoxTable(long[] a0, long @Nullable [] a1) {
    this.a0 = a0;
    this.a1 = a1;
  }

  /// A table of canonical elements of F. The array is not copied.
  static BoxTable base(long[] values) {
    return new BoxTable(values, null);
  }

  /// A table of elements of E. The array is not copied.
  static BoxTable extension(long[] a0, long[] a1) {
    return new BoxTable(a0, a1);
  }

  /// Number of cells.
  public int size() {
    return a0.length;
  }

  /// Whether all values are in F.
  public boolean isBase() {
    return a1 == null;
  }

  /// The values, or the coefficients of 1 of values in E.
  public long[] a0() {
    return a0;
  }

  /// The coefficients of X, or null for values in F.
  public long @Nullable [] a1() {
    return a1;
  }

  /// The value of one cell.
  public Ext get(int i) {
    return new Ext(a0[i], a1 == null ? 0 : a1[i]);
  }

  /// The values as elements of E; shares the arrays if they are in E.
  public ExtArray toExt() {
    return ExtArray.over(a0, a1 == null ? new long[a0.length] : a1);
  }

  /// Size only: values can be secret.
  @Override
  public String toString() {
    return "BoxTable[" + size() + (isBase() ? " in F]" : " in E]");
  }
}
