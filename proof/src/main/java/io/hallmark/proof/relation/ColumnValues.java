package io.hallmark.proof.relation;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The values of all columns of a part, for its prover: computed from committed cells when asked
/// for, and kept until released.
///
/// - **Cost:** 8 bytes per cell of a column in F, 16 in E; one addition or multiplication per cell,
///   for an operator or a product column one multiplication per cell and contracted index.
/// - **Threads:** not safe.
public final class ColumnValues {
  private final PartIndex part;
  private final IntFunction<Cells> cells;
  private final @Nullable Phi[] fingerprintPoints;
  private final @Nullable BoxTable[] tables;

  /// @param part the part
  /// @param cells cells of a committed or imported column by its number, box order
  /// @param fingerprintPoints by label, the vector of the challenge point of every fingerprint
  ///   label; the others are not read
  public ColumnValues(PartIndex part, IntFunction<Cells> cells, @Nullable Phi[] fingerprintPoints) {
    this.part = part;
    this.cells = cells;
    this.fingerprintPoints = fingerprintPoints.clone();
    this.tables = new BoxTable[part.columnCount()];
  }

  /// The values of a column; computed with its sources at the first call.
  public BoxTable of(int column) {
    BoxTable known = tables[column];
    if (known != null) {
      return known;
    }
    int[] stack = new int[64];
    int top = 0;
    stack[top++] = column;
    while (top > 0) {
      int c = stack[top - 1];
      if (tables[c] != null) {
        top--;
        continue;
      }
      Ids sources = part.sources(c);
      boolean ready = true;
      for (int k = 0; k < sources.size(); k++) {
        if (tables[sources.get(k)] == null) {
          ready = false;
          if (top == stack.length) {
            stack = java.util.Arrays.copyOf(stack, 2 * top);
          }
          stack[top++] = sources.get(k);
        }
      }
      if (ready) {
        tables[c] = compute(c);
        top--;
      }
    }
    return table(column);
  }

  /// Forgets the values of a column; they are computed again when asked for.
  public void release(int column) {
    tables[column] = null;
  }

  /// The value of a product form on a column: `sum over the box of (product of phi)·X`.
  ///
  /// @param column the column
  /// @param phis one vector per label of the column, in the order of its labels
  public Ext evaluate(int column, List<Phi> phis) {
    BoxTable table = of(column);
    long[] a1 = table.a1();
    if (a1 == null) {
      return DerivedVectors.contracted(table.a0(), phis);
    }
    return DerivedVectors.contracted(ExtArray.over(table.a0(), a1), phis);
  }

  private BoxTable table(int column) {
    BoxTable table = tables[column];
    if (table == null) {
      throw new IllegalStateException("not computed: " + part.columnName(column));
    }
    return table;
  }

  private BoxTable compute(int c) {
    Node node = part.node(c);
    return switch (node.column()) {
      case Column.Committed _, Column.ImportOlder _, Column.ImportPart _ -> cells(c);
      case Column.Public x -> BoxTable.base(x.values().toElements());
      case Column.Counter x -> {
        long[] out = new long[part.extent(node.labels().get(0))];
        long value = x.start();
        for (int i = 0; i < out.length; i++) {
          out[i] = value;
          value = Goldilocks.add(value, x.step());
        }
        yield BoxTable.base(out);
      }
      case Column.Fingerprint _ -> fingerprint(node);
      case Column.Product _ -> {
        LinearColumns kernels = new LinearColumns(part, node);
        int a = node.sources().get(0);
        int b = node.sources().get(1);
        yield BoxTable.base(kernels.product(table(a).a0(), table(b).a0()));
      }
      default -> linear(node);
    };
  }

  private BoxTable cells(int c) {
    Cells own = cells.apply(c);
    if (own.size() != part.boxSize(part.labels(c))) {
      throw new IllegalArgumentException(
          "column %s has %d cells, its box %d"
              .formatted(part.columnName(c), own.size(), part.boxSize(part.labels(c))));
    }
    return BoxTable.base(own.toElements());
  }

  /// A column that is linear over F in its sources acts on both coefficients of E alike; only the
  /// constant of an affine column stands in the first.
  private BoxTable linear(Node node) {
    LinearColumns kernels = new LinearColumns(part, node);
    Ids sources = node.sources();
    long[][] first = new long[sources.size()][];
    long[][] second = new long[sources.size()][];
    boolean base = true;
    for (int k = 0; k < first.length; k++) {
      BoxTable source = table(sources.get(k));
      first[k] = source.a0();
      long[] a1 = source.a1();
      base &= a1 == null;
      second[k] = a1 == null ? new long[source.size()] : a1;
    }
    long[] a0 = kernels.apply(first, true);
    return base ? BoxTable.base(a0) : BoxTable.extension(a0, kernels.apply(second, false));
  }

  private BoxTable fingerprint(Node node) {
    LinearColumns kernels = new LinearColumns(part, node);
    List<Phi> points =
        java.util.Arrays.stream(node.over().toArray()).mapToObj(this::fingerprintPoint).toList();
    ExtArray weights = DerivedVectors.tensor(points);
    BoxTable source = table(node.sources().get(0));
    long[] a0 = kernels.weightedSum(source.a0(), weights.a0());
    long[] a1 = kernels.weightedSum(source.a0(), weights.a1());
    long[] x = source.a1();
    if (x != null) {
      long[] high0 = kernels.weightedSum(x, weights.a1());
      long[] high1 = kernels.weightedSum(x, weights.a0());
      for (int i = 0; i < a0.length; i++) {
        a0[i] = Goldilocks.add(a0[i], Goldilocks.mul7(high0[i]));
        a1[i] = Goldilocks.add(a1[i], high1[i]);
      }
    }
    return BoxTable.extension(a0, a1);
  }

  private Phi fingerprintPoint(int label) {
    Phi point = fingerprintPoints[label];
    if (point == null) {
      throw new IllegalArgumentException("no point for " + part.labelName(label));
    }
    return point;
  }
}
