package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Label;
import java.util.List;

/// At least so many predictions are correct; how many more stays hidden: `count - c` is in a range
/// of `bits(n - c + 1)` bits, at least one.
///
/// @param correct published number c
/// @param records number of records n
/// @param limb bits of a limb
public record AtLeast(int correct, int records, int limb) implements Metric.OfClasses {
  private static final String NAME = "least";

  private Range range() {
    return new Range(NAME, 0, Math.max(1, Label.bits((long) records - correct + 1)), limb);
  }

  @Override
  public boolean isTrueOf(EvaluationResult result) {
    return result.correct() >= correct;
  }

  @Override
  public void record(EvaluationResult result, CellRecorder recorder) {
    Range range = range();
    range.record((long) result.correct() - correct, range.limbs().columns(recorder, 1), 0);
  }

  @Override
  public void emit(PartBuilder b, EvaluatedColumns columns) {
    String hit = columns.isBinary() ? columns.emitBinaryHit(b) : columns.hit();
    String y = columns.y();
    String product = b.product("count.a", List.of(), hit, y);
    String above =
        columns.isBinary()
            ? b.affine(
                NAME + ".n",
                List.of(),
                Goldilocks.fromSigned((long) records - correct),
                List.of(
                    PartBuilder.term(2, product),
                    PartBuilder.term(-1, b.sum("hits", hit, "b")),
                    PartBuilder.term(-1, b.sum("ones", y, "b"))))
            : b.affine(
                NAME + ".n",
                List.of(),
                Goldilocks.fromSigned(-correct),
                List.of(PartBuilder.term(1, product)));
    range().emit(b, above);
  }
}
