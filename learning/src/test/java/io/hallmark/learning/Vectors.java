package io.hallmark.learning;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonInteger;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// One object of `vectors/training.json`, read without ceremony.
///
/// @param object the object
public record Vectors(JsonObject object) {
  /// The whole file.
  public static Vectors training() throws IOException, DocumentException.Malformed {
    byte[] bytes = Files.readAllBytes(Path.of("..", "vectors", "training.json"));
    return new Vectors((JsonObject) CanonicalJson.readLenient(bytes));
  }

  public Vectors at(String key) {
    return new Vectors((JsonObject) value(key));
  }

  public List<Vectors> all(String key) {
    return ((JsonArray) value(key))
        .values().stream().map(element -> new Vectors((JsonObject) element)).toList();
  }

  public String text(String key) {
    return ((JsonString) value(key)).value();
  }

  public byte[] bytes(String key) {
    return HexFormat.of().parseHex(text(key));
  }

  public int number(String key) {
    return Math.toIntExact(wide(key));
  }

  public long wide(String key) {
    return ((JsonInteger) value(key)).value();
  }

  public List<String> texts(String key) {
    return ((JsonArray) value(key))
        .values().stream().map(element -> ((JsonString) element).value()).toList();
  }

  public long[] numbers(String key) {
    return numbers((JsonArray) value(key));
  }

  public List<long[]> numberLists(String key) {
    return ((JsonArray) value(key))
        .values().stream().map(element -> numbers((JsonArray) element)).toList();
  }

  private static long[] numbers(JsonArray array) {
    return array.values().stream().mapToLong(element -> ((JsonInteger) element).value()).toArray();
  }

  private JsonValue value(String key) {
    return Objects.requireNonNull(object.members().get(key), key);
  }
}
