package io.hallmark.proof.relation;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;

/// Cells as the integers in `(-p/2, p/2)` that stand for them.
final class Integers {
  /// Sums of this magnitude are no longer taken in integers.
  static final long LIMIT = 1L << 62;

  private static final int BLOCK = 1 << 12;

  private Integers() {}

  /// The largest absolute value.
  static long magnitude(Cells cells) {
    int n = cells.size();
    long most = 0;
    if (cells.isSmall()) {
      int[] block = new int[Math.min(n, BLOCK)];
      for (int from = 0; from < n; from += BLOCK) {
        int count = Math.min(BLOCK, n - from);
        cells.copySmall(from, block, 0, count);
        int low = 0;
        int high = 0;
        for (int i = 0; i < count; i++) {
          low = Math.min(low, block[i]);
          high = Math.max(high, block[i]);
        }
        most = Math.max(most, Math.max(high, -(long) low));
      }
      return most;
    }
    for (int i = 0; i < n; i++) {
      most = Math.max(most, Math.abs(Goldilocks.toSigned(cells.element(i))));
    }
    return most;
  }

  /// A copy.
  static long[] of(Cells cells) {
    int n = cells.size();
    long[] out = new long[n];
    if (cells.isSmall()) {
      int[] block = new int[Math.min(n, BLOCK)];
      for (int from = 0; from < n; from += BLOCK) {
        int count = Math.min(BLOCK, n - from);
        cells.copySmall(from, block, 0, count);
        for (int i = 0; i < count; i++) {
          out[from + i] = block[i];
        }
      }
      return out;
    }
    cells.copyElements(0, out, 0, n);
    for (int i = 0; i < n; i++) {
      out[i] = Goldilocks.toSigned(out[i]);
    }
    return out;
  }

  /// The cells at some places, 0 at place -1.
  static Cells at(Cells cells, int[] places) {
    if (cells.isSmall()) {
      int[] out = new int[places.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = places[i] < 0 ? 0 : cells.small(places[i]);
      }
      return Cells.ofInts(out);
    }
    long[] out = new long[places.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = places[i] < 0 ? 0 : cells.element(places[i]);
    }
    return Cells.overElements(out);
  }
}
