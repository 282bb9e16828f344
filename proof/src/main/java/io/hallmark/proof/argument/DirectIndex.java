package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds tuples in a lookup table by their first entry, where the first column of the table holds
/// integers of a small range, each once (or, in a table of one column, at its first place).
///
/// - **Cost:** 4 bytes per integer of the range; one read per lookup and one comparison per further
///   column.
final class DirectIndex {
  private static final int BLOCK = 4096;

  private final long lowest;
  private final int[] places;
  private final List<long[]> others;

  private DirectIndex(long lowest, int[] places, List<long[]> others) {
    this.lowest = lowest;
    this.places = places;
    this.others = others;
  }

  /// The index of a table, or null if its first column is not of that kind.
  ///
  /// @param columns in F, at least one
  static @Nullable DirectIndex of(List<Cells> columns) {
    long[] first = columns.get(0).toElements();
    long lowest = Long.MAX_VALUE;
    long highest = Long.MIN_VALUE;
    for (int i = 0; i < first.length; i++) {
      first[i] = Goldilocks.toSigned(first[i]);
      lowest = Math.min(lowest, first[i]);
      highest = Math.max(highest, first[i]);
    }
    // both are within (-2^63, 2^63); a span that overflows is negative
    long span = highest - lowest;
    if (first.length == 0 || span < 0 || span > 4L * first.length) {
      return null;
    }
    int[] places = new int[(int) span + 1];
    Arrays.fill(places, -1);
    for (int i = 0; i < first.length; i++) {
      int at = (int) (first[i] - lowest);
      if (places[at] < 0) {
        places[at] = i;
      } else if (columns.size() > 1) {
        return null;
      }
    }
    List<long[]> others = new ArrayList<>();
    columns.subList(1, columns.size()).forEach(c -> others.add(c.toElements()));
    return new DirectIndex(lowest, places, others);
  }

  /// Counts the places of tuples.
  ///
  /// @param tuples the columns of a lookup, in F
  /// @param counts per entry of the table, increased
  /// @return the first tuple that is in no entry, or -1
  int count(List<Cells> tuples, long[] counts) {
    int size = tuples.get(0).size();
    long[] block = new long[Math.min(size, BLOCK)];
    int[] found = new int[block.length];
    for (int from = 0; from < size; from += BLOCK) {
      int n = Math.min(BLOCK, size - from);
      tuples.get(0).copyElements(from, block, 0, n);
      for (int i = 0; i < n; i++) {
        long at = Goldilocks.toSigned(block[i]) - lowest;
        found[i] = Long.compareUnsigned(at, places.length) < 0 ? places[(int) at] : -1;
      }
      for (int k = 0; k < others.size(); k++) {
        long[] column = others.get(k);
        tuples.get(k + 1).copyElements(from, block, 0, n);
        for (int i = 0; i < n; i++) {
          if (found[i] >= 0 && column[found[i]] != block[i]) {
            found[i] = -1;
          }
        }
      }
      for (int i = 0; i < n; i++) {
        if (found[i] < 0) {
          return from + i;
        }
        counts[found[i]]++;
      }
    }
    return -1;
  }
}
