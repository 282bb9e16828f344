package io.hallmark.document;

/// A string of Unicode scalar values.
///
/// @param value the text, without lone surrogates
public record JsonString(String value) implements JsonValue {
  /// @throws IllegalArgumentException if a surrogate stands alone: it has no UTF-8 encoding
  public JsonString {
    requireScalars(value);
  }

  @Override
  public String kind() {
    return "a string";
  }

  static void requireScalars(String text) {
    int lone = loneSurrogate(text);
    if (lone >= 0) {
      throw new IllegalArgumentException("lone surrogate at index " + lone);
    }
  }

  /// Index of the first surrogate without its partner, or -1.
  static int loneSurrogate(CharSequence text) {
    int i = 0;
    while (i < text.length()) {
      int codePoint = Character.codePointAt(text, i);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        return i;
      }
      i += Character.charCount(codePoint);
    }
    return -1;
  }
}
