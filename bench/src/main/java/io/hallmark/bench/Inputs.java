package io.hallmark.bench;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import java.util.SplittableRandom;

/// Seeded inputs of the benchmarks, and the check of their results.
final class Inputs {
  private final SplittableRandom random = new SplittableRandom(20260101);

  long[] elements(int count) {
    return random.longs(count).map(Goldilocks::reduce).toArray();
  }

  ExtArray extArray(int count) {
    return ExtArray.over(elements(count), elements(count));
  }

  Ext ext() {
    return extArray(1).get(0);
  }

  int[] ints(int count) {
    return random.ints(count).toArray();
  }

  /// @throws IllegalStateException unless the measured code computed what it should
  static void check(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new IllegalStateException("expected " + expected + ", computed " + actual);
    }
  }
}
