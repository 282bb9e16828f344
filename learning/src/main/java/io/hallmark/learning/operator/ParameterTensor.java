package io.hallmark.learning.operator;

import java.util.List;

/// A tensor of trained parameters and the names of its columns.
///
/// @param name `d1.w`, `d1.b`, …
/// @param labels widths in order, `[in, out]` of a matrix, `[out]` of a bias
/// @param extents their extents
/// @param gradient column of its exact gradient of a step
/// @param effective column of its value at every step
public record ParameterTensor(
    String name, List<String> labels, List<Integer> extents, String gradient, String effective) {
  /// Copies the lists.
  public ParameterTensor {
    labels = List.copyOf(labels);
    extents = List.copyOf(extents);
  }

  /// Number of entries.
  public int size() {
    return extents.stream().reduce(1, Math::multiplyExact);
  }

  /// From row-major order to box order.
  public CellOrder order() {
    if (labels.size() < 2) {
      return CellOrder.SAME;
    }
    return CellOrder.matrix(width(0), width(1));
  }

  /// The label `class` never splits.
  private Width width(int k) {
    return new Width(labels.get(k), extents.get(k));
  }

  /// Its labels behind other ones, in declared order.
  public List<String> at(PartBuilder b, String... leading) {
    String[] all = java.util.Arrays.copyOf(leading, leading.length + labels.size());
    for (int i = 0; i < labels.size(); i++) {
      all[leading.length + i] = labels.get(i);
    }
    return b.full(all);
  }

  /// `[gp, τ]`: the labels of an imported boundary, matched to `[g, τ]` by position, so `gp` stands
  /// first although it is declared last.
  public List<String> atPrevious(PartBuilder b) {
    List<String> out = new java.util.ArrayList<>();
    out.add("gp");
    out.addAll(at(b));
    return out;
  }
}
