package io.hallmark.learning.relation;

import io.hallmark.proof.commitment.Cells;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Canonical elements of all committed cells of a run, to be altered by a test: own columns of
/// every part, and the columns of the older commitments.
public final class Assignment {
  private final List<Map<String, long[]>> parts = new ArrayList<>();
  private final Map<String, Map<String, long[]>> older = new LinkedHashMap<>();

  public Assignment(List<Map<String, Cells>> parts, Map<String, Map<String, Cells>> older) {
    parts.forEach(p -> this.parts.add(elements(p)));
    older.forEach((name, columns) -> this.older.put(name, elements(columns)));
  }

  private static Map<String, long[]> elements(Map<String, Cells> columns) {
    Map<String, long[]> out = new LinkedHashMap<>();
    committed(columns).forEach((name, cells) -> out.put(name, cells.toElements()));
    return out;
  }

  /// A witness without the last limbs that it carries though they are virtual: a corruption would
  /// not reach them.
  static Map<String, Cells> committed(Map<String, Cells> witness) {
    Map<String, Cells> out = new LinkedHashMap<>(witness);
    out.keySet().removeIf(name -> name.endsWith(".rt"));
    return out;
  }

  /// Cells of an own column, to read and write.
  public long[] own(int part, String column) {
    return Objects.requireNonNull(parts.get(part).get(column), column);
  }

  public boolean has(int part, String column) {
    return parts.get(part).containsKey(column);
  }

  /// Cells of a column of an older commitment, to read and write.
  public long[] older(String commitment, String column) {
    return Objects.requireNonNull(older(commitment).get(column), column);
  }

  private Map<String, long[]> older(String commitment) {
    return Objects.requireNonNull(older.get(commitment), commitment);
  }

  public void put(int part, String column, long[] cells) {
    parts.get(part).put(column, cells);
  }

  /// The own columns as a prover takes them.
  public List<Map<String, Cells>> witness() {
    return parts.stream().map(Assignment::cells).toList();
  }

  /// The content of an older commitment.
  public Map<String, Cells> content(String commitment) {
    return cells(older(commitment));
  }

  private static Map<String, Cells> cells(Map<String, long[]> columns) {
    Map<String, Cells> out = new LinkedHashMap<>();
    columns.forEach((name, values) -> out.put(name, Cells.ofElements(values)));
    return out;
  }
}
