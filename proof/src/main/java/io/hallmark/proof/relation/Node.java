package io.hallmark.proof.relation;

/// A column with numbers in place of names.
///
/// @param column the column as written
/// @param labels its labels, first most significant
/// @param sources its sources in the order of the pull-back (affine: terms; prefix: start, delta;
///   product: a, b), empty for cells, public columns and counters
/// @param from the label of the source that the operator acts on (broadcast: the new label), or -1
/// @param to the label that takes its place (rename, operator), or -1
/// @param over the labels `by` of a gather, `over` of a fingerprint
record Node(Column column, Ids labels, Ids sources, int from, int to, Ids over) {
  /// Whether the values are committed cells: own, of an older commitment, of another part.
  boolean isCells() {
    return column instanceof Column.Committed
        || column instanceof Column.ImportOlder
        || column instanceof Column.ImportPart;
  }

  /// Whether a pull-back ends here.
  boolean isLeaf() {
    return isCells() || column instanceof Column.Product;
  }
}
