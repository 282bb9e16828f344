package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.operator.CorrectCount;
import io.hallmark.learning.operator.DataLayout;
import io.hallmark.learning.relation.RunPlan.EvaluatedRows;
import io.hallmark.learning.trace.ServedModel;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Of equal logits the lowest class is predicted, and no other can be claimed.
final class TieTest {
  private final WholeRun.Setup setup = Perceptron.setup("mlp");
  private final ServedModel served = zero();
  private final int rows = setup.test().rows();

  private ServedModel zero() {
    try {
      return ServedModel.export(setup.network(), ModelSnapshot.zero(setup.network().tensors()));
    } catch (io.hallmark.learning.operator.TrainingStopped e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theLowestOfEqualClassesIsPredictedAndNoOther() throws Exception {
    ServedModel.Evaluation result = served.evaluate(setup.test(), 0, rows);
    int zeros = 0;
    for (int r = 0; r < rows; r++) {
      zeros += setup.test().label(r) == 0 ? 1 : 0;
    }
    assertEquals(zeros, result.result().correct());
    Part part =
        new PartCompiler(setup.network())
            .evaluation(new EvaluatedRows("test", rows, 0, 0, rows, new CorrectCount(zeros)), null);
    Run run = new Run(RelationVectors.geometry("trace"), List.of(), List.of(part));
    Assignment honest = assignment(result);
    PlainEvaluator.fitMultiplicities(run, honest);
    assertEquals(Set.of(), PlainEvaluator.violatedEverywhere(run, honest));
    assertArrayEquals(new long[] {1, 0, 0}, java.util.Arrays.copyOf(honest.own(0, "h"), 3));

    Assignment higher = assignment(result);
    higher.own(0, "h")[0] = 0;
    higher.own(0, "h")[2] = 1;
    PlainEvaluator.fitMultiplicities(run, higher);
    assertTrue(PlainEvaluator.violatedEverywhere(run, higher).contains("0: PRODUCT best"));

    // with the key of the higher class the gap of the lower one is -2
    long[] low = higher.own(0, "gap.l0");
    higher.own(0, "best")[0] = Goldilocks.sub(higher.own(0, "best")[0], 2);
    for (int c = 0; c < 3; c++) {
      low[c] = (low[c] - 2) & 255;
    }
    PlainEvaluator.fitMultiplicities(run, higher);
    Set<String> violated = PlainEvaluator.violatedEverywhere(run, higher);
    assertTrue(violated.contains("0: LOOKUP gap.s"), violated::toString);
    assertTrue(!violated.contains("0: PRODUCT best"), violated::toString);
  }

  private Assignment assignment(ServedModel.Evaluation result) {
    Map<String, Map<String, io.hallmark.proof.commitment.Cells>> older = new LinkedHashMap<>();
    older.put("test", DataColumns.cells(setup.test(), DataLayout.ofClasses(3, 3)));
    older.put("released", ModelColumns.cells(served.weights()));
    return new Assignment(List.of(result.cells()), older);
  }
}
