package io.hallmark.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// RFC 8785 (JSON Canonicalization Scheme) for documents whose only numbers are integers.
///
/// One document has one encoding: keys sorted by UTF-16 code units, no white space, the shortest
/// escapes, UTF-8. Whatever [#read(byte[])] accepts, [#write] turns back into the same bytes.
/// Refused everywhere: duplicate keys, lone surrogates, escapes without a partner, leading zeros,
/// `-0`, fractions and exponents, integers of 2^53 or more, `null`, a byte-order mark, anything
/// after the value.
public final class CanonicalJson {
  private CanonicalJson() {}

  /// How much a reader takes before it refuses.
  ///
  /// @param maxBytes bytes of the document
  /// @param maxDepth objects and arrays inside one another, at most 512
  /// @param maxValues values and keys, all together
  public record Limits(int maxBytes, int maxDepth, int maxValues) {
    /// 16 MiB, depth 64, 2^20 values.
    public static final Limits DEFAULT = new Limits(1 << 24, 64, 1 << 20);

    /// @throws IllegalArgumentException if a limit is not positive, or the depth is above 512
    public Limits {
      if (maxBytes < 1 || maxDepth < 1 || maxDepth > 512 || maxValues < 1) {
        throw new IllegalArgumentException("limits are positive, the depth at most 512");
      }
    }
  }

  /// Reads canonical bytes, within the default limits.
  ///
  /// @throws DocumentException.Malformed if they are not the canonical bytes of a document
  public static JsonValue read(byte[] bytes) throws DocumentException.Malformed {
    return read(bytes, Limits.DEFAULT);
  }

  /// Reads canonical bytes.
  ///
  /// @throws DocumentException.Malformed if they are not the canonical bytes of a document, or it
  ///   exceeds a limit
  public static JsonValue read(byte[] bytes, Limits limits) throws DocumentException.Malformed {
    JsonValue value = readLenient(bytes, limits);
    int difference = Arrays.mismatch(bytes, write(value));
    if (difference >= 0) {
      throw new DocumentException.Malformed(
          "byte " + difference, "not the canonical form of RFC 8785");
    }
    return value;
  }

  /// Reads a document that a person wrote, within the default limits: white space and the order of
  /// keys are free, nothing else is.
  ///
  /// @throws DocumentException.Malformed with line and column
  public static JsonValue readLenient(byte[] bytes) throws DocumentException.Malformed {
    return readLenient(bytes, Limits.DEFAULT);
  }

  /// Reads a document that a person wrote: white space and the order of keys are free, nothing else
  /// is.
  ///
  /// @throws DocumentException.Malformed with line and column
  public static JsonValue readLenient(byte[] bytes, Limits limits)
      throws DocumentException.Malformed {
    return new JsonParser(bytes, limits).document();
  }

  /// The canonical bytes of a value.
  public static byte[] write(JsonValue value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The canonical bytes of an array of strings, without a value per string: records of images have
  /// a thousand cells.
  ///
  /// @throws IllegalArgumentException if a string has a lone surrogate
  public static byte[] writeStrings(List<String> values) {
    StringBuilder text = new StringBuilder();
    text.append('[');
    String separator = "";
    for (String value : values) {
      JsonString.requireScalars(value);
      appendString(text.append(separator), value);
      separator = ",";
    }
    return text.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  /// A form for people: two spaces of indentation, keys in canonical order, a line feed at the end.
  /// [#readLenient] reads it back to the same value.
  public static byte[] writeIndented(JsonValue value) {
    StringBuilder text = new StringBuilder();
    appendIndented(text, value, 0);
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder text, JsonValue value) {
    switch (value) {
      case JsonObject object -> {
        text.append('{');
        String separator = "";
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
          text.append(separator);
          appendString(text, member.getKey());
          append(text.append(':'), member.getValue());
          separator = ",";
        }
        text.append('}');
      }
      case JsonArray array -> {
        text.append('[');
        String separator = "";
        for (JsonValue element : array.values()) {
          append(text.append(separator), element);
          separator = ",";
        }
        text.append(']');
      }
      case JsonString string -> appendString(text, string.value());
      case JsonInteger integer -> text.append(integer.value());
      case JsonBoolean truth -> text.append(truth.value());
    }
  }

  private static void appendIndented(StringBuilder text, JsonValue value, int depth) {
    switch (value) {
      case JsonObject object when !object.members().isEmpty() -> {
        text.append('{');
        Iterator<Map.Entry<String, JsonValue>> members = object.members().entrySet().iterator();
        while (members.hasNext()) {
          Map.Entry<String, JsonValue> member = members.next();
          appendString(newLine(text, depth + 1), member.getKey());
          appendIndented(text.append(": "), member.getValue(), depth + 1);
          text.append(members.hasNext() ? "," : "");
        }
        newLine(text, depth).append('}');
      }
      case JsonArray array when !array.values().isEmpty() -> {
        text.append('[');
        Iterator<JsonValue> elements = array.values().iterator();
        while (elements.hasNext()) {
          appendIndented(newLine(text, depth + 1), elements.next(), depth + 1);
          text.append(elements.hasNext() ? "," : "");
        }
        newLine(text, depth).append(']');
      }
      default -> append(text, value);
    }
  }

  private static StringBuilder newLine(StringBuilder text, int depth) {
    return text.append('\n').repeat("  ", depth);
  }

  /// RFC 8785 section 3.2.2.2: two-character escapes where JSON has them, a code in lower-case
  /// hexadecimal for the other control characters, everything else as it is.
  private static void appendString(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\f' -> text.append("\\f");
        case '\r' -> text.append("\\r");
        default -> {
          if (c < 0x20) {
            text.append(c < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
