package io.hallmark.document;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// Typed access to one object of a document. Every failure names the path, what was expected and
/// what was found; a key that nobody asked for is refused.
///
/// Use it through [#whole], which checks at the end that this object and every object read below it
/// had no further keys:
///
/// ```java
/// Point p = JsonReader.whole(value, r -> new Point(r.integer("x", 0, 9), r.integer("y", 0, 9)));
/// ```
public final class JsonReader {
  private static final int MAX_SHOWN = 60;

  private final JsonObject object;
  private final String path;
  private final Set<String> known = new HashSet<>();
  private final List<JsonReader> children = new ArrayList<>();

  private JsonReader(JsonObject object, String path) {
    this.object = object;
    this.path = path;
  }

  /// Turns the members of an object into a value.
  ///
  /// @param <T> the type of the value
  @FunctionalInterface
  public interface Parser<T> {
    /// Reads all members.
    ///
    /// @throws DocumentException.Malformed if something is missing or wrong
    T parse(JsonReader reader) throws DocumentException.Malformed;
  }

  /// Reads a whole document, which must be an object, and refuses keys that the parser did not ask
  /// for.
  ///
  /// @throws DocumentException.Malformed if the value is no object, has a further key, or the
  ///   parser refuses it
  public static <T> T whole(JsonValue value, Parser<T> parser) throws DocumentException.Malformed {
    JsonReader reader = new JsonReader(asObject("$", value), "$");
    T result = parser.parse(reader);
    reader.refuseUnknownKeys();
    return result;
  }

  /// The path of this object, such as `$.model[0]`.
  public String path() {
    return path;
  }

  /// The object itself.
  public JsonObject source() {
    return object;
  }

  /// Whether the key is there; it counts as known from now on.
  public boolean has(String key) {
    known.add(key);
    return object.members().containsKey(key);
  }

  /// A value of any kind, which the caller reads itself.
  public JsonValue value(String key) throws DocumentException.Malformed {
    known.add(key);
    JsonValue value = object.members().get(key);
    if (value == null) {
      throw new DocumentException.Malformed(path, "the key \"" + key + "\" is missing");
    }
    return value;
  }

  /// A string.
  public String string(String key) throws DocumentException.Malformed {
    return asString(at(key), value(key));
  }

  /// A string, if the key is there.
  public Optional<String> optionalString(String key) throws DocumentException.Malformed {
    return has(key) ? Optional.of(string(key)) : Optional.empty();
  }

  /// One of these strings.
  public String oneOf(String key, String... allowed) throws DocumentException.Malformed {
    String found = string(key);
    for (String candidate : allowed) {
      if (candidate.equals(found)) {
        return found;
      }
    }
    String expected = "\"" + String.join("\", \"", allowed) + "\"";
    throw mismatch(key, allowed.length == 1 ? expected : "one of " + expected);
  }

  /// An integer.
  public long integer(String key) throws DocumentException.Malformed {
    return asInteger(at(key), value(key));
  }

  /// An integer in [min, max].
  public long integer(String key, long min, long max) throws DocumentException.Malformed {
    long found = integer(key);
    if (found < min || found > max) {
      throw mismatch(key, "an integer from " + min + " to " + max);
    }
    return found;
  }

  /// An integer in [min, max] that fits an `int`.
  public int smallInteger(String key, int min, int max) throws DocumentException.Malformed {
    return Math.toIntExact(integer(key, min, max));
  }

  /// An integer in [min, max], if the key is there.
  public OptionalLong optionalInteger(String key, long min, long max)
      throws DocumentException.Malformed {
    return has(key) ? OptionalLong.of(integer(key, min, max)) : OptionalLong.empty();
  }

  /// A truth value.
  public boolean truth(String key) throws DocumentException.Malformed {
    if (value(key) instanceof JsonBoolean(boolean value)) {
      return value;
    }
    throw mismatch(key, "true or false");
  }

  /// A decimal string.
  public Rational decimal(String key) throws DocumentException.Malformed {
    String text = string(key);
    if (!Rational.isDecimal(text)) {
      throw mismatch(key, "a decimal such as \"0.1\"");
    }
    return Rational.parse(text);
  }

  /// A decimal string, if the key is there.
  public Optional<Rational> optionalDecimal(String key) throws DocumentException.Malformed {
    return has(key) ? Optional.of(decimal(key)) : Optional.empty();
  }

  /// An integer of any size, written as a decimal string.
  public BigInteger bigInteger(String key) throws DocumentException.Malformed {
    Rational number = decimal(key);
    if (string(key).indexOf('.') >= 0) {
      throw mismatch(key, "an integer as a decimal string");
    }
    return number.numerator();
  }

  /// A digest: 64 lower-case hexadecimal digits.
  public Digest digest(String key) throws DocumentException.Malformed {
    String text = string(key);
    if (!Digest.isHex(text)) {
      throw mismatch(key, "64 lower-case hexadecimal digits");
    }
    return Digest.parse(text);
  }

  /// A digest, if the key is there.
  public Optional<Digest> optionalDigest(String key) throws DocumentException.Malformed {
    return has(key) ? Optional.of(digest(key)) : Optional.empty();
  }

  /// An object. Its further keys are refused when the whole document has been read.
  public JsonReader object(String key) throws DocumentException.Malformed {
    return child(at(key), value(key));
  }

  /// An object, if the key is there.
  public Optional<JsonReader> optionalObject(String key) throws DocumentException.Malformed {
    return has(key) ? Optional.of(object(key)) : Optional.empty();
  }

  /// An array.
  public List<JsonValue> array(String key) throws DocumentException.Malformed {
    if (value(key) instanceof JsonArray array) {
      return array.values();
    }
    throw mismatch(key, "an array");
  }

  /// An array of objects.
  public List<JsonReader> objects(String key) throws DocumentException.Malformed {
    List<JsonReader> readers = new ArrayList<>();
    for (JsonValue element : array(key)) {
      readers.add(child(at(key) + "[" + readers.size() + "]", element));
    }
    return readers;
  }

  /// An array of strings.
  public List<String> strings(String key) throws DocumentException.Malformed {
    List<String> strings = new ArrayList<>();
    for (JsonValue element : array(key)) {
      strings.add(asString(at(key) + "[" + strings.size() + "]", element));
    }
    return List.copyOf(strings);
  }

  /// An array of integers.
  public List<Long> integers(String key) throws DocumentException.Malformed {
    List<Long> integers = new ArrayList<>();
    for (JsonValue element : array(key)) {
      integers.add(asInteger(at(key) + "[" + integers.size() + "]", element));
    }
    return List.copyOf(integers);
  }

  /// The failure "expected this, found what stands at the key", for rules of the caller.
  ///
  /// @param expected what would have been right, such as "a multiple of 32"
  public DocumentException.Malformed mismatch(String key, String expected) {
    JsonValue found = object.members().get(key);
    return new DocumentException.Malformed(
        at(key), "expected " + expected + ", found " + (found == null ? "nothing" : show(found)));
  }

  private String at(String key) {
    return path + "." + key;
  }

  private JsonReader child(String childPath, JsonValue value) throws DocumentException.Malformed {
    JsonReader reader = new JsonReader(asObject(childPath, value), childPath);
    children.add(reader);
    return reader;
  }

  private void refuseUnknownKeys() throws DocumentException.Malformed {
    for (String key : object.members().keySet()) {
      if (!known.contains(key)) {
        throw new DocumentException.Malformed(
            at(key), "unknown key; expected one of " + String.join(", ", new TreeSet<>(known)));
      }
    }
    for (JsonReader child : children) {
      child.refuseUnknownKeys();
    }
  }

  private static JsonObject asObject(String path, JsonValue value)
      throws DocumentException.Malformed {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw wrongKind(path, "an object", value);
  }

  private static String asString(String path, JsonValue value) throws DocumentException.Malformed {
    if (value instanceof JsonString(String text)) {
      return text;
    }
    throw wrongKind(path, "a string", value);
  }

  private static long asInteger(String path, JsonValue value) throws DocumentException.Malformed {
    if (value instanceof JsonInteger(long integer)) {
      return integer;
    }
    throw wrongKind(path, "an integer", value);
  }

  private static DocumentException.Malformed wrongKind(
      String path, String expected, JsonValue found) {
    return new DocumentException.Malformed(path, "expected " + expected + ", found " + show(found));
  }

  private static String show(JsonValue value) {
    return switch (value) {
      case JsonString(String text) when text.length() > MAX_SHOWN ->
          "\"" + text.substring(0, text.offsetByCodePoints(0, 20)) + "…\"";
      case JsonString(String text) -> "\"" + text + "\"";
      case JsonInteger(long integer) -> Long.toString(integer);
      case JsonBoolean(boolean truth) -> Boolean.toString(truth);
      case JsonObject object -> object.kind();
      case JsonArray array -> array.kind();
    };
  }
}
