package io.hallmark.provenance;

import java.util.OptionalLong;

/// A source file holds something that the schema does not allow. The message names file, row,
/// column, what was expected and what was found. It can hold a cell of the data: it is for the
/// owner's own screen.
public final class SourceException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 60;

  private final String file;
  private final long line;
  private final long row;
  private final String column;
  private final String expected;
  private final String found;

  /// @param file name of the source
  /// @param line line of the file counted from 1, or 0 if the fault has none
  /// @param row row number counted from 0 after the header, or -1 if the fault has none
  /// @param column name of the column, or empty
  /// @param expected what the schema or the format asks for
  /// @param found what stands there; long texts are cut, control characters escaped
  public SourceException(
      String file, long line, long row, String column, String expected, String found) {
    super(message(file, line, row, column, expected, show(found)));
    this.file = file;
    this.line = line;
    this.row = row;
    this.column = column;
    this.expected = expected;
    this.found = show(found);
  }

  private static String message(
      String file, long line, long row, String column, String expected, String found) {
    StringBuilder out = new StringBuilder(file);
    if (row >= 0) {
      out.append(", row ").append(row);
    }
    if (line > 0) {
      out.append(row >= 0 ? " (line " + line + ")" : ", line " + line);
    }
    if (!column.isEmpty()) {
      out.append(", column ").append(show(column));
    }
    return out.append(": expected ").append(expected).append(", found ").append(found).toString();
  }

  /// A text made safe for a terminal: control characters escaped, at most 60 characters.
  static String show(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(SHOWN)
        .forEach(c -> {
          if (Character.isISOControl(c)) {
            out.append(String.format("\\u%04x", c));
          } else {
            out.appendCodePoint(c);
          }
        });
    return text.codePointCount(0, text.length()) > SHOWN ? out + "..." : out.toString();
  }

  /// Name of the source.
  public String file() {
    return file;
  }

  /// Line of the file counted from 1.
  public OptionalLong line() {
    return line > 0 ? OptionalLong.of(line) : OptionalLong.empty();
  }

  /// Row number counted from 0 after the header.
  public OptionalLong row() {
    return row >= 0 ? OptionalLong.of(row) : OptionalLong.empty();
  }

  /// Name of the column, or empty.
  public String column() {
    return column;
  }

  /// What the schema or the format asks for.
  public String expected() {
    return expected;
  }

  /// What stands there.
  public String found() {
    return found;
  }
}
