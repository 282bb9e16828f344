package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.relation.Column;
import java.util.List;

/// The number of correct predictions.
///
/// Of two classes, predictions and labels are 0 and 1: a record is right iff `1 - u - y + 2·u·y =
/// 1`, so `Σuy = (count - n)/2 + Σu/2 + Σy/2`. Of more, both are one-hot: `Σhy = count`.
///
/// @param count published number
public record CorrectCount(int count) implements Metric.OfClasses {
  @Override
  public boolean isTrueOf(EvaluationResult result) {
    return result.correct() == count;
  }

  @Override
  public void record(EvaluationResult result, CellRecorder recorder) {}

  @Override
  public void emit(PartBuilder b, EvaluatedColumns columns) {
    String y = columns.y();
    if (!columns.isBinary()) {
      b.requireProduct("correct", b.affine("count", List.of(), count, List.of()), columns.hit(), y);
      return;
    }
    String hit = columns.emitBinaryHit(b);
    long half = Goldilocks.HALF;
    String agree =
        b.affine(
            "agree",
            List.of(),
            Goldilocks.mul(half, Goldilocks.fromSigned((long) count - columns.records())),
            List.of(
                new Column.Term(half, b.sum("hits", hit, "b")),
                new Column.Term(half, b.sum("ones", y, "b"))));
    b.requireProduct("correct", agree, hit, y);
  }
}
