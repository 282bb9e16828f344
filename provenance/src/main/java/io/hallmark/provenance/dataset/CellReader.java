package io.hallmark.provenance.dataset;

import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.dataset.SchemaColumn.Numeric;
import java.util.OptionalLong;

/// One place in a source, and the decimal numbers that can stand there.
///
/// @param file name of the source
/// @param line line of the file counted from 1
/// @param row row number counted from 0 after the header
/// @param column name of the column
record CellReader(String file, long line, long row, String column) {
  /// The integer `value·10^digits`.
  long raw(String text, int digits) throws SourceException {
    int decimals = decimals(text);
    if (decimals > digits) {
      throw fault(
          "a number with at most " + digits + " digits after the decimal point", quote(text));
    }
    OptionalLong raw = unscaled(text, digits - decimals);
    if (raw.isEmpty()) {
      throw fault("a magnitude below 2^44 units of the last digit", quote(text));
    }
    return raw.getAsLong();
  }

  /// How many digits stand after the decimal point.
  int decimals(String text) throws SourceException {
    int start = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.');
    int end = point < 0 ? text.length() : point;
    boolean isNumber =
        isDigits(text, start, end)
            && (text.charAt(start) != '0' || end == start + 1)
            && (point < 0 || isDigits(text, point + 1, text.length()));
    if (!isNumber) {
      throw fault("a decimal number such as -12.5", text.isEmpty() ? "an empty cell" : quote(text));
    }
    return point < 0 ? 0 : text.length() - point - 1;
  }

  /// Whether there is at least one character, and all are ASCII digits.
  private static boolean isDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return from < to;
  }

  private static OptionalLong unscaled(String text, int zeros) {
    boolean negative = text.startsWith("-");
    long value = 0;
    for (int i = negative ? 1 : 0; i < text.length() + zeros; i++) {
      char c = i < text.length() ? text.charAt(i) : '0';
      if (c != '.') {
        value = 10 * value + (c - '0');
        if (value >= Numeric.RAW_LIMIT) {
          return OptionalLong.empty();
        }
      }
    }
    return OptionalLong.of(negative ? -value : value);
  }

  /// A fault at this place.
  SourceException fault(String expected, String found) {
    return new SourceException(file, line, row, column, expected, found);
  }

  static String quote(String text) {
    return "\"" + text + "\"";
  }
}
