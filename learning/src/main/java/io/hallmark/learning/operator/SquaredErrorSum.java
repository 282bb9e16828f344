package io.hallmark.learning.operator;

import java.util.List;

/// The sum of squared errors over all records and outputs, at scale `2·fx`.
///
/// @param sum published number, below 2^62
public record SquaredErrorSum(long sum) implements Metric.OfValues {
  @Override
  public boolean isTrueOf(EvaluationResult result) {
    return result.squares() == sum;
  }

  @Override
  public void record(EvaluationResult result, CellRecorder recorder) {}

  @Override
  public void emit(PartBuilder b, SquaredLoss loss, String z, String y) {
    String error = new ValueTarget(loss.layer().outputs()).emit(b, loss.emit(b, z), y);
    b.requireProduct("squared", b.affine("loss", List.of(), sum, List.of()), error, error);
  }
}
