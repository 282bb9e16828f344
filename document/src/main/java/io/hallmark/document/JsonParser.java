package io.hallmark.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Reads the JSON (RFC 8259) that documents allow, see [CanonicalJson]. Every refusal names line
/// and column, counted from 1, the column in UTF-16 code units.
final class JsonParser {
  private static final String INTEGERS_ONLY =
      "numbers are integers without leading zeros; write any other number as a decimal string";

  private final CanonicalJson.Limits limits;
  private final String text;
  private int at;
  private int values;

  JsonParser(byte[] bytes, CanonicalJson.Limits limits) throws DocumentException.Malformed {
    this.limits = limits;
    if (bytes.length > limits.maxBytes()) {
      throw new DocumentException.Malformed(
          "byte " + limits.maxBytes(), "longer than " + limits.maxBytes() + " bytes");
    }
    this.text = decode(bytes);
  }

  private static String decode(byte[] bytes) throws DocumentException.Malformed {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(in)
          .toString();
    } catch (CharacterCodingException e) {
      throw new DocumentException.Malformed("byte " + firstBadByte(bytes), "not UTF-8");
    }
  }

  private static int firstBadByte(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    return in.position();
  }

  JsonValue document() throws DocumentException.Malformed {
    JsonValue value = value(0);
    skipSpace();
    if (at < text.length()) {
      throw malformed(at, "something follows the end of the document");
    }
    return value;
  }

  private JsonValue value(int depth) throws DocumentException.Malformed {
    count();
    skipSpace();
    int start = at;
    return switch (peek()) {
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      case '"' -> new JsonString(string());
      case 't' -> word("true", new JsonBoolean(true));
      case 'f' -> word("false", new JsonBoolean(false));
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> integer();
      case END -> throw malformed(start, "the document ends where a value was expected");
      default ->
          throw malformed(
              start, "expected an object, array, string, integer, true or false, " + found());
    };
  }

  private JsonObject object(int depth) throws DocumentException.Malformed {
    enter(depth);
    TreeMap<String, JsonValue> members = new TreeMap<>();
    skipSpace();
    if (take('}')) {
      return new JsonObject(members);
    }
    while (true) {
      skipSpace();
      int start = at;
      if (peek() != '"') {
        throw malformed(start, "expected a key in quotes, " + found());
      }
      count();
      String key = string();
      if (members.containsKey(key)) {
        throw malformed(start, "duplicate key \"" + key + "\"");
      }
      skipSpace();
      expect(':');
      members.put(key, value(depth));
      skipSpace();
      if (take('}')) {
        return new JsonObject(members);
      }
      expect(',');
    }
  }

  private JsonArray array(int depth) throws DocumentException.Malformed {
    enter(depth);
    List<JsonValue> elements = new ArrayList<>();
    skipSpace();
    if (take(']')) {
      return new JsonArray(elements);
    }
    while (true) {
      elements.add(value(depth));
      skipSpace();
      if (take(']')) {
        return new JsonArray(elements);
      }
      expect(',');
    }
  }

  private void enter(int depth) throws DocumentException.Malformed {
    if (depth > limits.maxDepth()) {
      throw malformed(at, "nested deeper than " + limits.maxDepth());
    }
    at++;
  }

  private JsonInteger integer() throws DocumentException.Malformed {
    int start = at;
    boolean negative = take('-');
    int first = at;
    long magnitude = 0;
    while (peek() >= '0' && peek() <= '9') {
      magnitude = 10 * magnitude + (peek() - '0');
      at++;
      if (magnitude >= JsonInteger.LIMIT) {
        throw malformed(start, "an integer of 2^53 or more; write it as a decimal string");
      }
    }
    boolean leadingZero = at > first && text.charAt(first) == '0' && (at - first > 1 || negative);
    boolean fraction = peek() == '.' || peek() == 'e' || peek() == 'E';
    if (at == first || leadingZero || fraction) {
      throw malformed(start, INTEGERS_ONLY);
    }
    return new JsonInteger(negative ? -magnitude : magnitude);
  }

  private String string() throws DocumentException.Malformed {
    int start = at++;
    StringBuilder out = new StringBuilder();
    while (true) {
      int c = peek();
      if (c == END) {
        throw malformed(start, "a string without its closing quote");
      }
      if (c < 0x20) {
        throw malformed(at, "a control character in a string; write it as an escape");
      }
      at++;
      if (c == '"') {
        break;
      }
      out.append(c == '\\' ? escape() : (char) c);
    }
    if (JsonString.loneSurrogate(out) >= 0) {
      throw malformed(start, "a surrogate without its partner");
    }
    return out.toString();
  }

  private char escape() throws DocumentException.Malformed {
    int c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> (char) c;
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++, at++) {
          int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
          if (digit < 0) {
            throw malformed(at, "expected four hexadecimal digits after \\u");
          }
          code = code << 4 | digit;
        }
        yield (char) code;
      }
      default -> throw malformed(at - 1, "unknown escape");
    };
  }

  private JsonValue word(String word, JsonValue value) throws DocumentException.Malformed {
    if (!text.startsWith(word, at)) {
      throw malformed(at, "expected " + word);
    }
    at += word.length();
    return value;
  }

  private void count() throws DocumentException.Malformed {
    if (++values > limits.maxValues()) {
      throw malformed(at, "more than " + limits.maxValues() + " values");
    }
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
      at++;
    }
  }

  private boolean take(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char c) throws DocumentException.Malformed {
    if (!take(c)) {
      throw malformed(at, "expected '" + c + "', " + found());
    }
  }

  private static final int END = -1;

  private int peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private String found() {
    if (at >= text.length()) {
      return "found the end of the document";
    }
    int c = text.codePointAt(at);
    return c == 0xfeff
        ? "found a byte-order mark"
        : Character.isISOControl(c) || Character.isSurrogate((char) c)
            ? "found character " + c
            : "found '" + Character.toString(c) + "'";
  }

  private DocumentException.Malformed malformed(int offset, String problem) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < Math.min(offset, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new DocumentException.Malformed(
        "line " + line + ", column " + (offset - lineStart + 1), problem);
  }
}
