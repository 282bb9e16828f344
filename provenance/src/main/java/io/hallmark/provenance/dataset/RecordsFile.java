package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import io.hallmark.provenance.VerificationException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The private file of the encoded records of a part, big-endian: 8 bytes `HMRECS01`, u32 rows, u32
/// features, features feature-major as i16, labels as i16, tags and limbs of digests column by
/// column as i64, leaf hashes of 32 bytes.
final class RecordsFile {
  private static final byte[] MAGIC = "HMRECS01".getBytes(StandardCharsets.US_ASCII);

  private RecordsFile() {}

  static void write(PartCells part, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.write(MAGIC);
    data.writeInt(part.rows());
    data.writeInt(part.featureCount());
    for (int feature : part.features()) {
      data.writeShort(feature);
    }
    for (int label : part.labels()) {
      data.writeShort(label);
    }
    for (long[] column : part.tags()) {
      for (long tag : column) {
        data.writeLong(tag);
      }
    }
    for (int r = 0; r < part.rows(); r++) {
      data.write(part.leaf(r));
    }
    data.flush();
  }

  /// Reads the records of a part of a manifest.
  ///
  /// @throws VerificationException.Malformed if the file is not of this part's size and shape
  static PartCells read(Path file, ManifestPart part, DatasetSchema schema)
      throws VerificationException.Malformed, IOException {
    int featureCount = schema.featureCount();
    int tagCount = schema.tagColumns().size();
    long cells = (long) part.rows() * featureCount;
    long length = MAGIC.length + 8 + 2 * cells + (2L + Digest.BYTES + 8L * tagCount) * part.rows();
    if (Files.size(file) != length || length > Integer.MAX_VALUE - 64) {
      throw new VerificationException.Malformed(file + ": not " + length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
    byte[] magic = new byte[MAGIC.length];
    if (in.remaining() == length) {
      in.get(magic);
    }
    if (!Arrays.equals(MAGIC, magic) || in.getInt() != part.rows() || in.getInt() != featureCount) {
      throw new VerificationException.Malformed(file + ": not the records of " + part.name());
    }
    short[] features = new short[(int) cells];
    short[] labels = new short[part.rows()];
    byte[] leaves = new byte[part.rows() * Digest.BYTES];
    in.asShortBuffer().get(features).get(labels);
    in.position(in.position() + 2 * (features.length + labels.length));
    long[][] tags = new long[tagCount][part.rows()];
    for (long[] column : tags) {
      in.asLongBuffer().get(column);
      in.position(in.position() + Long.BYTES * column.length);
    }
    in.get(leaves);
    return new PartCells(part.name(), part.rows(), features, labels, tags, leaves);
  }
}
