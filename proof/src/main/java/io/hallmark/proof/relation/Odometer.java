package io.hallmark.proof.relation;

/// Walks an index box in order, last label fastest, and keeps the addresses of the current cell in
/// several tables: each table has one stride per label, 0 for a label that it lacks.
final class Odometer {
  private final int[] extents;
  private final int[][] strides;
  private final int[] index;
  private final int[] at;

  /// @param extents extent of every label, first most significant
  /// @param strides per table, the stride of every label
  Odometer(int[] extents, int[]... strides) {
    this.extents = extents;
    this.strides = strides;
    this.index = new int[extents.length];
    this.at = new int[strides.length];
  }

  /// Address of the current cell in a table.
  int at(int table) {
    return at[table];
  }

  /// Moves to the next cell.
  ///
  /// @return false after the last one; then the walk starts again at the first
  boolean next() {
    for (int k = extents.length - 1; k >= 0; k--) {
      if (++index[k] < extents[k]) {
        for (int t = 0; t < at.length; t++) {
          at[t] += strides[t][k];
        }
        return true;
      }
      index[k] = 0;
      for (int t = 0; t < at.length; t++) {
        at[t] -= strides[t][k] * (extents[k] - 1);
      }
    }
    return false;
  }
}
