package io.hallmark.learning.trace;

import io.hallmark.proof.commitment.Cells;

/// Records of one part of a data set: features, feature-major, and labels as class indices.
/// Immutable; secret, so nothing prints its values.
public final class SampleTable {
  private final int features;
  private final int[] x;
  private final int[] y;

  /// A table; the arrays are copied.
  ///
  /// @param features number of features K
  /// @param x `x[i·rows + r]` is feature i of record r
  /// @param y class of every record
  /// @throws IllegalArgumentException if the sizes do not fit or there is no record
  public SampleTable(int features, int[] x, int[] y) {
    if (features < 1 || y.length < 1 || x.length != (long) features * y.length) {
      throw new IllegalArgumentException(
          features + " features, " + y.length + " labels, " + x.length + " cells");
    }
    this.features = features;
    this.x = x.clone();
    this.y = y.clone();
  }

  /// Number of features.
  public int features() {
    return features;
  }

  /// Number of records.
  public int rows() {
    return y.length;
  }

  /// Feature i of record r.
  public int feature(int i, int r) {
    return x[i * y.length + r];
  }

  /// Class of record r.
  public int label(int r) {
    return y[r];
  }

  /// The features as cells `[n0, row]`.
  public Cells featureCells() {
    return Cells.ofInts(x);
  }

  /// The labels as cells: class indices `[row]` of two classes, else one-hot `[class, row]`.
  ///
  /// @param classes number of classes
  /// @throws IllegalArgumentException if a label is no class
  public Cells labelCells(int classes) {
    int[] oneHot = new int[classes == 2 ? 0 : Math.multiplyExact(classes, y.length)];
    for (int r = 0; r < y.length; r++) {
      if (y[r] < 0 || y[r] >= classes) {
        throw new IllegalArgumentException("class " + y[r] + " of " + classes);
      }
      if (classes != 2) {
        oneHot[y[r] * y.length + r] = 1;
      }
    }
    return Cells.ofInts(classes == 2 ? y : oneHot);
  }

  /// The own array of the features, for reading only.
  int[] rawFeatures() {
    return x;
  }
}
