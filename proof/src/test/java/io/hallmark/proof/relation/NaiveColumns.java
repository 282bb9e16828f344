package io.hallmark.proof.relation;

import io.hallmark.algebra.field.Ext;
import io.hallmark.proof.Maps;
import io.hallmark.proof.commitment.Cells;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Values of columns by their definition, one cell at a time, by names: slow, and independent of
/// everything that the product does to be fast.
final class NaiveColumns {
  private final Map<String, Integer> extents = new HashMap<>();
  private final Map<String, Column> columns = new HashMap<>();
  private final Map<String, Cells> cells;
  private final Function<String, Ext[]> points;

  /// @param part the part
  /// @param cells cells of committed and imported columns
  /// @param points the challenge point of a fingerprint label
  NaiveColumns(Part part, Map<String, Cells> cells, Function<String, Ext[]> points) {
    part.labels().forEach(x -> extents.put(x.name(), (int) x.extent()));
    part.columns().forEach(x -> columns.put(x.name(), x));
    this.cells = cells;
    this.points = points;
  }

  /// All indices of a box, first label most significant.
  List<Map<String, Integer>> box(List<String> labels) {
    List<Map<String, Integer>> out = new ArrayList<>(List.of(Map.of()));
    for (String label : labels) {
      List<Map<String, Integer>> next = new ArrayList<>();
      for (Map<String, Integer> i : out) {
        for (int k = 0; k < Maps.get(extents, label); k++) {
          next.add(with(i, label, k));
        }
      }
      out = next;
    }
    return out;
  }

  private static Map<String, Integer> with(Map<String, Integer> i, String label, int k) {
    Map<String, Integer> out = new HashMap<>(i);
    out.put(label, k);
    return out;
  }

  private int address(List<String> labels, Map<String, Integer> i) {
    int at = 0;
    for (String label : labels) {
      at = at * Maps.get(extents, label) + Maps.get(i, label);
    }
    return at;
  }

  /// The whole box of a column.
  List<Ext> values(String column) {
    return box(Maps.get(columns, column).labels()).stream().map(i -> value(column, i)).toList();
  }

  /// The value of one cell; labels that the column lacks are ignored.
  Ext value(String column, Map<String, Integer> i) {
    return switch (Maps.get(columns, column)) {
      case Column.Committed x -> Ext.of(Maps.get(cells, column).element(address(x.labels(), i)));
      case Column.ImportOlder x -> Ext.of(Maps.get(cells, column).element(address(x.labels(), i)));
      case Column.ImportPart x -> Ext.of(Maps.get(cells, column).element(address(x.labels(), i)));
      case Column.Public x -> Ext.of(x.values().element(address(x.labels(), i)));
      case Column.Counter x ->
          Ext.of(x.start()).plus(Ext.of(x.step()).times(Maps.get(i, x.labels().get(0))));
      case Column.Affine x -> {
        Ext sum = Ext.of(x.constant());
        for (Column.Term t : x.terms()) {
          sum = sum.plus(value(t.source(), i).times(t.coefficient()));
        }
        yield sum;
      }
      case Column.Broadcast x -> value(x.source(), i);
      case Column.Rename x -> value(x.source(), with(i, x.from(), Maps.get(i, x.to())));
      case Column.Scale x -> value(x.source(), i).times(x.vector().element(Maps.get(i, x.label())));
      case Column.Sum x -> {
        Ext sum = Ext.ZERO;
        for (int k = 0; k < Maps.get(extents, x.label()); k++) {
          sum = sum.plus(value(x.source(), with(i, x.label(), k)));
        }
        yield sum;
      }
      case Column.Prefix x -> {
        Ext sum = value(x.start(), i);
        for (int k = 0; k < Maps.get(i, x.label()); k++) {
          sum = sum.plus(value(x.delta(), with(i, x.label(), k)).times(x.c()));
        }
        yield sum;
      }
      case Column.Gather x -> {
        int row = x.index().small(address(x.by(), i));
        yield row < 0 ? Ext.ZERO : value(x.source(), with(i, x.label(), row));
      }
      case Column.Operator x -> {
        Ext sum = Ext.ZERO;
        int n = Maps.get(extents, x.from());
        for (int k = 0; k < n; k++) {
          long c = x.matrix().element(Maps.get(i, x.to()) * n + k);
          sum = sum.plus(value(x.source(), with(i, x.from(), k)).times(c));
        }
        yield sum;
      }
      case Column.Fingerprint x -> {
        Ext sum = Ext.ZERO;
        for (Map<String, Integer> s : box(x.over())) {
          Map<String, Integer> all = new HashMap<>(i);
          all.putAll(s);
          Ext weight = Ext.ONE;
          for (String label : x.over()) {
            weight = weight.times(eq(points.apply(label), Maps.get(s, label)));
          }
          sum = sum.plus(weight.times(value(x.source(), all)));
        }
        yield sum;
      }
      case Column.Product x -> {
        List<String> contracted = new ArrayList<>(Maps.get(columns, x.a()).labels());
        contracted.removeAll(x.labels());
        Ext sum = Ext.ZERO;
        for (Map<String, Integer> s : box(contracted)) {
          Map<String, Integer> all = new HashMap<>(i);
          all.putAll(s);
          sum = sum.plus(value(x.a(), all).times(value(x.b(), all)));
        }
        yield sum;
      }
    };
  }

  /// `eq(point, index)`.
  static Ext eq(Ext[] point, int index) {
    Ext out = Ext.ONE;
    for (int k = 0; k < point.length; k++) {
      boolean bit = ((index >> (point.length - 1 - k)) & 1) != 0;
      out = out.times(bit ? point[k] : Ext.ONE.minus(point[k]));
    }
    return out;
  }
}
