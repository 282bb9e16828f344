package io.hallmark.proof.relation;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.ClosedForms;
import io.hallmark.algebra.poly.Tables;
import org.jspecify.annotations.Nullable;

/// One vector of a product form: a weight in E for every index of one label.
///
/// A *point* r stands for the vector eq(r) cut to the extent, so a claim ignores whatever a liar
/// puts outside the box. Objects are compared by identity: make one per label and point and use it
/// everywhere, then everything derived from it is derived once.
///
/// - **Threads:** not safe: sum and entries are computed on demand.
public final class Phi {
  private final int length;
  private final Ext @Nullable [] point;
  private final boolean ones;
  private @Nullable ExtArray entries;
  private @Nullable Ext sum;

  private Phi(int length, Ext @Nullable [] point, boolean ones, @Nullable ExtArray entries) {
    this.length = length;
    this.point = point;
    this.ones = ones;
    this.entries = entries;
  }

  /// The vector eq(point), cut to the first `extent` entries.
  ///
  /// @param point one coordinate per variable, most significant first
  /// @param extent at most `2^v`
  public static Phi point(Ext[] point, int extent) {
    if (point.length > 31 || extent < 1 || extent > 1L << point.length) {
      throw new IllegalArgumentException("extent " + extent + ", " + point.length + " variables");
    }
    return new Phi(extent, point.clone(), false, null);
  }

  /// All ones.
  public static Phi ones(int extent) {
    return new Phi(extent, null, true, null);
  }

  /// Given entries; the array is not copied and must not change.
  public static Phi of(ExtArray entries) {
    return new Phi(entries.length(), null, false, entries);
  }

  /// Number of entries, the extent of the label.
  public int length() {
    return length;
  }

  /// The point whose eq this is, or null.
  public Ext @Nullable [] point() {
    return point == null ? null : point.clone();
  }

  /// Whether all entries are 1.
  public boolean isOnes() {
    return ones;
  }

  /// Whether all entries are in F.
  boolean isBase() {
    if (ones || point != null) {
      return ones;
    }
    for (long high : entries().a1()) {
      if (high != 0) {
        return false;
      }
    }
    return true;
  }

  /// The entries, not to be changed.
  public ExtArray entries() {
    ExtArray out = entries;
    if (out == null) {
      if (point != null) {
        out = Tables.eq(point, length);
      } else {
        out = new ExtArray(length);
        out.fill(Ext.ONE);
      }
      entries = out;
    }
    return out;
  }

  /// The sum of the entries; of a point in time `O(v)`.
  public Ext sum() {
    Ext out = sum;
    if (out == null) {
      if (ones) {
        out = Ext.of(length);
      } else if (point != null) {
        out = ClosedForms.counter(length, 1, 0, point);
      } else {
        out = Ext.ZERO;
        for (int i = 0; i < length; i++) {
          out = out.plus(entries().get(i));
        }
      }
      sum = out;
    }
    return out;
  }

  /// `sum over i of phi[i]·(start + step·i)`; of a point in time `O(v)`.
  Ext counter(long start, long step) {
    if (point != null) {
      return ClosedForms.counter(length, start, step, point);
    }
    Ext weighted = Ext.ZERO;
    for (int i = 1; i < length; i++) {
      weighted = weighted.plus(entries().get(i).times(i));
    }
    return sum().times(start).plus(weighted.times(step));
  }
}
