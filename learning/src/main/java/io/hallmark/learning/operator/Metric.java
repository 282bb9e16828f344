package io.hallmark.learning.operator;

/// What a run publishes about served weights on some records: the number of correct predictions, a
/// number that it reaches, the table of confusions, or the sum of squared errors.
public sealed interface Metric {
  /// Whether these results have this metric.
  boolean isTrueOf(EvaluationResult result);

  /// Records own cells, if the metric has any.
  void record(EvaluationResult result, CellRecorder recorder);

  /// A metric of predicted classes.
  sealed interface OfClasses extends Metric
      permits CorrectCount, AtLeast, ConfusionCounts, GroupCounts {
    /// Emits the constraint that ties the published numbers to predictions and labels.
    void emit(PartBuilder b, EvaluatedColumns columns);
  }

  /// A metric of a regression.
  sealed interface OfValues extends Metric permits SquaredErrorSum {
    /// Emits range and errors of the outputs and the constraint that ties the published number to
    /// them.
    ///
    /// @param z column of the pre-activations
    /// @param y column of the targets
    void emit(PartBuilder b, SquaredLoss loss, String z, String y);
  }
}
