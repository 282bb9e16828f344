package io.hallmark.learning.trace;

import io.hallmark.learning.model.ModelSnapshot;
import java.util.List;

/// Where a training stands between two segments: everything that the rest of it depends on, besides
/// program, records and seed. Secret.
///
/// @param weights master weights
/// @param optimizer states of the optimiser in the order of its names; none at the start
public record TrainingState(ModelSnapshot weights, List<ModelSnapshot> optimizer) {
  /// Copies the list.
  public TrainingState {
    optimizer = List.copyOf(optimizer);
  }

  /// The state before the first step.
  public static TrainingState start(ModelSnapshot weights) {
    return new TrainingState(weights, List.of());
  }
}
