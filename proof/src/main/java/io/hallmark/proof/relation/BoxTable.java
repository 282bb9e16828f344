package io.hallmark.proof.relation;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.commitment.Cells;
import org.jspecify.annotations.Nullable;

/// Values over the index box of some labels, first label most significant: in F, stored like cells
/// in the smallest type that holds them, or in E. Nothing is copied; the arrays must not be
/// changed.
///
/// - **Threads:** safe as long as nobody writes.
public final class BoxTable {
  private final @Nullable Cells base;
  private final @Nullable ExtArray extension;
  private long magnitude = -1; // every thread computes the same

  private BoxTable(@Nullable Cells base, @Nullable ExtArray extension) {
    this.base = base;
    this.extension = extension;
  }

  /// A table in F.
  public static BoxTable of(Cells values) {
    return new BoxTable(values, null);
  }

  /// A table in E. The array is not copied.
  public static BoxTable of(ExtArray values) {
    return new BoxTable(null, values);
  }

  /// Number of cells.
  public int size() {
    return base != null ? base.size() : toExt().length();
  }

  /// Whether all values are in F.
  public boolean isBase() {
    return base != null;
  }

  /// The values of a table in F.
  ///
  /// @throws IllegalStateException if the table is in E
  public Cells cells() {
    if (base == null) {
      throw new IllegalStateException("a table in E");
    }
    return base;
  }

  /// The values, or the coefficients of 1 of values in E; of a table in F a copy.
  public long[] a0() {
    return extension != null ? extension.a0() : cells().toElements();
  }

  /// The coefficients of X, or null for values in F.
  public long @Nullable [] a1() {
    return extension == null ? null : extension.a1();
  }

  /// The value of one cell.
  public Ext get(int i) {
    return extension != null ? extension.get(i) : Ext.of(cells().element(i));
  }

  /// The values as elements of E; shares the arrays if they are in E.
  public ExtArray toExt() {
    if (extension != null) {
      return extension;
    }
    long[] elements = cells().toElements();
    return ExtArray.over(elements, new long[elements.length]);
  }

  /// The largest absolute value of the integers in `(-p/2, p/2)` that stand for the values of a
  /// table in F.
  long magnitude() {
    long out = magnitude;
    if (out < 0) {
      out = Integers.magnitude(cells());
      magnitude = out;
    }
    return out;
  }

  /// The values at some places, 0 at place -1.
  public BoxTable at(int[] places) {
    if (extension == null) {
      return of(Integers.at(cells(), places));
    }
    ExtArray out = new ExtArray(places.length);
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        out.a0()[i] = extension.a0()[places[i]];
        out.a1()[i] = extension.a1()[places[i]];
      }
    }
    return of(out);
  }

  /// Size only: values can be secret.
  @Override
  public String toString() {
    return "BoxTable[" + size() + (isBase() ? " in F]" : " in E]");
  }
}
