package io.hallmark.provenance.policy;

import io.hallmark.proof.commitment.Cells;
import java.util.Arrays;
import java.util.List;

/// What a list of keys leaves free of `[0, 2^key)`: inclusive intervals, ascending.
///
/// @param low first integer of every interval
/// @param high last integer of every interval
@SuppressWarnings("ArrayRecordComponent") // arrays for their speed, never shared
record Intervals(long[] low, long[] high) {
  /// The complement of published keys, cut from the low end into pieces of at most `2^cut`: at most
  /// `L + 2^(key - cut) + 1` pieces.
  ///
  /// @param keys ascending and distinct
  static Intervals cut(long[] keys, PolicyFormat format) {
    long end = 1L << format.key();
    long piece = 1L << format.cut();
    long[] low = new long[Math.toIntExact(keys.length + end / piece + 1)];
    long[] high = new long[low.length];
    int n = 0;
    long at = 0;
    for (int k = 0; k <= keys.length; k++) {
      long stop = k < keys.length ? keys[k] : end;
      while (at < stop) {
        low[n] = at;
        at = Math.min(stop, at + piece);
        high[n++] = at - 1;
      }
      at = stop + 1;
    }
    return new Intervals(Arrays.copyOf(low, n), Arrays.copyOf(high, n));
  }

  /// The gaps around the entries of a private list, one before each and one after the last; a gap
  /// may be empty (`high = low - 1`).
  static Intervals gaps(long[] keys, PolicyFormat format) {
    long[] low = new long[keys.length + 1];
    long[] high = new long[keys.length + 1];
    for (int k = 0; k < low.length; k++) {
      low[k] = k == 0 ? 0 : keys[k - 1] + 1;
      high[k] = k < keys.length ? keys[k] - 1 : (1L << format.key()) - 1;
    }
    return new Intervals(low, high);
  }

  /// The interval of a key, or -1 if there is none.
  int find(long key) {
    int at = Arrays.binarySearch(low, key);
    int k = at >= 0 ? at : -at - 2;
    return k >= 0 && key <= high[k] ? k : -1;
  }

  List<Cells> columns() {
    return List.of(Cells.ofSigned(low), Cells.ofSigned(high));
  }
}
