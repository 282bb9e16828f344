package io.hallmark.document;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Values by key, in the canonical order of RFC 8785: keys compared as UTF-16 code units.
///
/// @param members the values by key, unmodifiable
public record JsonObject(SortedMap<String, JsonValue> members) implements JsonValue {
  /// @throws IllegalArgumentException if a key has a lone surrogate
  public JsonObject {
    SortedMap<String, JsonValue> sorted = new TreeMap<>(); // natural order = UTF-16 code units
    sorted.putAll(members);
    sorted.keySet().forEach(JsonString::requireScalars);
    members = Collections.unmodifiableSortedMap(sorted);
  }

  /// The value of a key, if it is there.
  public Optional<JsonValue> find(String key) {
    return Optional.ofNullable(members.get(key));
  }

  /// A builder that starts empty.
  public static Builder builder() {
    return new Builder();
  }

  /// A builder that starts with these members.
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.members.putAll(members);
    return builder;
  }

  @Override
  public String kind() {
    return "an object";
  }

  /// Collects members in any order.
  public static final class Builder {
    private final SortedMap<String, JsonValue> members = new TreeMap<>();

    private Builder() {}

    /// Sets a member, replacing an earlier one of this key.
    public Builder put(String key, JsonValue value) {
      members.put(key, value);
      return this;
    }

    /// Sets a string.
    public Builder put(String key, String value) {
      return put(key, new JsonString(value));
    }

    /// Sets an integer below 2^53 in magnitude.
    public Builder put(String key, long value) {
      return put(key, new JsonInteger(value));
    }

    /// Sets a truth value.
    public Builder put(String key, boolean value) {
      return put(key, new JsonBoolean(value));
    }

    /// Sets the lower-case hexadecimal form of a digest.
    public Builder put(String key, Digest value) {
      return put(key, value.hex());
    }

    /// Takes a member out, if it is there.
    public Builder remove(String key) {
      members.remove(key);
      return this;
    }

    /// The object.
    public JsonObject build() {
      return new JsonObject(members);
    }
  }
}
