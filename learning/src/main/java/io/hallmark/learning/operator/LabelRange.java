package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;

/// What the labels of a data part may be.
public sealed interface LabelRange {
  /// Classes: 0 and 1 of two, one-hot of more.
  ///
  /// @param count number of classes
  record Classes(int count) implements LabelRange {}

  /// Targets in a range for every output.
  ///
  /// @param min smallest values
  /// @param max largest values
  record Values(Cells min, Cells max) implements LabelRange {}

  /// Numbers of a label.
  default int size() {
    return switch (this) {
      case Classes c -> c.count() == 2 ? 1 : c.count();
      case Values v -> v.min().size();
    };
  }
}
