package io.hallmark.proof.relation;

/// Walks an index box row by row and keeps the addresses in several tables. Neighbouring labels
/// along which every table runs on without a gap are taken as one, so rows are as long as they can
/// be.
final class Rows {
  /// Receives one row.
  interface Action {
    /// Works on one row.
    ///
    /// @param at address of its first cell in every table
    /// @param steps distance of its neighbours in every table
    /// @param length number of cells
    void accept(int[] at, int[] steps, int length);
  }

  private final int[] extents;
  private final int[][] strides;

  /// @param extents extent of every label, first most significant
  /// @param strides per table, the stride of every label, 0 for one that the table lacks
  Rows(int[] extents, int[]... strides) {
    int[] merged = new int[extents.length];
    int[][] by = new int[strides.length][extents.length];
    int rank = 0;
    for (int k = 0; k < extents.length; k++) {
      boolean runsOn = rank > 0;
      for (int t = 0; runsOn && t < strides.length; t++) {
        runsOn = by[t][rank - 1] == strides[t][k] * extents[k];
      }
      rank += runsOn ? 0 : 1;
      merged[rank - 1] = (runsOn ? merged[rank - 1] : 1) * extents[k];
      for (int t = 0; t < strides.length; t++) {
        by[t][rank - 1] = strides[t][k];
      }
    }
    this.extents = java.util.Arrays.copyOf(merged, rank);
    this.strides = by;
  }

  /// Visits all rows in order.
  void forEach(Action action) {
    int tables = strides.length;
    int[] at = new int[tables];
    int[] steps = new int[tables];
    if (extents.length == 0) {
      action.accept(at, steps, 1);
      return;
    }
    int last = extents.length - 1;
    for (int t = 0; t < tables; t++) {
      steps[t] = strides[t][last];
    }
    int[] index = new int[last];
    while (true) {
      action.accept(at, steps, extents[last]);
      int k = last - 1;
      while (k >= 0 && ++index[k] == extents[k]) {
        index[k] = 0;
        for (int t = 0; t < tables; t++) {
          at[t] -= strides[t][k] * (extents[k] - 1);
        }
        k--;
      }
      if (k < 0) {
        return;
      }
      for (int t = 0; t < tables; t++) {
        at[t] += strides[t][k];
      }
    }
  }
}
