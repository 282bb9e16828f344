package io.hallmark.proof.argument;

import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.simd.FractionKernels;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.ColumnValues;
import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.PartIndex;
import java.util.function.IntFunction;

/// A column as the leaves of the lookup tree read it, in the order of the strip's labels.
sealed interface LeafColumn {
  /// Integers of at most 32 bits.
  ///
  /// @param isNarrow whether all are in `[0, 2^20)`
  record Small(Cells cells, boolean isNarrow) implements LeafColumn {}

  /// Canonical elements of F.
  @SuppressWarnings("ArrayRecordComponent") // read in place
  record Base(long[] values) implements LeafColumn {}

  /// Elements of E.
  record Extension(ExtArray values) implements LeafColumn {}

  /// A column of a part.
  ///
  /// @param labels the order of the labels
  /// @param cells cells of a column that is cells
  static LeafColumn of(
      PartIndex part, int column, Ids labels, IntFunction<Cells> cells, ColumnValues values) {
    boolean inOrder = part.labels(column).equals(labels);
    if (inOrder && part.isCells(column)) {
      Cells own = cells.apply(column);
      return own.isSmall() ? small(own) : new Base(own.toElements());
    }
    LabelTable table = LabelTable.of(part, column, values.of(column)).reordered(labels);
    long[] a1 = table.a1();
    return a1 == null ? ofElements(table.a0()) : new Extension(ExtArray.over(table.a0(), a1));
  }

  private static LeafColumn ofElements(long[] elements) {
    int[] ints = new int[elements.length];
    for (int i = 0; i < ints.length; i++) {
      long signed = Goldilocks.toSigned(elements[i]);
      ints[i] = (int) signed;
      if (ints[i] != signed) {
        return new Base(elements);
      }
    }
    return small(Cells.ofInts(ints));
  }

  private static LeafColumn small(Cells cells) {
    int[] block = new int[FractionKernels.BLOCK];
    int seen = 0;
    for (int from = 0; from < cells.size(); from += block.length) {
      int n = Math.min(block.length, cells.size() - from);
      cells.copySmall(from, block, 0, n);
      for (int i = 0; i < n; i++) {
        seen |= block[i];
      }
    }
    // the bound is a power of two, and a negative integer has the highest bit
    return new Small(cells, (seen & -FractionKernels.INT_BOUND) == 0);
  }
}
