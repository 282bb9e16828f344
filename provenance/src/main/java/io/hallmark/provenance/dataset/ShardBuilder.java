package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import java.util.Arrays;
import java.util.List;

/// A shard that grows record by record: encoded cells and salted record hashes.
final class ShardBuilder {
  private final String name;
  private final int width;
  private final RecordSecret.Salts salts;
  private final int capacity;
  private final long begin;
  private long end;
  private long rows;
  private short[] features = new short[1024];
  private short[] labels = new short[64];
  private final long[][] tags;
  private byte[] leaves = new byte[64 * Digest.BYTES];

  /// An empty shard.
  ///
  /// @param capacity records that it can hold; further ones are only counted
  /// @param begin first row of the source that may belong to it
  ShardBuilder(
      String name, DatasetSchema schema, RecordSecret.Salts salts, int capacity, long begin) {
    this.name = name;
    this.width = schema.featureCount();
    this.salts = salts;
    this.capacity = capacity;
    this.begin = begin;
    this.end = begin;
    this.tags = new long[schema.tagColumns().size()][64];
  }

  /// Number of records, also of those beyond the capacity.
  long rows() {
    return rows;
  }

  /// First row of the source that may belong to the shard.
  long begin() {
    return begin;
  }

  /// The row of the source after its last record.
  long end() {
    return end;
  }

  /// Adds a record.
  ///
  /// @param row row of the source
  /// @param number row of the data set, through all sources
  void add(long row, long number, EncodedRow encoded, List<String> cells) {
    if (rows < capacity) {
      int at = (int) rows;
      features = room(features, at * width + width);
      labels = room(labels, at + 1);
      if (leaves.length < (at + 1) * Digest.BYTES) {
        leaves = Arrays.copyOf(leaves, 2 * leaves.length);
      }
      int[] values = encoded.features();
      for (int i = 0; i < width; i++) {
        features[at * width + i] = (short) values[i];
      }
      labels[at] = (short) encoded.label();
      for (int k = 0; k < tags.length; k++) {
        if (tags[k].length == at) {
          tags[k] = Arrays.copyOf(tags[k], 2 * at);
        }
        tags[k][at] = encoded.tags()[k];
      }
      byte[] leaf = salts.leaf(number, RecordSecret.record(cells));
      System.arraycopy(leaf, 0, leaves, at * Digest.BYTES, Digest.BYTES);
    }
    rows++;
    end = row + 1;
  }

  private static short[] room(short[] array, int length) {
    return array.length >= length
        ? array
        : Arrays.copyOf(array, Math.max(length, 2 * array.length));
  }

  /// The shard; the builder is not used afterwards.
  PartCells build() {
    int n = (int) rows;
    short[] turned = new short[n * width];
    for (int r = 0; r < n; r++) {
      for (int i = 0; i < width; i++) {
        turned[i * n + r] = features[r * width + i];
      }
    }
    for (int k = 0; k < tags.length; k++) {
      tags[k] = Arrays.copyOf(tags[k], n);
    }
    return new PartCells(
        name, n, turned, Arrays.copyOf(labels, n), tags, Arrays.copyOf(leaves, n * Digest.BYTES));
  }
}
