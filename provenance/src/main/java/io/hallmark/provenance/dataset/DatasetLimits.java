package io.hallmark.provenance.dataset;

/// What a data set may be, before anything is compiled or allocated for it. Sizes in a manifest are
/// a stranger's.
///
/// @param cells cells of one part: rows times (features + label columns)
/// @param rowLengthLog m of a commitment
/// @param domainLog nu of a commitment
/// @param openings B of a commitment
public record DatasetLimits(long cells, int rowLengthLog, int domainLog, long openings) {
  /// 2^26 cells, rows of 2^22 elements, domains of 2^26, 4096 openings.
  public static final DatasetLimits DEFAULT = new DatasetLimits(1L << 26, 22, 26, 4096);

  /// Cells of a part with its tags and digests.
  static long cells(long rows, DatasetSchema schema) {
    long tags = Math.multiplyExact(rows, (long) schema.tagColumns().size());
    return Math.addExact(cells(rows, schema.featureCount(), schema.classCount()), tags);
  }

  /// Cells of features and labels of a part.
  public static long cells(long rows, long features, long classes) {
    // one number of two classes, and of a regression, which has none
    long labels = classes > 2 ? classes : 1;
    return Math.multiplyExact(rows, Math.addExact(features, labels));
  }
}
