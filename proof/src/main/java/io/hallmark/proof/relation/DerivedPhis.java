package io.hallmark.proof.relation;

import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.commitment.Cells;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The vectors that pull-backs derive from others, each derived once: vectors are compared by
/// identity, and columns with the same table over equal labels share what is derived with it. So an
/// operator over P steps costs P² once per vector, however many tensors it moves.
///
/// - **Threads:** not safe.
final class DerivedPhis {
  private final PartIndex part;
  private final @Nullable Phi[] ones;
  private final Map<Key, Phi> derived = new HashMap<>();
  private final int[] owner;

  private record Key(int column, List<Phi> phis) {}

  private record Shape(Class<?> kind, Ids over, int from, Object table) {}

  /// An index table, compared as an object: those of gathers are large.
  private record Identity(Cells table) {
    @Override
    @SuppressWarnings("ReferenceEquality") // the same table, not an equal one
    public boolean equals(Object o) {
      return o instanceof Identity other && table == other.table;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(table);
    }
  }

  DerivedPhis(PartIndex part) {
    this.part = part;
    this.ones = new Phi[part.labelCount()];
    this.owner = owners(part);
  }

  /// Columns with one table are represented by the first of them.
  private static int[] owners(PartIndex part) {
    int[] owner = new int[part.columnCount()];
    Map<Shape, Integer> first = new HashMap<>();
    for (int c = 0; c < owner.length; c++) {
      owner[c] = c;
      Node node = part.node(c);
      Object table =
          switch (node.column()) {
            case Column.Gather x -> new Identity(x.index());
            case Column.Operator x -> x.matrix();
            case Column.Scale x -> x.vector();
            default -> null;
          };
      if (table != null) {
        int extent = part.extent(node.from());
        Shape shape = new Shape(node.column().getClass(), node.over(), extent, table);
        Integer earlier = first.putIfAbsent(shape, c);
        owner[c] = earlier == null ? c : earlier;
      }
    }
    return owner;
  }

  /// All ones over a label.
  Phi ones(int label) {
    Phi out = ones[label];
    if (out == null) {
      out = Phi.ones(part.extent(label));
      ones[label] = out;
    }
    return out;
  }

  /// `v[i] = sum over by-indices with idx = i of the product of their phi`.
  Phi gathered(int column, Column.Gather x, List<Phi> by) {
    int extent = part.extent(part.node(column).from());
    return derive(owner[column], by, () -> DerivedVectors.gathered(x.index(), by, extent));
  }

  /// `v[j] = sum over i of A[i][j]·phi[i]`.
  Phi operated(int column, Column.Operator x, Phi phi) {
    int extent = part.extent(part.node(column).from());
    return derive(
        owner[column], List.of(phi), () -> DerivedVectors.operated(x.matrix(), phi, extent));
  }

  /// `v[i] = c[i]·phi[i]`.
  Phi scaled(int column, Column.Scale x, Phi phi) {
    return derive(owner[column], List.of(phi), () -> DerivedVectors.scaled(x.vector(), phi));
  }

  /// `v[i] = sum over j > i of phi[j]`.
  Phi later(Phi phi) {
    return derive(-1, List.of(phi), () -> DerivedVectors.later(phi));
  }

  private Phi derive(int column, List<Phi> phis, Supplier<ExtArray> compute) {
    return derived.computeIfAbsent(new Key(column, phis), _ -> Phi.of(compute.get()));
  }
}
