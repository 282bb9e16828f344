package io.hallmark.document;

/// A value of a document: an object, an array, a string, an integer below 2^53 in magnitude, or a
/// truth value. There is no null and no other number: those are decimal strings.
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonInteger, JsonBoolean {

  /// What a reader calls this kind of value in a message: "an object", "a string", …
  String kind();
}
