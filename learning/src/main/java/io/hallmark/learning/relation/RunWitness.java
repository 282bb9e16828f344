package io.hallmark.learning.relation;

import io.hallmark.learning.operator.CellRecorder;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.learning.relation.RunPlan.CheckedData;
import io.hallmark.learning.relation.RunPlan.EvaluatedRows;
import io.hallmark.learning.relation.RunPlan.Release;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.learning.trace.ServedModel;
import io.hallmark.learning.trace.TrainingTrace;
import io.hallmark.proof.commitment.Cells;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The witness of a compiled run: own committed cells of every part, in the order of the parts,
/// without multiplicity columns and `zk`.
public final class RunWitness {
  private RunWitness() {}

  /// Cuts the witness out of a training.
  ///
  /// @param plan the run
  /// @param trace the training
  /// @param served its export
  /// @param data the parts of the data set that the run evaluates or checks, by commitment
  /// @throws TrainingStopped if an evaluation leaves its declared range
  /// @throws IllegalArgumentException if a count or a served weight is not the plan's
  public static List<Map<String, Cells>> of(
      RunPlan plan, TrainingTrace trace, ServedModel served, Map<String, SampleTable> data)
      throws TrainingStopped {
    if (plan.release() instanceof Release.Released r && !r.served().equals(served.weights())) {
      throw new IllegalArgumentException("the plan releases other weights");
    }
    List<Map<String, Cells>> out = new ArrayList<>();
    int first = 0;
    for (int span : plan.spans()) {
      out.add(trace.window(first, span));
      first += span;
    }
    out.add(served.exportCells(trace.last(), plan.release() instanceof Release.Sealed));
    for (EvaluatedRows e : plan.evaluations()) {
      ServedModel.Evaluation result =
          served.evaluate(part(data, e.commitment()), e.first(), e.end());
      if (result.correct() != e.correct()) {
        throw new IllegalArgumentException(
            result.correct() + " correct predictions, the plan says " + e.correct());
      }
      out.add(result.cells());
    }
    for (CheckedData c : plan.checkedData()) {
      CellRecorder recorder = new CellRecorder();
      c.range().record(part(data, c.commitment()).featureCells(), recorder);
      out.add(recorder.cells());
    }
    return out;
  }

  private static SampleTable part(Map<String, SampleTable> data, String name) {
    SampleTable out = data.get(name);
    if (out == null) {
      throw new IllegalArgumentException("no records of " + name);
    }
    return out;
  }
}
