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
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The witness of a compiled run: own committed cells of a part, without multiplicity columns and
/// `zk`. Cells are computed when they are asked for, those of a training window from the boundary
/// at which it starts, and kept only as long as nobody needs the memory.
///
/// - **Threads:** immutable; parts may be computed side by side.
public final class RunWitness {
  private final RunPlan plan;
  private final TrainingTrace trace;
  private final ServedModel served;
  private final Map<String, SampleTable> data;
  private final AtomicReferenceArray<@Nullable SoftReference<Map<String, Cells>>> kept;

  /// The witness of a training.
  ///
  /// @param plan the run
  /// @param trace the training; the boundaries at which the windows start were kept
  /// @param served its export
  /// @param data the parts of the data set that the run evaluates or checks, by commitment
  /// @throws IllegalArgumentException if a served weight is not the plan's, or records are missing
  public RunWitness(
      RunPlan plan, TrainingTrace trace, ServedModel served, Map<String, SampleTable> data) {
    if (plan.release() instanceof Release.Released r && !r.served().equals(served.weights())) {
      throw new IllegalArgumentException("the plan releases other weights");
    }
    this.plan = plan;
    this.trace = trace;
    this.served = served;
    this.data = Map.copyOf(data);
    this.kept = new AtomicReferenceArray<>(parts());
    plan.evaluations().forEach(e -> records(e.commitment()));
    plan.checkedData().forEach(c -> records(c.commitment()));
  }

  /// Number of parts.
  public int parts() {
    return plan.spans().size() + 1 + plan.evaluations().size() + plan.checkedData().size();
  }

  /// The cells of a part.
  ///
  /// @param part its number in the run
  /// @throws IllegalArgumentException if there is no such part, or if a metric is not true
  /// @throws IllegalStateException if an evaluation leaves its declared range
  public Map<String, Cells> part(int part) {
    if (part < 0 || part >= parts()) {
      throw new IllegalArgumentException("no part " + part);
    }
    SoftReference<Map<String, Cells>> known = kept.get(part);
    Map<String, Cells> cells = known == null ? null : known.get();
    if (cells == null) {
      cells = compute(part);
      kept.set(part, new SoftReference<>(cells));
    }
    return cells;
  }

  private Map<String, Cells> compute(int part) {
    int windows = plan.spans().size();
    if (part < windows) {
      int first = plan.spans().subList(0, part).stream().mapToInt(Integer::intValue).sum();
      return trace.window(first, plan.spans().get(part));
    }
    if (part == windows) {
      return served.exportCells(trace.last(), plan.release() instanceof Release.Sealed);
    }
    int evaluation = part - windows - 1;
    return evaluation < plan.evaluations().size()
        ? evaluation(plan.evaluations().get(evaluation))
        : checked(plan.checkedData().get(evaluation - plan.evaluations().size()));
  }

  private Map<String, Cells> evaluation(EvaluatedRows e) {
    try {
      return served.evaluate(records(e.commitment()), e.first(), e.end()).cells(e.metric());
    } catch (TrainingStopped stop) {
      throw new IllegalStateException("an evaluation with a stated result stops", stop);
    }
  }

  private Map<String, Cells> checked(CheckedData c) {
    CellRecorder recorder = new CellRecorder();
    SampleTable samples = records(c.commitment());
    int labels = c.range().labels().size();
    c.range().record(samples.featureCells(), samples.labelCells(labels), recorder);
    return recorder.cells();
  }

  private SampleTable records(String name) {
    SampleTable out = data.get(name);
    if (out == null) {
      throw new IllegalArgumentException("no records of " + name);
    }
    return out;
  }
}
