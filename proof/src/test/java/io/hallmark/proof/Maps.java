package io.hallmark.proof;

import java.util.Map;
import java.util.Objects;

/// Look-ups that must succeed.
public final class Maps {
  private Maps() {}

  /// The value of a key that is there.
  public static <K, V> V get(Map<K, V> map, K key) {
    return Objects.requireNonNull(map.get(key), () -> "no " + key);
  }
}
