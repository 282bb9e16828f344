package io.hallmark.provenance.policy;

import io.hallmark.learning.operator.CellRecorder;
import io.hallmark.learning.operator.Limbs;
import io.hallmark.learning.operator.Range;
import io.hallmark.proof.commitment.Cells;
import java.util.LinkedHashMap;
import java.util.Map;

/// Collects the own cells of a policy part, multiplicities left out.
public final class RuleCells {
  private final RuleData data;
  private final Map<String, Cells> cells;
  private final int number;

  RuleCells(RuleData data, Map<String, Cells> cells, int number) {
    this.data = data;
    this.cells = cells;
    this.number = number;
  }

  RuleData data() {
    return data;
  }

  PolicyContext context() {
    return data.context();
  }

  int number() {
    return number;
  }

  /// Prefix of the names of the rule.
  String name() {
    return "r" + number;
  }

  String name(int shard) {
    return name() + ".s" + shard;
  }

  void put(String column, Cells values) {
    cells.put(column, values);
  }

  /// Low limbs of the values of a range check.
  void range(Range range, long[] values) {
    CellRecorder recorder = new CellRecorder();
    int[][] low = range.limbs().columns(recorder, values.length);
    for (int i = 0; i < values.length; i++) {
      if (!range.contains(values[i])) {
        throw new IllegalArgumentException(range.name() + ": " + values[i] + " at " + i);
      }
      range.record(values[i], low, i);
    }
    cells.putAll(new LinkedHashMap<>(recorder.cells()));
  }

  /// All limbs of values that exist only as their sum.
  void limbs(Limbs limbs, long[] values) {
    CellRecorder recorder = new CellRecorder();
    int[][] all = limbs.allColumns(recorder, values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0 || values[i] >>> limbs.width() != 0) {
        throw new IllegalArgumentException(limbs.prefix() + ": " + values[i] + " at " + i);
      }
      limbs.writeAll(values[i], all, i);
    }
    cells.putAll(new LinkedHashMap<>(recorder.cells()));
  }
}
