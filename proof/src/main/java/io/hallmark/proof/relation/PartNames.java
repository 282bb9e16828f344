package io.hallmark.proof.relation;

import io.hallmark.proof.commitment.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The names of a part, replaced by numbers in declared order. Names that are not declared become
/// -1; `zk` is never a name. Nothing is checked here.
final class PartNames {
  private final Map<String, Integer> labelIds = new HashMap<>();
  private final Map<String, Integer> columnIds = new HashMap<>();
  private final Map<String, Integer> tableIds = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  PartNames(Part part) {
    for (Label label : part.labels()) {
      labelIds.putIfAbsent(label.name(), labelIds.size());
    }
    for (Column column : part.columns()) {
      columnIds.putIfAbsent(column.name(), columnIds.size());
    }
    for (Part.LookupTable table : part.tables()) {
      tableIds.putIfAbsent(table.name(), tableIds.size());
    }
    for (Column column : part.columns()) {
      nodes.add(node(column));
    }
  }

  int label(String name) {
    return labelIds.getOrDefault(name, -1);
  }

  int column(String name) {
    return columnIds.getOrDefault(name, -1);
  }

  int table(String name) {
    return tableIds.getOrDefault(name, -1);
  }

  Ids labels(List<String> names) {
    return Ids.of(names.stream().mapToInt(this::label).toArray());
  }

  Ids columns(List<String> names) {
    return Ids.of(names.stream().mapToInt(this::column).toArray());
  }

  /// The columns in declared order.
  List<Node> nodes() {
    return nodes;
  }

  private Node node(Column c) {
    Ids labels = labels(c.labels());
    return switch (c) {
      case Column.Committed _,
          Column.Public _,
          Column.Counter _,
          Column.ImportOlder _,
          Column.ImportPart _ ->
          new Node(c, labels, Ids.NONE, -1, -1, Ids.NONE);
      case Column.Affine x -> {
        int[] sources = x.terms().stream().mapToInt(t -> column(t.source())).toArray();
        yield new Node(c, labels, Ids.of(sources), -1, -1, Ids.NONE);
      }
      case Column.Broadcast x -> acting(c, labels, x.source(), label(x.label()), -1, Ids.NONE);
      case Column.Sum x -> acting(c, labels, x.source(), label(x.label()), -1, Ids.NONE);
      case Column.Scale x -> acting(c, labels, x.source(), label(x.label()), -1, Ids.NONE);
      case Column.Rename x ->
          acting(c, labels, x.source(), label(x.from()), label(x.to()), Ids.NONE);
      case Column.Operator x ->
          acting(c, labels, x.source(), label(x.from()), label(x.to()), Ids.NONE);
      case Column.Gather x -> acting(c, labels, x.source(), label(x.label()), -1, labels(x.by()));
      case Column.Fingerprint x -> acting(c, labels, x.source(), -1, -1, labels(x.over()));
      case Column.Prefix x ->
          new Node(
              c,
              labels,
              Ids.of(column(x.start()), column(x.delta())),
              label(x.label()),
              -1,
              Ids.NONE);
      case Column.Product x ->
          new Node(c, labels, Ids.of(column(x.a()), column(x.b())), -1, -1, Ids.NONE);
    };
  }

  private Node acting(Column c, Ids labels, String source, int from, int to, Ids over) {
    return new Node(c, labels, Ids.of(column(source)), from, to, over);
  }
}
