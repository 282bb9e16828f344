package io.hallmark.learning.trace;

import io.hallmark.learning.model.ModelSnapshot;
import java.util.Optional;

/// Where a training stands between two segments: everything that the rest of it depends on, besides
/// program, records and seed. Secret.
///
/// @param weights master weights
/// @param optimizer state of the optimiser; none at the start, and for one without
public record TrainingState(ModelSnapshot weights, Optional<ModelSnapshot> optimizer) {
  /// The state before the first step.
  public static TrainingState start(ModelSnapshot weights) {
    return new TrainingState(weights, Optional.empty());
  }
}
