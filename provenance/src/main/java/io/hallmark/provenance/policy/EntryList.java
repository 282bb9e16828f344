package io.hallmark.provenance.policy;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The entries of a list: digests of one or four limbs, ascending and distinct.
///
/// @param limbs per limb, one integer below 2^60 per entry
@SuppressWarnings("ArrayRecordComponent") // arrays for their speed, never shared
public record EntryList(long[][] limbs) {
  /// Copies the arrays and checks their order.
  ///
  /// @throws IllegalArgumentException if sizes differ or entries are not ascending
  public EntryList {
    limbs = Arrays.stream(limbs).map(long[]::clone).toArray(long[][]::new);
    for (long[] limb : limbs) {
      if (limb.length != limbs[0].length) {
        throw new IllegalArgumentException("limbs of different lengths");
      }
    }
    for (int e = 1; e < limbs[0].length; e++) {
      if (compare(limbs, e - 1, e) >= 0) {
        throw new IllegalArgumentException("entry " + (e + 1) + " is not above the one before");
      }
    }
  }

  private static int compare(long[][] limbs, int a, int b) {
    for (long[] limb : limbs) {
      if (limb[a] != limb[b]) {
        return Long.compare(limb[a], limb[b]);
      }
    }
    return 0;
  }

  /// Entries of one limb in any order, repetitions dropped.
  public static EntryList ofKeys(long... keys) {
    return new EntryList(new long[][] {Arrays.stream(keys).sorted().distinct().toArray()});
  }

  /// Entries of several limbs in any order.
  ///
  /// @throws IllegalArgumentException if one stands twice
  public static EntryList ofTuples(long[]... entries) {
    long[][] sorted = entries.clone();
    Arrays.sort(sorted, Arrays::compare);
    int limbs = sorted.length == 0 ? 4 : sorted[0].length;
    return new EntryList(
        IntStream.range(0, limbs)
            .mapToObj(k -> Arrays.stream(sorted).mapToLong(e -> e[k]).toArray())
            .toArray(long[][]::new));
  }

  /// Number of entries.
  public int size() {
    return limbs[0].length;
  }

  /// Number of limbs.
  public int width() {
    return limbs.length;
  }

  /// A copy of one limb of every entry.
  public long[] limb(int k) {
    return limbs[k].clone();
  }

  /// The distinct keys, ascending.
  long[] keys() {
    return Arrays.stream(limbs[0]).distinct().toArray();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof EntryList e && Arrays.deepEquals(limbs, e.limbs);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(limbs);
  }

  @Override
  public String toString() {
    return size() + " entries of " + width() + " limbs";
  }
}
