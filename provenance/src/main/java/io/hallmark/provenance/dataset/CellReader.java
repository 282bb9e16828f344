package io.hallmark.provenance.dataset;

import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.dataset.SchemaColumn.Numeric;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One place in a source, and the decimal numbers that can stand there.
///
/// @param file name of the source
/// @param line line of the file counted from 1
/// @param row row number counted from 0 after the header
/// @param column name of the column
record CellReader(String file, long line, long row, String column) {
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(?:\\.([0-9]+))?");

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
    Matcher matcher = DECIMAL.matcher(text);
    if (!matcher.matches()) {
      throw fault("a decimal number such as -12.5", text.isEmpty() ? "an empty cell" : quote(text));
    }
    return matcher.group(2) == null ? 0 : matcher.group(2).length();
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
