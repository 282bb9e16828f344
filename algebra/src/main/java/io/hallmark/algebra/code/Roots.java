package io.hallmark.algebra.code;

import io.hallmark.algebra.field.Goldilocks;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Tables of roots of unity, made on demand and never changed once published: one that transforms
/// of any size share, and one per size for the values on a coset.
final class Roots {
  private static volatile long[] twiddles = {0, 1};
  private static final AtomicReferenceArray<long @Nullable []> cosets =
      new AtomicReferenceArray<>(Ntt.MAX_LOG_SIZE + 1);

  private Roots() {}

  /// A table with `[h + j] = w_s^j` for `j < h = 2^(s-1)` and all stages s up to `logSize`.
  static long[] twiddles(int logSize) {
    long[] table = twiddles;
    return table.length >= 1 << logSize ? table : growTwiddles(1 << logSize);
  }

  /// A table with `[h + j] = 7^(2^(logSize-s))·w_s^j` for `j < h = 2^(s-1)` and all stages s up to
  /// `logSize`: the roots of a transform whose result is the values on the coset of 7.
  static long[] cosetTwiddles(int logSize) {
    long[] table = cosets.get(logSize);
    if (table == null) {
      table = makeCoset(twiddles(logSize), logSize);
      cosets.set(logSize, table);
    }
    return table;
  }

  private static long[] makeCoset(long[] plain, int logSize) {
    long[] table = new long[1 << logSize];
    long shift = Goldilocks.GENERATOR;
    for (int s = logSize; s > 0; s--) {
      int h = 1 << (s - 1);
      for (int j = 0; j < h; j++) {
        table[h + j] = Goldilocks.mul(shift, plain[h + j]);
      }
      shift = Goldilocks.mul(shift, shift);
    }
    return table;
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
}
