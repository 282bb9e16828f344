package io.hallmark.proof.relation;

/// The index box of a list of labels of a part, first label most significant.
///
/// @param labels the labels
/// @param extents their extents
/// @param strides distance of neighbours along each label in the box-order table
/// @param size number of cells
@SuppressWarnings("ArrayRecordComponent") // package-private, read only
record Box(Ids labels, int[] extents, int[] strides, int size) {
  /// @param byLabel the extents of all labels of the part
  static Box of(int[] byLabel, Ids labels) {
    int[] extents = new int[labels.size()];
    for (int k = 0; k < extents.length; k++) {
      extents[k] = byLabel[labels.get(k)];
    }
    int[] strides = new int[labels.size()];
    int size = 1;
    for (int k = labels.size() - 1; k >= 0; k--) {
      strides[k] = size;
      size = Math.multiplyExact(size, extents[k]);
    }
    return new Box(labels, extents, strides, size);
  }

  /// The stride of a label, 0 if the box lacks it.
  int stride(int label) {
    int k = labels.indexOf(label);
    return k < 0 ? 0 : strides[k];
  }

  /// The strides of this box along the labels of another.
  int[] along(Ids other) {
    int[] out = new int[other.size()];
    for (int k = 0; k < out.length; k++) {
      out[k] = stride(other.get(k));
    }
    return out;
  }
}
