package io.hallmark.provenance.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one JSON value (RFC 8259), strictly: a key twice, a lone surrogate, a control character
/// inside a string, anything behind the value is refused. U+2028 and U+2029 are characters like
/// others.
public final class JsonText {
  private static final int MAX_DEPTH = 64;
  private static final int END = -1;

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /// What is not JSON, and where.
  public static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;
    private final String expected;
    private final String found;

    Fault(int at, String expected, String found) {
      super("character " + (at + 1) + ": expected " + expected + ", found " + found);
      this.expected = expected + " at character " + (at + 1);
      this.found = found;
    }

    /// What JSON asks for, with the place.
    public String expected() {
      return expected;
    }

    /// What stands there.
    public String found() {
      return found;
    }
  }

  /// The value of a text.
  ///
  /// @throws Fault naming the first character that does not belong there
  public static ForeignJson read(String text) throws Fault {
    JsonText reader = new JsonText(text);
    ForeignJson value = reader.value(0);
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.fault("the end of the value");
    }
    return value;
  }

  private ForeignJson value(int depth) throws Fault {
    skipSpace();
    return switch (peek()) {
      case '{' -> members(depth + 1);
      case '[' -> array(depth + 1);
      case '"' -> new ForeignJson.Text(string());
      case 't' -> word("true", new ForeignJson.Truth(true));
      case 'f' -> word("false", new ForeignJson.Truth(false));
      case 'n' -> word("null", new ForeignJson.Null());
      default -> number();
    };
  }

  private ForeignJson members(int depth) throws Fault {
    enter(depth);
    Map<String, ForeignJson> members = new LinkedHashMap<>();
    if (take('}')) {
      return new ForeignJson.Members(members);
    }
    while (true) {
      skipSpace();
      int start = at;
      if (peek() != '"') {
        throw fault("a key in quotes");
      }
      String key = string();
      if (members.containsKey(key)) {
        throw new Fault(start, "each key once", "\"" + key + "\" twice");
      }
      skipSpace();
      expect(':');
      members.put(key, value(depth));
      if (take('}')) {
        return new ForeignJson.Members(members);
      }
      expect(',');
    }
  }

  private ForeignJson array(int depth) throws Fault {
    enter(depth);
    List<ForeignJson> elements = new ArrayList<>();
    if (take(']')) {
      return new ForeignJson.Array(elements);
    }
    while (true) {
      elements.add(value(depth));
      if (take(']')) {
        return new ForeignJson.Array(elements);
      }
      expect(',');
    }
  }

  private void enter(int depth) throws Fault {
    if (depth > MAX_DEPTH) {
      throw fault("at most " + MAX_DEPTH + " levels");
    }
    at++;
  }

  private ForeignJson word(String word, ForeignJson value) throws Fault {
    if (!text.startsWith(word, at)) {
      throw fault("a value");
    }
    at += word.length();
    return value;
  }

  private ForeignJson number() throws Fault {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits(start);
    }
    if (peek() == '.') {
      at++;
      digits(start);
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits(start);
    }
    return new ForeignJson.Numeral(text.substring(start, at));
  }

  private void digits(int start) throws Fault {
    if (peek() < '0' || peek() > '9') {
      throw fault(at == start ? "a value" : "a digit");
    }
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
  }

  private String string() throws Fault {
    int start = at++;
    int plain = at;
    while (peek() >= ' '
        && peek() != '"'
        && peek() != '\\'
        && !Character.isSurrogate(text.charAt(at))) {
      at++;
    }
    if (peek() == '"') {
      at++;
      return text.substring(plain, at - 1);
    }
    StringBuilder out = new StringBuilder().append(text, plain, at);
    while (true) {
      int c = peek();
      if (c == END) {
        throw new Fault(start, "a closing quote", "the end of the text");
      }
      if (c < ' ') {
        throw fault("control characters to be escaped");
      }
      at++;
      if (c == '"') {
        break;
      }
      out.append(c == '\\' ? escape() : (char) c);
    }
    for (int i = 0; i < out.length(); i++) {
      char c = out.charAt(i);
      boolean isPair =
          Character.isHighSurrogate(c)
              && i + 1 < out.length()
              && Character.isLowSurrogate(out.charAt(i + 1));
      if (isPair) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new Fault(start, "a text of whole characters", "half a surrogate pair");
      }
    }
    return out.toString();
  }

  private char escape() throws Fault {
    int c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> (char) c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> {
        at--;
        throw fault("an escape");
      }
    };
  }

  private char unicode() throws Fault {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = peek() == END ? -1 : Character.digit(peek() < 128 ? peek() : ' ', 16);
      if (digit < 0) {
        throw fault("four hexadecimal digits");
      }
      value = 16 * value + digit;
      at++;
    }
    return (char) value;
  }

  private boolean take(char c) {
    skipSpace();
    if (peek() == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) throws Fault {
    if (peek() != c) {
      throw fault("'" + c + "'");
    }
    at++;
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
      at++;
    }
  }

  private int peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private Fault fault(String expected) {
    return new Fault(
        at, expected, at < text.length() ? "\"" + text.charAt(at) + "\"" : "the end of the text");
  }
}
