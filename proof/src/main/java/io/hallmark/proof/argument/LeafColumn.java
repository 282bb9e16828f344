package io.hallmark.proof.argument;

import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.FractionKernels;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.BoxTable;
import io.hallmark.proof.relation.ColumnValues;
import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.PartIndex;

/// A column as the leaves of the lookup tree read it, in the order of the strip's labels.
sealed interface LeafColumn {
  /// Integers of at most 32 bits.
  ///
  /// @param isNarrow whether all are in `[0, 2^20)`
  record Small(Cells cells, boolean isNarrow) implements LeafColumn {}

  /// Elements of F.
  record Base(Cells cells) implements LeafColumn {}

  /// Elements of E.
  record Extension(ExtArray values) implements LeafColumn {}

  /// A column of a part.
  ///
  /// @param labels the order of the labels
  static LeafColumn of(PartIndex part, int column, Ids labels, ColumnValues values) {
    BoxTable table = LabelTable.of(part, column, values.of(column)).reordered(labels).values();
    if (!table.isBase()) {
      return new Extension(table.toExt());
    }
    return table.cells().isSmall() ? small(table.cells()) : new Base(table.cells());
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
