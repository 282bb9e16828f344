package io.hallmark.provenance.source;

import static io.hallmark.provenance.source.CharStream.END;

import io.hallmark.provenance.SourceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The grammar of RFC 4180 over a stream of characters, with any delimiter: one call, one record.
final class CsvText {
  /// Characters of one record; a longer one is an unclosed quote or not a table.
  static final int MAX_RECORD = 1 << 24;

  private final CharStream text;
  private final char delimiter;
  private final StringBuilder cell = new StringBuilder();
  private long recordLine = 1;
  private int recordLength;

  CsvText(CharStream text, char delimiter) {
    this.text = text;
    this.delimiter = delimiter;
  }

  /// Line on which the last record began.
  long recordLine() {
    return recordLine;
  }

  /// The next record, or null at the end. A line end before the end of the file ends the last
  /// record and starts none.
  ///
  /// @param row row number for error messages
  /// @param width how many cells to expect
  @Nullable List<String> record(long row, int width) throws SourceException, IOException {
    text.row(row);
    text.column(0);
    recordLine = text.line();
    recordLength = 0;
    if (text.peek() == END) {
      return null;
    }
    List<String> cells = new ArrayList<>(width);
    while (true) {
      text.column(cells.size());
      cell.setLength(0);
      if (text.peek() == '"') {
        quoted();
      } else {
        plain();
      }
      cells.add(cell.toString());
      int c = next();
      if (c != delimiter) {
        return cells;
      }
    }
  }

  private void plain() throws SourceException, IOException {
    while (true) {
      int c = text.peek();
      if (c == delimiter || c == '\n' || c == END) {
        return;
      }
      next();
      if (c == '\r') {
        if (text.peek() == '\n') {
          return;
        }
        throw loneReturn();
      }
      if (c == '"') {
        throw fault("a cell with a quote to be quoted", cell + "\"");
      }
      cell.append((char) c);
    }
  }

  private void quoted() throws SourceException, IOException {
    next();
    while (true) {
      int c = next();
      if (c == END) {
        throw fault("a closing quote", "the end of the file");
      }
      if (c == '\r' && text.peek() != '\n') {
        throw loneReturn();
      }
      if (c == '"') {
        if (text.peek() != '"') {
          break;
        }
        next();
      }
      cell.append((char) c);
    }
    if (text.peek() == '\r') {
      next();
      if (text.peek() != '\n') {
        throw loneReturn();
      }
    }
    int c = text.peek();
    if (c != delimiter && c != '\n' && c != END) {
      throw fault(
          shown(delimiter) + " or a line end after a closing quote", "\"" + (char) c + "\"");
    }
  }

  /// A delimiter in a message.
  static String shown(char delimiter) {
    return switch (delimiter) {
      case '\t' -> "a tab";
      case ' ' -> "a space";
      default -> "'" + delimiter + "'";
    };
  }

  private SourceException loneReturn() {
    return fault("lines that end in LF or CRLF", "a lone carriage return");
  }

  private SourceException fault(String expected, String found) {
    return text.fault(text.line(), expected, found);
  }

  private int next() throws SourceException, IOException {
    int c = text.next();
    if (c != END && ++recordLength > MAX_RECORD) {
      text.column(-1);
      throw text.fault(recordLine, "a row of at most " + MAX_RECORD + " characters", "more");
    }
    return c;
  }
}
