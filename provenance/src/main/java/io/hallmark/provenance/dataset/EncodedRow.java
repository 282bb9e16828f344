package io.hallmark.provenance.dataset;

/// The integers of one record; filled again for every row.
final class EncodedRow {
  private final int[] features;
  private final long[] tags;
  private int label;

  /// A row of a schema.
  EncodedRow(DatasetSchema schema) {
    this.features = new int[schema.featureCount()];
    this.tags = new long[schema.tagColumns().size()];
  }

  /// The features in order.
  int[] features() {
    return features;
  }

  /// Tags, then limbs of digests, in the order of the committed columns.
  long[] tags() {
    return tags;
  }

  /// The class index or target.
  int label() {
    return label;
  }

  void label(int value) {
    label = value;
  }
}
