package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/// The encoded records of one part: secret.
///
/// Features stand feature-major, `features[i·rows + r]`, as they are committed; a label is the
/// index of its class or a quantised target. `leaf(r)` is the salted hash of the record.
public final class PartCells {
  private final String name;
  private final int rows;
  private final short[] features;
  private final short[] labels;
  private final long[][] tags;
  private final byte[] leaves;

  PartCells(String name, int rows, short[] features, short[] labels, long[][] tags, byte[] leaves) {
    this.name = name;
    this.rows = rows;
    this.features = features;
    this.labels = labels;
    this.tags = tags;
    this.leaves = leaves;
  }

  /// Name of the part: `train` or `test`.
  public String name() {
    return name;
  }

  /// Number of records.
  public int rows() {
    return rows;
  }

  /// Number of features.
  public int featureCount() {
    return rows == 0 ? 0 : features.length / rows;
  }

  /// One feature of one record.
  public int feature(int i, int row) {
    return features[i * rows + row];
  }

  /// The class index or target of one record.
  public int label(int row) {
    return labels[row];
  }

  /// All features, feature-major; a copy.
  public int[] features() {
    int[] out = new int[features.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = features[i];
    }
    return out;
  }

  /// All class indices or targets; a copy.
  public int[] labels() {
    int[] out = new int[labels.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = labels[i];
    }
    return out;
  }

  /// The tags and limbs of digests of all records, in the order of the committed columns; a copy.
  public long[][] tags() {
    return Arrays.stream(tags).map(long[]::clone).toArray(long[][]::new);
  }

  /// One tag or limb of one record.
  long tag(int column, int row) {
    return tags[column][row];
  }

  /// The leaf hash of one record.
  byte[] leaf(int row) {
    return Arrays.copyOfRange(leaves, row * Digest.BYTES, (row + 1) * Digest.BYTES);
  }

  /// The records without some, as another shard.
  ///
  /// @param gone which records are left out
  PartCells without(BitSet gone, String shard) {
    int[] kept = IntStream.range(0, rows).filter(r -> !gone.get(r)).toArray();
    int n = kept.length;
    short[] ownFeatures = new short[featureCount() * n];
    short[] ownLabels = new short[n];
    long[][] ownTags = new long[tags.length][n];
    byte[] ownLeaves = new byte[n * Digest.BYTES];
    for (int r = 0; r < n; r++) {
      for (int i = 0; i < featureCount(); i++) {
        ownFeatures[i * n + r] = features[i * rows + kept[r]];
      }
      ownLabels[r] = labels[kept[r]];
      for (int k = 0; k < tags.length; k++) {
        ownTags[k][r] = tags[k][kept[r]];
      }
      System.arraycopy(leaves, kept[r] * Digest.BYTES, ownLeaves, r * Digest.BYTES, Digest.BYTES);
    }
    return new PartCells(shard, n, ownFeatures, ownLabels, ownTags, ownLeaves);
  }

  /// The root of the record tree.
  public Digest recordRoot() {
    RecordTree tree = new RecordTree();
    for (int r = 0; r < rows; r++) {
      tree.add(leaf(r));
    }
    return tree.root();
  }

  /// Size only: cells are secret.
  @Override
  public String toString() {
    return "PartCells[" + name + ", " + rows + " rows]";
  }
}
