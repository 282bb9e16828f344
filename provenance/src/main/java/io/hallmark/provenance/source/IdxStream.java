package io.hallmark.provenance.source;

import io.hallmark.provenance.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// The numbers and bytes of one IDX file as they are needed; memory is a buffer, whatever the file
/// claims to hold.
final class IdxStream implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final String file;
  private final SourceBytes in;

  /// Opens a file whose raw bytes enter a tally.
  IdxStream(Path path, Tally tally) throws SourceException, IOException {
    this.file = SourceFiles.name(path);
    try {
      this.in = new SourceBytes(path, tally);
    } catch (BrokenBytes e) {
      throw e.at(file, 0, -1, "");
    }
  }

  /// A number that must be this one.
  void expect(String what, long value) throws SourceException, IOException {
    long found = number();
    if (found != value) {
      throw fault(-1, what, Long.toString(found));
    }
  }

  /// A number of things, from 0 to `most`.
  long number(String what, long most) throws SourceException, IOException {
    long found = number();
    if (found > most) {
      throw fault(-1, "at most " + most + " " + what, Long.toString(found));
    }
    return found;
  }

  private long number() throws SourceException, IOException {
    byte[] four = new byte[4];
    read(four, -1);
    long value = 0;
    for (byte b : four) {
      value = (value << 8) | (b & 0xff);
    }
    return value;
  }

  /// So many bytes; memory grows with what is really there.
  byte[] bytes(long n) throws SourceException, IOException {
    byte[] out = new byte[(int) Math.min(n, BUFFER)];
    int done = 0;
    while (done < n) {
      if (done == out.length) {
        out = Arrays.copyOf(out, (int) Math.min(n, 2L * out.length));
      }
      done += fill(out, done, done);
    }
    return out;
  }

  /// Fills an array with the bytes of a row.
  void read(byte[] out, long row) throws SourceException, IOException {
    int done = 0;
    while (done < out.length) {
      done += fill(out, done, row);
    }
  }

  private int fill(byte[] out, int done, long row) throws SourceException, IOException {
    int got;
    try {
      got = in.read(out, done, out.length - done);
    } catch (BrokenBytes e) {
      throw e.at(file, 0, row, "");
    }
    if (got < 0) {
      throw fault(row, "more bytes", "the end of the file");
    }
    return got;
  }

  /// Expects the end.
  void finish() throws SourceException, IOException {
    int more;
    try {
      more = in.read();
    } catch (BrokenBytes e) {
      throw e.at(file, 0, -1, "");
    }
    if (more >= 0) {
      throw fault(-1, "the end of the file", "more bytes");
    }
  }

  /// A fault in this file.
  ///
  /// @param row row number, or -1
  SourceException fault(long row, String expected, String found) {
    return new SourceException(file, 0, row, "", expected, found);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
