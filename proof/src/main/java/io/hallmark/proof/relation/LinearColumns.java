package io.hallmark.proof.relation;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import java.util.Arrays;
import java.util.List;

/// An affine, scale, operator or prefix column from its sources, some labels of all of them bound
/// already: such a column is linear over F, so it acts on both coefficients of E alike. Tables in F
/// are added as integers as long as nothing can exceed `2^62`.
final class LinearColumns {
  private final int[] extents;
  private final Node node;
  private final Box out;
  private final List<Box> sources;

  /// @param extents extents of all labels of the part
  /// @param node the column
  /// @param labels the labels of the column that are not bound, in its order
  /// @param sourceLabels of every source, the same
  LinearColumns(int[] extents, Node node, Ids labels, List<Ids> sourceLabels) {
    this.extents = extents;
    this.node = node;
    this.out = Box.of(extents, labels);
    this.sources = sourceLabels.stream().map(l -> Box.of(extents, l)).toList();
  }

  /// The values.
  ///
  /// @param tables the sources
  /// @param constant of an affine column, its constant times the sums of the vectors bound
  BoxTable apply(List<BoxTable> tables, Ext constant) {
    boolean base = constant.a1() == 0;
    for (BoxTable table : tables) {
      base &= table.isBase();
    }
    if (!base) {
      long[] a0 = sum(tables.stream().map(BoxTable::a0).toList(), constant.a0());
      long[] a1 = sum(tables.stream().map(LinearColumns::high).toList(), constant.a1());
      return BoxTable.of(ExtArray.over(a0, a1));
    }
    List<Cells> cells = tables.stream().map(BoxTable::cells).toList();
    if (node.column() instanceof Column.Affine x) {
      Cells exact = new IntegerAffine(x, constant.a0()).sum(tables, this);
      if (exact != null) {
        return BoxTable.of(exact);
      }
    }
    RowArithmetic kind = isSmall(tables) ? RowArithmetic.INTEGER : RowArithmetic.FIELD;
    long[] to = new long[out.size()];
    Arrays.fill(to, constant.a0());
    add(kind, cells.stream().map(kind::values).toList(), to);
    return BoxTable.of(kind.cells(to));
  }

  /// The second coefficients; empty for values in F, where they are zero.
  private static long[] high(BoxTable table) {
    long[] a1 = table.a1();
    return a1 == null ? new long[0] : a1;
  }

  private long[] sum(List<long[]> tables, long constant) {
    long[] to = new long[out.size()];
    Arrays.fill(to, constant);
    add(RowArithmetic.FIELD, tables, to);
    return to;
  }

  /// Whether a column that is not affine stays below `2^62` in integers.
  private boolean isSmall(List<BoxTable> tables) {
    return switch (node.column()) {
      case Column.Scale x ->
          Saturating.times(Integers.magnitude(x.vector()), tables.get(0).magnitude())
              < Integers.LIMIT;
      case Column.Operator x -> {
        long most = Saturating.times(Integers.magnitude(x.matrix()), tables.get(0).magnitude());
        yield Saturating.times(most, extents[node.from()]) < Integers.LIMIT;
      }
      case Column.Prefix x -> {
        long c = Math.abs(Goldilocks.toSigned(x.c()));
        long moved =
            Saturating.times(Saturating.times(c, tables.get(1).magnitude()), extents[node.from()]);
        yield Saturating.plus(tables.get(0).magnitude(), moved) < Integers.LIMIT;
      }
      default -> false;
    };
  }

  private void add(RowArithmetic kind, List<long[]> tables, long[] to) {
    switch (node.column()) {
      case Column.Affine x -> {
        for (int k = 0; k < tables.size(); k++) {
          addScaled(kind, kind.coefficient(x.terms().get(k).coefficient()), k, tables.get(k), to);
        }
      }
      case Column.Scale x -> scale(kind, kind.values(x.vector()), tables.get(0), to);
      case Column.Operator x -> operator(kind, kind.values(x.matrix()), tables.get(0), to);
      case Column.Prefix x -> {
        addScaled(kind, 1, 0, tables.get(0), to);
        prefix(kind, kind.coefficient(x.c()), tables.get(1), to);
      }
      default -> throw new IllegalArgumentException("not linear: " + node.column().name());
    }
  }

  /// Adds c times a source, spread along the labels that it lacks.
  void addScaled(RowArithmetic kind, long c, int source, long[] from, long[] to) {
    if (from.length == 0) {
      return;
    }
    int[] strides = sources.get(source).along(out.labels());
    new Rows(out.extents(), out.strides(), strides)
        .forEach(
            (at, steps, n) -> kind.addScaled(to, at[0], steps[0], c, from, at[1], steps[1], n));
  }

  /// Number of cells of the column.
  int size() {
    return out.size();
  }

  private void scale(RowArithmetic kind, long[] vector, long[] from, long[] to) {
    if (from.length == 0) {
      return;
    }
    Rows rows = others(0, node.from());
    int toStep = out.stride(node.from());
    int step = sources.get(0).stride(node.from());
    rows.forEach((at, steps, n) -> {
      for (int i = 0; i < vector.length; i++) {
        kind.addScaled(
            to, at[0] + i * toStep, steps[0], vector[i], from, at[1] + i * step, steps[1], n);
      }
    });
  }

  private void operator(RowArithmetic kind, long[] matrix, long[] from, long[] to) {
    if (from.length == 0) {
      return;
    }
    int n = extents[node.from()];
    int toStep = out.stride(node.to());
    int step = sources.get(0).stride(node.from());
    int rowCount = extents[node.to()];
    others(0, node.to())
        .forEach((at, steps, length) -> {
          for (int i = 0; i < rowCount; i++) {
            for (int j = 0; j < n; j++) {
              long c = matrix[i * n + j];
              if (c != 0) {
                int s = at[1] + j * step;
                kind.addScaled(to, at[0] + i * toStep, steps[0], c, from, s, steps[1], length);
              }
            }
          }
        });
  }

  /// Adds `c·sum over i < i_a of delta[i, ..]`.
  private void prefix(RowArithmetic kind, long c, long[] delta, long[] to) {
    if (delta.length == 0) {
      return;
    }
    int n = extents[node.from()];
    int toStep = out.stride(node.from());
    int step = sources.get(1).stride(node.from());
    others(1, node.from())
        .forEach((at, steps, length) -> {
          long[] sum = new long[length];
          for (int i = 1; i < n; i++) {
            int d = at[1] + (i - 1) * step;
            kind.addScaled(sum, 0, 1, c, delta, d, steps[1], length);
            kind.addScaled(to, at[0] + i * toStep, steps[0], 1, sum, 0, 1, length);
          }
        });
  }

  /// Rows of the column and a source over all labels but one.
  private Rows others(int source, int label) {
    Ids others = out.labels().without(label);
    Box rest = Box.of(extents, others);
    return new Rows(rest.extents(), out.along(others), sources.get(source).along(others));
  }
}
