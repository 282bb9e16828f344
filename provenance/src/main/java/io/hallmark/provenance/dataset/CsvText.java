package io.hallmark.provenance.dataset;

import io.hallmark.provenance.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The grammar of RFC 4180 over a stream of bytes: one call, one record.
final class CsvText {
  /// Characters of one record; a longer one is an unclosed quote or not a table.
  static final int MAX_RECORD = 1 << 24;

  private static final int END = -1;
  private static final char BOM = 0xFEFF;

  private final String file;
  private final InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
  private final CharBuffer chars = CharBuffer.allocate(1 << 16).flip();
  private boolean ended;
  private boolean started;
  private long length;
  private long line = 1;
  private long recordLine = 1;
  private long row = -1;
  private int recordLength;
  private int column;

  CsvText(String file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /// Bytes read so far.
  long length() {
    return length;
  }

  /// Line on which the last record began.
  long recordLine() {
    return recordLine;
  }

  /// The next record, or null at the end. A line end before the end of the file ends the last
  /// record and starts none.
  ///
  /// @param number row number for error messages
  @Nullable List<String> record(long number) throws SourceException, IOException {
    row = number;
    recordLine = line;
    recordLength = 0;
    column = 0;
    if (!started) {
      started = true;
      if (peek() == BOM) {
        next();
      }
    }
    if (peek() == END) {
      return null;
    }
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    while (true) {
      column = cells.size();
      if (peek() == '"') {
        quoted(cell, cells.size());
      } else {
        plain(cell, cells.size());
      }
      cells.add(cell.toString());
      cell.setLength(0);
      int c = next();
      if (c != ',') {
        if (c != END) {
          line++;
        }
        return cells;
      }
    }
  }

  private void plain(StringBuilder cell, int column) throws SourceException, IOException {
    while (true) {
      int c = peek();
      if (c == ',' || c == '\n' || c == END) {
        return;
      }
      next();
      if (c == '\r') {
        if (peek() == '\n') {
          return;
        }
        throw loneReturn(column);
      }
      if (c == '"') {
        throw fault(column, "a cell with a quote to be quoted", cell + "\"");
      }
      cell.append((char) c);
    }
  }

  private void quoted(StringBuilder cell, int column) throws SourceException, IOException {
    next();
    while (true) {
      int c = next();
      if (c == END) {
        throw fault(column, "a closing quote", "the end of the file");
      }
      if (c == '\r' && peek() != '\n') {
        throw loneReturn(column);
      }
      if (c == '\n') {
        line++;
      }
      if (c == '"') {
        if (peek() != '"') {
          break;
        }
        next();
      }
      cell.append((char) c);
    }
    if (peek() == '\r') {
      next();
      if (peek() != '\n') {
        throw loneReturn(column);
      }
    }
    int c = peek();
    if (c != ',' && c != '\n' && c != END) {
      throw fault(column, "',' or a line end after a closing quote", "\"" + (char) c + "\"");
    }
  }

  private SourceException loneReturn(int column) {
    return fault(column, "lines that end in LF or CRLF", "a lone carriage return");
  }

  private SourceException fault(int column, String expected, String found) {
    return new SourceException(file, line, row, "number " + (column + 1), expected, found);
  }

  private int peek() throws SourceException, IOException {
    while (!chars.hasRemaining()) {
      if (!fill()) {
        return END;
      }
    }
    return chars.get(chars.position());
  }

  private int next() throws SourceException, IOException {
    int c = peek();
    if (c != END) {
      chars.get();
      if (++recordLength > MAX_RECORD) {
        throw new SourceException(
            file, recordLine, row, "", "a row of at most " + MAX_RECORD + " characters", "more");
      }
    }
    return c;
  }

  /// Decodes more characters; false at the end of the file.
  private boolean fill() throws SourceException, IOException {
    chars.clear();
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, ended);
      if (result.isError() && chars.position() == 0) {
        int at = bytes.position();
        throw new SourceException(
            file,
            line,
            row,
            "number " + (column + 1),
            "UTF-8",
            String.format("byte 0x%02x at offset %d", bytes.get(at), length - bytes.remaining()));
      }
      if (chars.position() > 0 || ended) {
        chars.flip();
        return chars.hasRemaining();
      }
      bytes.compact();
      int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
      if (n < 0) {
        ended = true;
      } else {
        length += n;
        bytes.position(bytes.position() + n);
      }
      bytes.flip();
    }
  }
}
