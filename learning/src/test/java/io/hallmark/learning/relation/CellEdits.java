package io.hallmark.learning.relation;

import io.hallmark.algebra.field.Goldilocks;

/// Ways to alter cells.
public final class CellEdits {
  private CellEdits() {}

  public static void add(long[] cells, int at, long element) {
    cells[at] = Goldilocks.add(cells[at], element);
  }

  /// `k / 2^shift` in the field.
  public static long fraction(long k, int shift) {
    return Goldilocks.mul(Goldilocks.fromSigned(k), Goldilocks.inverse(1L << shift));
  }

  /// `1/k` in the field.
  public static long inverse(long k) {
    return Goldilocks.inverse(Goldilocks.fromSigned(k));
  }

  /// `y + 2^-s` and low limb - 1, at a cell whose low limb is not zero: the equation still holds.
  public static void fraction(Assignment a, int part, String column, int shift) {
    long[] low = a.own(part, column + ".r0");
    int at = 0;
    while (low[at] == 0) {
      at++;
    }
    low[at]--;
    add(a.own(part, column), at, fraction(1, shift));
  }

  /// Adds to a cell of signed `width` bits and follows with its low limb.
  public static void follow(
      Assignment a, int part, String column, int at, int by, int width, int limb) {
    add(a.own(part, column), at, Goldilocks.fromSigned(by));
    long value = Goldilocks.toSigned(a.own(part, column)[at]) + (1L << (width - 1));
    a.own(part, column + ".l0")[at] = value & ((1L << limb) - 1);
  }
}
