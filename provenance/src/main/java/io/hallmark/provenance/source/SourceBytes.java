package io.hallmark.provenance.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The bytes of one file, plain or in gzip (told by its first two bytes), as they are needed. The
/// raw bytes enter the tally of the source; who reads to the end has read them all.
final class SourceBytes extends InputStream {
  private static final int BUFFER = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final Raw raw;
  private final InputStream in;

  /// Opens a file.
  SourceBytes(Path path, Tally tally) throws IOException {
    this.raw = new Raw(Files.newInputStream(path), tally);
    try {
      this.in = raw.isGzip() ? new GzipInput(raw) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /// The bytes as they lie there, behind a buffer whose first bytes can be looked at.
  private static final class Raw extends InputStream {
    private final InputStream in;
    private final Tally tally;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int limit;

    Raw(InputStream in, Tally tally) {
      this.in = in;
      this.tally = tally;
    }

    boolean isGzip() throws IOException {
      while (limit < 2 && fill() > 0) {
        // one read may give one byte
      }
      return limit >= 2 && (buffer[0] & 0xff) == GZIP_FIRST && (buffer[1] & 0xff) == GZIP_SECOND;
    }

    private int fill() throws IOException {
      int n = in.read(buffer, limit, buffer.length - limit);
      if (n > 0) {
        tally.add(buffer, limit, n);
        limit += n;
      }
      return n;
    }

    @Override
    public int read(byte[] out, int from, int count) throws IOException {
      if (at == limit) {
        at = 0;
        limit = 0;
        if (fill() < 0) {
          return -1;
        }
      }
      int n = Math.min(count, limit - at);
      System.arraycopy(buffer, at, out, from, n);
      at += n;
      return n;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  @Override
  public int read(byte[] out, int from, int count) throws IOException {
    return in.read(out, from, count);
  }

  @Override
  public int read() throws IOException {
    return in.read();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
