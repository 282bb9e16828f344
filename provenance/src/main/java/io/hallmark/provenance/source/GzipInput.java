package io.hallmark.provenance.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Gzip (RFC 1952), strictly: one member or several end to end, each with its checksum and length,
/// then at most zero bytes as padding. A file that ends early or goes on is [BrokenBytes], never
/// fewer bytes.
final class GzipInput extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int KNOWN = 31;
  private static final String AFTER = "the end of the file after gzip";

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[1 << 14];
  private int at;
  private int limit;
  private boolean inMember;

  /// Gzip in these bytes.
  GzipInput(InputStream in) throws IOException {
    this.in = in;
    header();
  }

  @Override
  public int read(byte[] out, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    while (true) {
      if (!inMember) {
        if (isOver()) {
          return -1;
        }
        header();
      }
      int n = inflate(out, from, count);
      if (n > 0) {
        crc.update(out, from, n);
        return n;
      }
      if (inflater.finished()) {
        at = limit - inflater.getRemaining();
        trailer();
      } else if (inflater.needsInput()) {
        at = limit;
        if (peek() < 0) {
          throw new BrokenBytes("gzip up to its last block", "the end of the file: it is cut off");
        }
        inflater.setInput(buffer, at, limit - at);
      } else {
        throw new BrokenBytes("gzip", "a preset dictionary");
      }
    }
  }

  /// Whether nothing but padding follows the last member.
  private boolean isOver() throws IOException {
    if (peek() != 0) {
      return peek() < 0;
    }
    while (peek() == 0) {
      at++;
    }
    if (peek() > 0) {
      throw new BrokenBytes(AFTER, "more bytes");
    }
    return true;
  }

  private int inflate(byte[] out, int from, int count) throws BrokenBytes {
    try {
      return inflater.inflate(out, from, count);
    } catch (DataFormatException e) {
      throw new BrokenBytes("gzip", String.valueOf(e.getMessage()));
    }
  }

  private void header() throws IOException {
    crc.reset();
    int[] fixed = new int[10];
    for (int i = 0; i < fixed.length; i++) {
      fixed[i] = next("a header of gzip");
    }
    if (fixed[0] != 0x1f || fixed[1] != 0x8b) {
      throw new BrokenBytes(AFTER, "more bytes");
    }
    int flags = fixed[3];
    if (fixed[2] != 8 || (flags & ~KNOWN) != 0) {
      throw new BrokenBytes("gzip of method 8 without unknown flags", "another header");
    }
    if ((flags & EXTRA) != 0) {
      int length = next("an extra field") | (next("an extra field") << 8);
      for (int i = 0; i < length; i++) {
        next("an extra field");
      }
    }
    for (int text = flags & (NAME | COMMENT); text != 0; text &= text - 1) {
      while (next("a name or comment") != 0) {
        // skipped
      }
    }
    if ((flags & HEADER_CRC) != 0) {
      next("a checksum of the header");
      next("a checksum of the header");
    }
    inflater.reset();
    inflater.setInput(buffer, at, limit - at);
    inMember = true;
  }

  private void trailer() throws IOException {
    long expectedCrc = number();
    long expectedLength = number();
    if (expectedCrc != crc.getValue()) {
      throw new BrokenBytes("gzip whose checksum holds", "another checksum");
    }
    if (expectedLength != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new BrokenBytes("gzip whose length holds", "another length");
    }
    inMember = false;
  }

  private long number() throws IOException {
    long value = 0;
    for (int i = 0; i < 4; i++) {
      value |= (long) next("checksum and length of gzip") << (8 * i);
    }
    return value;
  }

  private int next(String what) throws IOException {
    int b = peek();
    if (b < 0) {
      throw new BrokenBytes(what, "the end of the file: it is cut off");
    }
    at++;
    return b;
  }

  private int peek() throws IOException {
    while (at == limit) {
      int n = in.read(buffer, 0, buffer.length);
      if (n < 0) {
        return -1;
      }
      at = 0;
      limit = n;
    }
    return buffer[at] & 0xff;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
