package io.hallmark.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// An ordered list of values.
///
/// @param values the values, in order
public record JsonArray(List<JsonValue> values) implements JsonValue {
  public JsonArray {
    values = List.copyOf(values);
  }

  /// An array of these values.
  public static JsonArray of(Collection<? extends JsonValue> values) {
    return new JsonArray(new ArrayList<>(values));
  }

  /// An array of strings.
  public static JsonArray ofStrings(Collection<String> values) {
    return new JsonArray(values.stream().<JsonValue>map(JsonString::new).toList());
  }

  /// An array of integers below 2^53 in magnitude.
  public static JsonArray ofIntegers(long... values) {
    List<JsonValue> list = new ArrayList<>(values.length);
    for (long value : values) {
      list.add(new JsonInteger(value));
    }
    return new JsonArray(list);
  }

  @Override
  public String kind() {
    return "an array";
  }
}
