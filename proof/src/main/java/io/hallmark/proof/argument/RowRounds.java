package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.simd.Kernels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The row sumcheck of one group: `sum over X in the cube of sum_j W(X,j)·w(X,j)`.
///
/// Only live rows are held. Each has its M cells and its M weights; rows that no claim weighs have
/// none until they meet one that has. Binding variable 1 merges rows at half the distance.
///
/// - **Cost:** about four multiplications per cell in the first round, halving after.
final class RowRounds {
  /// One row: cells in F before the first round, in E after.
  @SuppressWarnings("ArrayRecordComponent") // private, compared by nobody
  private record Row(
      long number, long @Nullable [] base, @Nullable ExtArray cells, @Nullable ExtArray weights) {}

  private final int length;
  private List<Row> rows = new ArrayList<>();
  private int variables;
  private int done;

  /// @param live the live rows of the group
  /// @param data the rows, at least M elements each, in the order of the live rows
  /// @param tensors the weights
  /// @param length M
  /// @param variables kappa
  RowRounds(LiveRows live, List<long[]> data, List<Tensor> tensors, int length, int variables) {
    this.length = length;
    this.variables = variables;
    @Nullable ExtArray[] weights = new ExtArray[live.size()];
    for (Tensor tensor : tensors) {
      tensor.emit((address, c, vector) -> put(live, tensor, weights, address, c, vector));
    }
    for (int l = 0; l < weights.length; l++) {
      rows.add(new Row(live.number(l), data.get(l), null, weights[l]));
    }
  }

  private void put(
      LiveRows live,
      Tensor tensor,
      @Nullable ExtArray[] weights,
      long address,
      Ext coefficient,
      ExtArray vector) {
    long at = address;
    int from = 0;
    while (from < vector.length()) {
      int place = (int) (at & (length - 1));
      int count = Math.min(length - place, vector.length() - from);
      int l = live.index(tensor.block(), at);
      ExtArray row = weights[l];
      if (row == null) {
        row = new ExtArray(length);
        weights[l] = row;
      }
      Kernels.chosen().addScaled(row, place, coefficient, vector, from, count);
      at += count;
      from += count;
    }
  }

  /// Adds c_0 and c_2 of the next round polynomial.
  ///
  /// @param bound the challenges so far
  void addRound(Ext[] bound, ExtArray c) {
    bind(bound);
    long half = 1L << (variables - 1);
    int high = firstFrom(half);
    int j = high;
    for (int i = 0; i < high; i++) {
      Row low = rows.get(i);
      c.add(0, inner(low, low));
      while (j < rows.size() && rows.get(j).number() - half < low.number()) {
        Row alone = rows.get(j++);
        c.add(1, inner(alone, alone));
      }
      boolean pair = j < rows.size() && rows.get(j).number() - half == low.number();
      c.add(1, pair ? innerOfDifferences(low, rows.get(j++)) : inner(low, low));
    }
    for (; j < rows.size(); j++) {
      c.add(1, inner(rows.get(j), rows.get(j)));
    }
  }

  private int firstFrom(long number) {
    int i = 0;
    while (i < rows.size() && rows.get(i).number() < number) {
      i++;
    }
    return i;
  }

  private Ext inner(Row cells, Row weights) {
    ExtArray w = weights.weights();
    if (w == null) {
      return Ext.ZERO;
    }
    ExtArray x = cells.cells();
    long[] base = cells.base();
    return x != null
        ? Kernels.chosen().innerProduct(x, 0, w, 0, length)
        : Kernels.chosen().innerProduct(base == null ? new long[length] : base, 0, w, 0, length);
  }

  /// `<W1 - W0, w1 - w0>`.
  private Ext innerOfDifferences(Row low, Row high) {
    ExtArray w0 = low.weights();
    ExtArray w1 = high.weights();
    if (w0 == null && w1 == null) {
      return Ext.ZERO;
    }
    if (w0 == null || w1 == null) {
      Ext with = inner(high, w1 == null ? low : high).minus(inner(low, w1 == null ? low : high));
      return w1 == null ? with.negate() : with;
    }
    ExtArray dw = new ExtArray(length);
    subtract(w1.a0(), w0.a0(), dw.a0());
    subtract(w1.a1(), w0.a1(), dw.a1());
    ExtArray x0 = low.cells();
    ExtArray x1 = high.cells();
    long[] b0 = low.base();
    long[] b1 = high.base();
    if (x0 != null && x1 != null) {
      ExtArray dx = new ExtArray(length);
      subtract(x1.a0(), x0.a0(), dx.a0());
      subtract(x1.a1(), x0.a1(), dx.a1());
      return Kernels.chosen().innerProduct(dx, 0, dw, 0, length);
    }
    if (b0 == null || b1 == null) {
      throw new IllegalStateException("rows of one round are all in F or all in E");
    }
    long[] dx = new long[length];
    subtract(b1, b0, dx);
    return Kernels.chosen().innerProduct(dx, 0, dw, 0, length);
  }

  private void subtract(long[] a, long[] b, long[] to) {
    for (int i = 0; i < length; i++) {
      to[i] = Goldilocks.sub(a[i], b[i]);
    }
  }

  private void bind(Ext[] bound) {
    for (; done < bound.length; done++) {
      fold(bound[done]);
      variables--;
    }
  }

  private void fold(Ext r) {
    long half = 1L << (variables - 1);
    int high = firstFrom(half);
    List<Row> next = new ArrayList<>();
    int i = 0;
    int j = high;
    while (i < high || j < rows.size()) {
      long a = i < high ? rows.get(i).number() : Long.MAX_VALUE;
      long b = j < rows.size() ? rows.get(j).number() - half : Long.MAX_VALUE;
      long number = Math.min(a, b);
      ExtArray cells = new ExtArray(length);
      ExtArray weights = null;
      if (a == number) {
        weights = scale(rows.get(i++), Ext.ONE.minus(r), cells, weights);
      }
      if (b == number) {
        weights = scale(rows.get(j++), r, cells, weights);
      }
      next.add(new Row(number, null, cells, weights));
    }
    rows = next;
  }

  private @Nullable ExtArray scale(Row row, Ext c, ExtArray cells, @Nullable ExtArray weights) {
    ExtArray x = row.cells();
    long[] base = row.base();
    if (x != null) {
      Kernels.chosen().addScaled(cells, 0, c, x, 0, length);
    } else if (base != null) {
      Kernels.chosen().addScaled(cells, 0, c, base, 0, length);
    }
    ExtArray own = row.weights();
    if (own == null) {
      return weights;
    }
    ExtArray sum = weights == null ? new ExtArray(length) : weights;
    Kernels.chosen().addScaled(sum, 0, c, own, 0, length);
    return sum;
  }
}
