package io.hallmark.document;

/// An integer below 2^53 in magnitude, so that every JSON library in the world reads the same
/// number.
///
/// @param value the integer, in (-2^53, 2^53)
public record JsonInteger(long value) implements JsonValue {
  /// 2^53: the first magnitude that is refused.
  public static final long LIMIT = 1L << 53;

  /// @throws IllegalArgumentException if the magnitude is 2^53 or more
  public JsonInteger {
    if (value <= -LIMIT || value >= LIMIT) {
      throw new IllegalArgumentException("integer of 2^53 or more: " + value);
    }
  }

  @Override
  public String kind() {
    return "an integer";
  }
}
