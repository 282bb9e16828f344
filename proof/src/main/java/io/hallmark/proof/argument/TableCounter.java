package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.BoxTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts how often each entry of a lookup table is looked up: directly by the first column, or, if
/// that is not possible, by tuples compressed at random elements.
final class TableCounter {
  private final Ext[] betas;
  private final @Nullable DirectIndex direct;
  private final EntryIndex compressed;
  private final long[] counts;

  private TableCounter(
      Ext[] betas, @Nullable DirectIndex direct, EntryIndex compressed, long[] counts) {
    this.betas = betas;
    this.direct = direct;
    this.compressed = compressed;
    this.counts = counts;
  }

  /// A counter at zero.
  ///
  /// @param columns the columns of the table
  /// @param betas random elements, as many as columns
  static TableCounter of(List<BoxTable> columns, Ext[] betas) {
    boolean base = columns.stream().allMatch(BoxTable::isBase);
    DirectIndex direct = base ? DirectIndex.of(cells(columns)) : null;
    ExtArray entries = direct == null ? compressed(columns, betas) : new ExtArray(0);
    long[] counts = new long[columns.get(0).size()];
    return new TableCounter(betas, direct, new EntryIndex(entries), counts);
  }

  /// Counts the tuples of a lookup.
  ///
  /// @return the first tuple that is in no entry, or -1
  int count(List<BoxTable> columns) {
    if (direct != null) {
      return direct.count(cells(columns), counts);
    }
    ExtArray tuples = compressed(columns, betas);
    for (int i = 0; i < tuples.length(); i++) {
      int at = compressed.find(tuples.a0()[i], tuples.a1()[i]);
      if (at < 0) {
        return i;
      }
      counts[at]++;
    }
    return -1;
  }

  /// The counts so far, not copied.
  long[] counts() {
    return counts;
  }

  private static List<Cells> cells(List<BoxTable> columns) {
    return columns.stream().map(BoxTable::cells).toList();
  }

  /// Every tuple as one element: `sum over k of beta_k·e_k`.
  private static ExtArray compressed(List<BoxTable> columns, Ext[] betas) {
    ExtArray out = new ExtArray(columns.get(0).size());
    for (int k = 0; k < columns.size(); k++) {
      BoxTable column = columns.get(k);
      long[] a1 = column.a1();
      if (a1 == null) {
        Kernels.chosen().addScaled(out, 0, betas[k], column.a0(), 0, out.length());
      } else {
        ExtArray x = ExtArray.over(column.a0(), a1);
        Kernels.chosen().addScaled(out, 0, betas[k], x, 0, out.length());
      }
    }
    return out;
  }
}
