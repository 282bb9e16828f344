package io.hallmark.proof.relation;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;

/// Sums of scaled rows, in F or in integers. Integers are the faster way to the same elements while
/// nothing overflows.
enum RowArithmetic {
  /// Canonical elements.
  FIELD {
    @Override
    long[] values(Cells cells) {
      return cells.toElements();
    }

    @Override
    long coefficient(long element) {
      return element;
    }

    @Override
    void addScaled(
        long[] to, int at, int toStep, long c, long[] from, int s, int step, int length) {
      for (int k = 0, i = at, j = s; k < length; k++, i += toStep, j += step) {
        to[i] = Goldilocks.add(to[i], Goldilocks.mul(c, from[j]));
      }
    }

    @Override
    Cells cells(long[] values) {
      return Cells.overElements(values);
    }
  },

  /// Signed integers below `2^62`.
  INTEGER {
    @Override
    long[] values(Cells cells) {
      return Integers.of(cells);
    }

    @Override
    long coefficient(long element) {
      return Goldilocks.toSigned(element);
    }

    @Override
    void addScaled(
        long[] to, int at, int toStep, long c, long[] from, int s, int step, int length) {
      if (toStep == 1 && step == 1) {
        for (int k = 0; k < length; k++) {
          to[at + k] += c * from[s + k];
        }
        return;
      }
      for (int k = 0, i = at, j = s; k < length; k++, i += toStep, j += step) {
        to[i] += c * from[j];
      }
    }

    @Override
    Cells cells(long[] values) {
      return Cells.ofSigned(values);
    }
  };

  /// The values of a table in F as numbers of this kind.
  abstract long[] values(Cells cells);

  /// A canonical element as a number of this kind.
  abstract long coefficient(long element);

  /// `to[at + k·toStep] += c·from[s + k·step]` for `k < length`.
  abstract void addScaled(
      long[] to, int at, int toStep, long c, long[] from, int s, int step, int length);

  /// The table with these values; the array is given away.
  abstract Cells cells(long[] values);
}
