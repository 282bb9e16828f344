package io.hallmark.proof.relation;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An affine column in integers: its coefficients are small integers over a common power of two, as
/// those of a remainder's last limb are, `2^(-o)·(N + 2^(s-1) - 2^s·y - low limbs)`. The sum is
/// taken in integers and divided once per cell.
final class IntegerAffine {
  private static final int MAX_SHIFT = 62;

  private final long[] coefficients;
  private final long constant;
  private final int shift;
  private final boolean found;

  /// @param constant the constant, canonical
  IntegerAffine(Column.Affine column, long constant) {
    this.coefficients = new long[column.terms().size()];
    int o = 0;
    long scaled = 0;
    boolean fits = false;
    while (!fits && o <= MAX_SHIFT) {
      long unit = Goldilocks.pow(2, o);
      scaled = Goldilocks.toSigned(Goldilocks.mul(unit, constant));
      fits = Math.abs(scaled) < Integers.LIMIT / 4;
      for (int k = 0; k < coefficients.length; k++) {
        long c = column.terms().get(k).coefficient();
        coefficients[k] = Goldilocks.toSigned(Goldilocks.mul(unit, c));
        fits &= Math.abs(coefficients[k]) < Integers.LIMIT / 4;
      }
      o += fits ? 0 : 1;
    }
    this.constant = scaled;
    this.shift = o;
    this.found = fits;
  }

  /// The values, or null if a sum could reach `2^62`.
  @Nullable Cells sum(List<BoxTable> tables, LinearColumns layout) {
    long most = Math.abs(constant);
    for (int k = 0; k < coefficients.length; k++) {
      long term = Saturating.times(Math.abs(coefficients[k]), tables.get(k).magnitude());
      most = Saturating.plus(most, term);
    }
    if (!found || most >= Integers.LIMIT) {
      return null;
    }
    long[] to = new long[layout.size()];
    Arrays.fill(to, constant);
    for (int k = 0; k < coefficients.length; k++) {
      layout.addScaled(
          RowArithmetic.INTEGER, coefficients[k], k, Integers.of(tables.get(k).cells()), to);
    }
    return divided(to);
  }

  private Cells divided(long[] sums) {
    long mask = (1L << shift) - 1;
    long rest = 0;
    for (long x : sums) {
      rest |= x & mask;
    }
    if (rest == 0) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] >>= shift;
      }
      return Cells.ofSigned(sums);
    }
    long unit = Goldilocks.inverse(Goldilocks.pow(2, shift));
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Goldilocks.mul(Goldilocks.fromSigned(sums[i]), unit);
    }
    return Cells.overElements(sums);
  }
}
