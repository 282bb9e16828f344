package io.hallmark.learning.relation;

import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.ServedFormat;
import io.hallmark.learning.operator.LabelRange;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.operator.Range;
import io.hallmark.learning.program.TargetRange;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunPlan.CheckedData;
import io.hallmark.learning.relation.RunPlan.EvaluatedRows;
import io.hallmark.learning.relation.RunPlan.Release;
import io.hallmark.learning.relation.RunPlan.StartFrom;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.Part;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the compiler refuses. The program's own bounds are the program's matter, and so is the
/// format of a parent model: its bits and scale are those of the parent's program.
final class PlanCheck {
  /// Most records of all steps of a run together.
  private static final long MAX_POSITIONS = 1L << 28;

  private PlanCheck() {}

  static void need(boolean condition, String reason) throws RunRefused {
    if (!condition) {
      throw new RunRefused(reason);
    }
  }

  static void check(RunPlan plan) throws RunRefused {
    TrainingProgram program = plan.network().program();
    windows(plan, program);
    start(plan, program);
    if (plan.release() instanceof Release.Released r) {
      released(plan, r.served());
    }
    Map<String, Integer> rows = new HashMap<>();
    shards(plan, program, rows);
    for (EvaluatedRows e : plan.evaluations()) {
      evaluation(e, rows, program);
    }
    for (CheckedData c : plan.checkedData()) {
      part(c.commitment(), c.rows(), rows);
      dataset(c, program);
    }
    groups(plan);
    geometries(plan, rows.keySet());
  }

  private static void shards(RunPlan plan, TrainingProgram program, Map<String, Integer> rows)
      throws RunRefused {
    List<String> names = RunPlan.training(plan.shards().size());
    long sum = 0;
    for (int s = 0; s < names.size(); s++) {
      part(names.get(s), plan.shards().get(s), rows);
      sum += plan.shards().get(s);
    }
    need(
        sum == program.trainRows(),
        "shards of %d records, the program has %d".formatted(sum, program.trainRows()));
  }

  private static void start(RunPlan plan, TrainingProgram program) throws RunRefused {
    switch (plan.start()) {
      case StartFrom.Initialisation() -> {}
      case StartFrom.SealedParent(List<ParameterTensor> tensors, ServedFormat format) ->
          parent(plan, tensors, format);
      case StartFrom.ReleasedParent(ModelSnapshot served, ServedFormat format) -> {
        parent(plan, served.tensors(), format);
        for (int j = 0; j < served.tensors().size(); j++) {
          ParameterTensor w = served.tensors().get(j);
          Range range = Range.signed("parent." + w.name(), format.bits(), program.limb());
          for (long v : served.values(j)) {
            need(range.contains(v), "a parent weight of " + w.name() + " is out of range: " + v);
          }
        }
      }
    }
  }

  private static void parent(RunPlan plan, List<ParameterTensor> tensors, ServedFormat format)
      throws RunRefused {
    need(tensors.equals(plan.network().tensors()), "parent weights of another model");
    String problem = format.problem(plan.network().program());
    if (problem != null) {
      throw new RunRefused(problem);
    }
  }

  private static void windows(RunPlan plan, TrainingProgram program) throws RunRefused {
    long sum = 0;
    for (int span : plan.spans()) {
      need(span >= 1, "a training part of " + span + " segments");
      positions((long) span * program.segment(), program.batch(), RunCompiler.MAX_PART_CELLS);
      sum += span;
    }
    need(
        sum == program.segments(),
        "training parts cover " + sum + " segments, the program has " + program.segments());
    positions(program.steps(), program.batch(), MAX_POSITIONS);
  }

  /// Each place of a batch has cells of its own. Checked before the order of the records is
  /// computed, which has as many entries.
  private static void positions(long steps, long batch, long most) throws RunRefused {
    need(
        steps <= most / batch,
        "%d steps of %d records, at most %d records of all steps together"
            .formatted(steps, batch, most));
  }

  private static void released(RunPlan plan, ModelSnapshot served) throws RunRefused {
    need(served.tensors().equals(plan.network().tensors()), "released weights of another model");
    for (int j = 0; j < served.tensors().size(); j++) {
      ParameterTensor w = served.tensors().get(j);
      Range range = plan.network().export().range(w);
      for (long v : served.values(j)) {
        need(range.contains(v), "a released weight of " + w.name() + " is out of range: " + v);
      }
    }
  }

  private static void evaluation(
      EvaluatedRows e, Map<String, Integer> rows, TrainingProgram program) throws RunRefused {
    part(e.commitment(), e.rows(), rows);
    need(
        e.first() >= 0 && e.first() < e.end() && e.end() <= e.rows(),
        "evaluated records %d to %d of %d".formatted(e.first(), e.end(), e.rows()));
    MetricCheck.check(e, program);
  }

  /// All that is said about a part agrees on its group column.
  private static void groups(RunPlan plan) throws RunRefused {
    Map<String, Integer> groups = new HashMap<>();
    for (EvaluatedRows e : plan.evaluations()) {
      Integer known = groups.putIfAbsent(e.commitment(), e.groups());
      need(known == null || known == e.groups(), e.commitment() + " has two numbers of groups");
    }
    for (CheckedData c : plan.checkedData()) {
      Integer known = groups.putIfAbsent(c.commitment(), c.range().groups());
      need(
          known == null || known == c.range().groups(),
          c.commitment() + " has two numbers of groups");
    }
  }

  private static void part(String commitment, int count, Map<String, Integer> rows)
      throws RunRefused {
    need(
        !commitment.equals(RunPlan.PARENT) && !commitment.equals(RunPlan.RELEASED),
        "a data part called " + commitment);
    need(count >= 1, commitment + " has " + count + " records");
    Integer known = rows.putIfAbsent(commitment, count);
    need(
        known == null || known == count,
        commitment + " has " + known + " and " + count + " records");
  }

  private static void dataset(CheckedData c, TrainingProgram program) throws RunRefused {
    need(
        c.range().min().size() == program.features().count(),
        c.range().min().size() + " ranges for " + program.features().count() + " features");
    labels(c.range().labels(), program);
    for (int i = 0; i < program.features().count(); i++) {
      int min = c.range().min().small(i);
      int max = c.range().max().small(i);
      need(
          min >= program.features().min() && max <= program.features().max(),
          "feature %d has the range %d to %d, the program %d to %d"
              .formatted(i, min, max, program.features().min(), program.features().max()));
    }
  }

  private static void labels(LabelRange labels, TrainingProgram program) throws RunRefused {
    switch (labels) {
      case LabelRange.Classes c ->
          need(
              c.count() == program.classes(),
              c.count() + " classes, the program has " + program.classes());
      case LabelRange.Values v -> {
        TargetRange range = program.target().orElse(null);
        need(range != null && v.size() == program.outputs(), v.size() + " targets");
        for (int o = 0; o < v.size() && range != null; o++) {
          int min = v.min().small(o);
          int max = v.max().small(o);
          need(
              min >= range.min() && max <= range.max(),
              "target %d has the range %d to %d, the program %d to %d"
                  .formatted(o, min, max, range.min(), range.max()));
        }
      }
    }
  }

  private static void geometries(RunPlan plan, Set<String> dataParts) throws RunRefused {
    Set<String> expected = new HashSet<>(dataParts);
    if (plan.start() instanceof StartFrom.SealedParent) {
      expected.add(RunPlan.PARENT);
    }
    if (plan.release() instanceof Release.Sealed) {
      expected.add(RunPlan.RELEASED);
    }
    need(
        plan.older().keySet().equals(expected),
        "geometries of " + plan.older().keySet() + " for the commitments " + expected);
  }

  /// Refuses a part with more than [#RunCompiler.MAX_PART_CELLS] committed cells.
  static void checkSize(int number, Part part) throws RunRefused {
    Map<String, Long> extents = new HashMap<>();
    for (Label l : part.labels()) {
      extents.put(l.name(), l.extent());
    }
    long cells = 0;
    for (Column c : part.columns()) {
      if (c instanceof Column.Committed) {
        long size = 1;
        for (String l : c.labels()) {
          size = Math.multiplyExact(size, extents.getOrDefault(l, 1L));
        }
        cells = Math.addExact(cells, size);
      }
    }
    need(
        cells <= RunCompiler.MAX_PART_CELLS,
        "part %d has %d cells, at most %d are allowed; use fewer segments per part"
            .formatted(number, cells, RunCompiler.MAX_PART_CELLS));
  }
}
