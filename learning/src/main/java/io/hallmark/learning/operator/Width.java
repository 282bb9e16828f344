package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Label;

/// The width between two layers as labels of a relation. An extent `e = h·2^k` with h odd is
/// *ragged* if `h > 1`, `k ≥ 4` and `10·e < 9·2^bits(e)`; it is then split into a high label of
/// extent h and a low label of extent `2^k`, so that padding does not waste rows. Index i is `(i >>
/// k, i mod 2^k)`.
///
/// The order of the logical indices is kept: a column whose labels put nothing between the high and
/// the low label has the same cells in the same order, split or not.
///
/// The number of classes is never split.
///
/// @param name name, `n0`, `n1`, … or `class`
/// @param extent the width
public record Width(String name, int extent) {
  /// Whether the width becomes two labels.
  public boolean isSplit() {
    int low = Integer.lowestOneBit(extent);
    return !name.equals("class")
        && extent > low
        && low >= 16
        && 10L * extent < 9L << Label.bits(extent);
  }

  /// The high label of a split width.
  public Label high() {
    return new Label(highName(name), extent / Integer.lowestOneBit(extent));
  }

  /// The low label of a split width, the only label of any other.
  public Label low() {
    return new Label(name, isSplit() ? Integer.lowestOneBit(extent) : extent);
  }

  /// Name of the high label of a split width.
  public static String highName(String name) {
    return name + "h";
  }
}
