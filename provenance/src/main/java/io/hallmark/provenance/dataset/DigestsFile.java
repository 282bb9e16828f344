package io.hallmark.provenance.dataset;

import io.hallmark.provenance.VerificationException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The private file of the digests of a part, big-endian: 8 bytes `HMINDX01`, u32 columns, u32
/// records, then limbs column by column as i64.
final class DigestsFile {
  private static final byte[] MAGIC = "HMINDX01".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = MAGIC.length + 8;

  private DigestsFile() {}

  static void write(long[][] digests, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.write(MAGIC);
    data.writeInt(digests.length);
    data.writeInt(digests[0].length);
    for (long[] column : digests) {
      for (long limb : column) {
        data.writeLong(limb);
      }
    }
    data.flush();
  }

  /// Reads the digests of a part.
  ///
  /// @throws VerificationException.Malformed if the file is not of this size and shape
  static long[][] read(Path file, int columns, int rows)
      throws VerificationException.Malformed, IOException {
    long length = HEAD + 8L * columns * rows;
    if (Files.size(file) != length || length > Integer.MAX_VALUE - 64) {
      throw new VerificationException.Malformed(file + ": not " + length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
    byte[] magic = new byte[MAGIC.length];
    if (in.remaining() == length) {
      in.get(magic);
    }
    if (!Arrays.equals(MAGIC, magic) || in.getInt() != columns || in.getInt() != rows) {
      throw new VerificationException.Malformed(file + ": not the digests of this part");
    }
    long[][] out = new long[columns][rows];
    for (long[] column : out) {
      in.asLongBuffer().get(column);
      in.position(in.position() + Long.BYTES * column.length);
    }
    return out;
  }
}
