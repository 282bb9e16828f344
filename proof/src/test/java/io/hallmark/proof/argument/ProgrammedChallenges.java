package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.Goldilocks;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// The answers of a programmed random oracle: uniform challenges that are fixed by a key before
/// anything is said and depend on no message.
///
/// @param key another key, other challenges
record ProgrammedChallenges(long key) {
  /// Outside the parts.
  static final int OPENING = -1;

  /// Extension elements.
  ///
  /// @param part number of the part, or [#OPENING]
  /// @param occurrence how often this label was asked for before, on the same fork
  Ext[] elements(int part, String label, int occurrence, int count) {
    SplittableRandom random = random(part, label, occurrence);
    Ext[] out = new Ext[count];
    for (int i = 0; i < count; i++) {
      out[i] = element(random);
    }
    return out;
  }

  /// Distinct indices below `2^nu`, ascending.
  long[] indices(int part, String label, int occurrence, int count, int nu) {
    SplittableRandom random = random(part, label, occurrence);
    TreeSet<Long> seen = new TreeSet<>();
    while (seen.size() < count) {
      seen.add(random.nextLong(1L << nu));
    }
    return seen.stream().mapToLong(Long::longValue).toArray();
  }

  private SplittableRandom random(int part, String label, int occurrence) {
    long seed = new SplittableRandom(key + Objects.hash(part, label, occurrence)).nextLong();
    return new SplittableRandom(seed);
  }

  /// A uniform element of E.
  static Ext element(SplittableRandom random) {
    return new Ext(base(random), base(random));
  }

  /// A uniform element of F.
  static long base(SplittableRandom random) {
    long word = random.nextLong();
    while (!Goldilocks.isCanonical(word)) {
      word = random.nextLong();
    }
    return word;
  }

  /// The challenges of one fork, counted as they are asked for.
  final class Fork {
    private final int part;
    private final Map<String, Integer> asked = new HashMap<>();

    Fork(int part) {
      this.part = part;
    }

    private int next(String label) {
      return asked.merge(label, 1, Integer::sum) - 1;
    }

    Ext[] elements(String label, int count) {
      return ProgrammedChallenges.this.elements(part, label, next(label), count);
    }

    long[] indices(String label, int count, int nu) {
      return ProgrammedChallenges.this.indices(part, label, next(label), count, nu);
    }
  }
}
