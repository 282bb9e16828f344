package io.hallmark.proof.relation;

import io.hallmark.proof.commitment.Cells;

/// The index tables of gather columns: small integers, -1 for *none*.
final class Gathers {
  private Gathers() {}

  /// Whether entry i is *none* or an index below `extent`.
  static boolean isInRange(Cells index, int i, long extent) {
    long v = index.isSmall() ? index.small(i) : index.element(i);
    return v >= (index.isSmall() ? -1 : 0) && v < extent;
  }

  /// Entry i: an index, or -1 for *none*.
  static int at(Cells index, int i) {
    return index.isSmall() ? index.small(i) : (int) index.element(i);
  }
}
