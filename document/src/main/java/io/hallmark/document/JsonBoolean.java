package io.hallmark.document;

/// `true` or `false`.
///
/// @param value the truth value
public record JsonBoolean(boolean value) implements JsonValue {
  @Override
  public String kind() {
    return "a truth value";
  }
}
