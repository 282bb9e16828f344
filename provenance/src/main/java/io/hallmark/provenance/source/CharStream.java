package io.hallmark.provenance.source;

import io.hallmark.provenance.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// The characters of a UTF-8 file, one by one, with the place at which the reader is. A leading
/// byte-order mark is dropped; invalid UTF-8 is refused.
final class CharStream {
  /// The end of the file.
  static final int END = -1;

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
  private long length;
  private long line = 1;
  private long row = -1;
  private int column = -1;

  /// The characters of a file, from its first on.
  CharStream(String file, InputStream in) throws SourceException, IOException {
    this.file = file;
    this.in = in;
    if (peek() == BOM) {
      next();
    }
  }

  /// Line of the next character, counted from 1.
  long line() {
    return line;
  }

  /// Says which row is being read, for messages.
  void row(long number) {
    row = number;
  }

  /// Says which column is being read, counted from 0, for messages; -1 if none.
  void column(int number) {
    column = number;
  }

  /// The next character, without taking it.
  int peek() throws SourceException, IOException {
    while (!chars.hasRemaining()) {
      if (!fill()) {
        return END;
      }
    }
    return chars.get(chars.position());
  }

  /// Takes the next character. A line feed begins the next line.
  int next() throws SourceException, IOException {
    int c = peek();
    if (c != END) {
      chars.get();
      if (c == '\n') {
        line++;
      }
    }
    return c;
  }

  /// A fault in the row and column that is being read.
  SourceException fault(long line, String expected, String found) {
    return new SourceException(file, line, row, columnName(), expected, found);
  }

  private String columnName() {
    return column < 0 ? "" : "number " + (column + 1);
  }

  /// Decodes more characters; false at the end of the file.
  private boolean fill() throws SourceException, IOException {
    chars.clear();
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, ended);
      if (result.isError() && chars.position() == 0) {
        int at = bytes.position();
        String found =
            String.format("byte 0x%02x at offset %d", bytes.get(at), length - bytes.remaining());
        throw fault(line, "UTF-8", found);
      }
      if (chars.position() > 0 || ended) {
        chars.flip();
        return chars.hasRemaining();
      }
      bytes.compact();
      int n = read();
      if (n < 0) {
        ended = true;
      } else {
        length += n;
        bytes.position(bytes.position() + n);
      }
      bytes.flip();
    }
  }

  private int read() throws SourceException, IOException {
    try {
      return in.read(bytes.array(), bytes.position(), bytes.remaining());
    } catch (BrokenBytes e) {
      throw e.at(file, line, row, columnName());
    }
  }
}
