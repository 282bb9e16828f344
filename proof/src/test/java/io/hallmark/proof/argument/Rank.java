package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Goldilocks;
import java.util.ArrayList;
import java.util.List;

/// Ranks over F.
final class Rank {
  private Rank() {}

  /// The dimension of the affine space that vectors of equal length span. If they are images of
  /// more uniform points than that under one affine map, it is the rank of the map, except with
  /// probability about `1/p`.
  static int affine(List<long[]> points) {
    List<long[]> rows = new ArrayList<>();
    for (long[] point : points.subList(1, points.size())) {
      long[] row = new long[point.length];
      for (int j = 0; j < row.length; j++) {
        row[j] = Goldilocks.sub(point[j], points.getFirst()[j]);
      }
      rows.add(row);
    }
    int rank = 0;
    for (int column = 0; column < points.getFirst().length && rank < rows.size(); column++) {
      int pivot = rank;
      while (pivot < rows.size() && rows.get(pivot)[column] == 0) {
        pivot++;
      }
      if (pivot == rows.size()) {
        continue;
      }
      long[] chosen = rows.set(pivot, rows.get(rank));
      rows.set(rank++, chosen);
      long inverse = Goldilocks.inverse(chosen[column]);
      for (int i = rank; i < rows.size(); i++) {
        eliminate(rows.get(i), chosen, column, inverse);
      }
    }
    return rank;
  }

  private static void eliminate(long[] row, long[] pivot, int column, long inverse) {
    long factor = Goldilocks.mul(row[column], inverse);
    for (int j = column; factor != 0 && j < row.length; j++) {
      row[j] = Goldilocks.sub(row[j], Goldilocks.mul(factor, pivot[j]));
    }
  }
}
