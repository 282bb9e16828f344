package io.hallmark.provenance.dataset;

import io.hallmark.provenance.SourceException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The bytes of one file, plain or in gzip (told by its first two bytes), as they are needed;
/// memory is a buffer, whatever the file claims to hold.
final class IdxStream implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final String file;
  private final Counted raw;
  private final InputStream in;

  /// Opens a file whose raw bytes enter a digest.
  IdxStream(Path path, MessageDigest sha256) throws SourceException, IOException {
    this.file = String.valueOf(path.getFileName());
    this.raw = new Counted(Files.newInputStream(path), sha256);
    InputStream buffered = new BufferedInputStream(raw, BUFFER);
    buffered.mark(2);
    boolean isGzip = buffered.read() == GZIP_FIRST && buffered.read() == GZIP_SECOND;
    buffered.reset();
    try {
      this.in = isGzip ? new GZIPInputStream(buffered, BUFFER) : buffered;
    } catch (ZipException | EOFException e) {
      raw.close();
      throw fault(-1, "gzip", String.valueOf(e.getMessage()));
    }
  }

  /// Counts and digests what passes.
  private static final class Counted extends DigestInputStream {
    private long length;

    Counted(InputStream in, MessageDigest sha256) {
      super(in, sha256);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      length += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] to, int at, int n) throws IOException {
      int got = super.read(to, at, n);
      length += Math.max(got, 0);
      return got;
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
    } catch (ZipException | EOFException e) {
      throw fault(row, "gzip", String.valueOf(e.getMessage()));
    }
    if (got < 0) {
      throw fault(row, "more bytes", "the end of the file");
    }
    return got;
  }

  /// Expects the end, and reads what a compressor left behind it.
  ///
  /// @return the length of the file
  long finish() throws SourceException, IOException {
    int more;
    try {
      more = in.read();
    } catch (ZipException | EOFException e) {
      throw fault(-1, "gzip", String.valueOf(e.getMessage()));
    }
    if (more >= 0) {
      throw fault(-1, "the end of the file", "more bytes");
    }
    raw.transferTo(OutputStream.nullOutputStream());
    return raw.length;
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
