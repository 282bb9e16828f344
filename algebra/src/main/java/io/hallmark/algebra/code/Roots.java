package io.hallmark.algebra.code;

import io.hallmark.algebra.field.Goldilocks;
import java.util.Arrays;

/// Tables of powers that transforms of any size share; they grow on demand and are never changed
/// once published.
final class Roots {
  private static volatile long[] twiddles = {0, 1};
  private static volatile long[] shifts = {1};

  private Roots() {}

  /// A table with `[h + j] = w_s^j` for `j < h = 2^(s-1)` and all stages s up to `logSize`.
  static long[] twiddles(int logSize) {
    long[] table = twiddles;
    return table.length >= 1 << logSize ? table : growTwiddles(1 << logSize);
  }

  /// A table with `[j] = 7^j` for `j < count`.
  static long[] shifts(int count) {
    long[] table = shifts;
    return table.length >= count ? table : growShifts(count);
  }

  private static synchronized long[] growTwiddles(int size) {
    int known = twiddles.length;
    if (known >= size) {
      return twiddles;
    }
    long[] table = Arrays.copyOf(twiddles, size);
    for (int h = known; h < size; h *= 2) {
      long root = Goldilocks.rootOfUnity(Integer.numberOfTrailingZeros(h) + 1);
      for (int j = 0; j < h; j += 2) {
        table[h + j] = table[(h + j) / 2]; // w_s^(2i) = w_(s-1)^i
        table[h + j + 1] = Goldilocks.mul(table[h + j], root);
      }
    }
    twiddles = table;
    return table;
  }

  private static synchronized long[] growShifts(int count) {
    int known = shifts.length;
    if (known >= count) {
      return shifts;
    }
    long[] table = Arrays.copyOf(shifts, Math.max(count, 2 * known));
    for (int j = known; j < table.length; j++) {
      table[j] = Goldilocks.mul(table[j - 1], Goldilocks.GENERATOR);
    }
    shifts = table;
    return table;
  }
}
