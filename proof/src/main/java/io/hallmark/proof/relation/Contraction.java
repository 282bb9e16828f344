package io.hallmark.proof.relation;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.simd.ContractionKernels;
import io.hallmark.proof.commitment.Cells;

/// Contractions of tables over index boxes: a label is bound to a vector; two tables are multiplied
/// and summed over the labels that the result lacks.
///
/// - **Cost:** binding a label of a table of small integers costs one product of an integer with an
///   element of E per cell; a product one multiplication per index of all labels of both tables, in
///   integers while nothing can reach `2^62`.
/// - **Threads:** no state.
final class Contraction {
  private final int[] extents;

  /// @param extents extents of all labels of the part
  Contraction(int[] extents) {
    this.extents = extents;
  }

  /// A table with its labels, first most significant.
  record Labelled(Ids labels, BoxTable table) {}

  /// `sum over i of phi[i]·X[.., i, ..]`.
  Labelled bind(Labelled x, int label, Phi phi) {
    Box box = Box.of(extents, x.labels());
    int extent = phi.length();
    int inner = box.stride(label);
    int outer = box.size() / inner / extent;
    Ids rest = x.labels().without(label);
    if (phi.isOnes() && x.table().isBase()) {
      Cells cells = x.table().cells();
      if (Saturating.times(x.table().magnitude(), extent) < Integers.LIMIT) {
        return new Labelled(rest, BoxTable.of(sums(cells, outer, extent, inner)));
      }
    }
    ExtArray out = new ExtArray(outer * inner);
    addBound(x.table(), outer, inner, phi.entries(), out);
    boolean base = x.table().isBase() && phi.isBase();
    return new Labelled(rest, base ? BoxTable.of(Cells.overElements(out.a0())) : BoxTable.of(out));
  }

  /// In shares of the slabs, or of the terms of a single slab.
  private static void addBound(BoxTable x, int outer, int inner, ExtArray weights, ExtArray out) {
    int terms = weights.length();
    if (outer > 1) {
      int shares = Shares.count(outer, x.size());
      Shares.run(
          shares,
          outer,
          (k, from, to) ->
              new CellReader(x)
                  .addBound(
                      from * terms * inner,
                      to - from,
                      inner,
                      weights,
                      0,
                      terms,
                      out,
                      from * inner));
      return;
    }
    int shares = Shares.count(terms, x.size());
    ExtArray[] parts = new ExtArray[shares];
    Shares.run(
        shares,
        terms,
        (k, from, to) -> {
          parts[k] = k == 0 ? out : new ExtArray(inner);
          new CellReader(x).addBound(from * inner, 1, inner, weights, from, to - from, parts[k], 0);
        });
    for (int k = 1; k < shares; k++) {
      for (int j = 0; j < inner; j++) {
        out.add(j, parts[k].get(j));
      }
    }
  }

  private static Cells sums(Cells cells, int outer, int extent, int inner) {
    long[] from = Integers.of(cells);
    long[] to = new long[outer * inner];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < extent; i++) {
        int s = (o * extent + i) * inner;
        for (int j = 0; j < inner; j++) {
          to[o * inner + j] += from[s + j];
        }
      }
    }
    return Cells.ofSigned(to);
  }

  /// `phi[i]·X[.., i, ..]`.
  Labelled weigh(Labelled x, int label, Phi phi) {
    int[] along = new int[x.labels().size()];
    along[x.labels().indexOf(label)] = 1;
    Box box = Box.of(extents, x.labels());
    ExtArray w = phi.entries();
    ExtArray to = new ExtArray(box.size());
    long[] a0 = x.table().a0();
    long[] a1 = x.table().a1();
    new Rows(box.extents(), box.strides(), along)
        .forEach((at, steps, n) -> {
          for (int k = 0; k < n; k++) {
            int i = at[0] + k * steps[0];
            int j = at[1] + k * steps[1];
            long high = a1 == null ? 0 : a1[i];
            to.a0()[i] = Ext.product0(w.a0()[j], w.a1()[j], a0[i], high);
            to.a1()[i] = Ext.product1(w.a0()[j], w.a1()[j], a0[i], high);
          }
        });
    boolean base = a1 == null && phi.isBase();
    return new Labelled(
        x.labels(), base ? BoxTable.of(Cells.overElements(to.a0())) : BoxTable.of(to));
  }

  /// The same table with its labels in another order.
  Labelled reordered(Labelled x, Ids to) {
    if (x.labels().equals(to)) {
      return x;
    }
    Box box = Box.of(extents, to);
    int[] strides = Box.of(extents, x.labels()).along(to);
    return new Labelled(to, x.table().at(places(box, strides)));
  }

  /// For every cell of a box its address in a table with other strides.
  static int[] places(Box box, int[] strides) {
    int[] places = new int[box.size()];
    new Rows(box.extents(), box.strides(), strides)
        .forEach((at, steps, n) -> {
          for (int k = 0, i = at[0], s = at[1]; k < n; k++, i += steps[0], s += steps[1]) {
            places[i] = s;
          }
        });
    return places;
  }

  /// `sum over the labels that are not in out of A·B`; a label that is summed is in both.
  ///
  /// One operand lends rows of weights, `[shared, free, summed]`; the other is read along its last
  /// label: `[shared, free, summed]` if that is summed, else `[shared, summed, free]`.
  BoxTable product(Ids out, Labelled a, Labelled b) {
    boolean aIsMatrix =
        a.table().isBase() == b.table().isBase()
            ? a.table().size() > b.table().size()
            : a.table().isBase();
    Labelled x = aIsMatrix ? a : b;
    Labelled w = aIsMatrix ? b : a;
    Ids summed = x.labels().minus(out);
    Ids freeX = x.labels().minus(w.labels());
    Ids freeW = w.labels().minus(x.labels());
    Ids shared = x.labels().minus(summed).minus(freeX);
    int last = x.labels().size() - 1;
    boolean rows = last >= 0 && summed.contains(x.labels().get(last));
    BoxTable weights = reordered(w, shared.with(freeW).with(summed)).table();
    Ids order = rows ? shared.with(freeX).with(summed) : shared.with(summed).with(freeX);
    BoxTable matrix = reordered(x, order).table();
    Sizes n = new Sizes(size(shared), size(freeW), size(freeX), size(summed), rows);
    Labelled result = new Labelled(shared.with(freeW).with(freeX), multiplied(n, weights, matrix));
    return reordered(result, out).table();
  }

  private int size(Ids labels) {
    return Box.of(extents, labels).size();
  }

  private record Sizes(int shared, int freeW, int freeX, int summed, boolean rows) {
    int result() {
      return Math.multiplyExact(Math.multiplyExact(shared, freeW), freeX);
    }

    /// Whether every entry of the result is one product.
    boolean isPlain() {
      return freeW == 1 && freeX == 1 && summed == 1;
    }
  }

  private static BoxTable multiplied(Sizes n, BoxTable weights, BoxTable matrix) {
    if (!weights.isBase() || !matrix.isBase()) {
      return BoxTable.of(n.isPlain() ? plain(weights, matrix) : inExtension(n, weights, matrix));
    }
    long most = Saturating.times(weights.magnitude(), matrix.magnitude());
    if (Saturating.times(most, n.summed()) < Integers.LIMIT) {
      long[] w = Integers.of(weights.cells());
      long[] x = Integers.of(matrix.cells());
      return BoxTable.of(Cells.ofSigned(inIntegers(n, w, x)));
    }
    ExtArray out = n.isPlain() ? plain(weights, matrix) : inExtension(n, weights, matrix);
    return BoxTable.of(Cells.overElements(out.a0()));
  }

  private static ExtArray plain(BoxTable weights, BoxTable matrix) {
    ExtArray out = weights.toExt().copy();
    long[] x0 = matrix.a0();
    long[] x1 = matrix.a1();
    for (int i = 0; i < out.length(); i++) {
      long w0 = out.a0()[i];
      long w1 = out.a1()[i];
      if (x1 == null) {
        out.a0()[i] = Goldilocks.mul(w0, x0[i]);
        out.a1()[i] = Goldilocks.mul(w1, x0[i]);
      } else {
        out.a0()[i] = Ext.product0(w0, w1, x0[i], x1[i]);
        out.a1()[i] = Ext.product1(w0, w1, x0[i], x1[i]);
      }
    }
    return out;
  }

  private static ExtArray inExtension(Sizes n, BoxTable weights, BoxTable matrix) {
    ExtArray w = weights.toExt();
    ExtArray out = new ExtArray(n.result());
    int terms = n.summed();
    int free = n.freeX();
    int outer = n.rows() ? free : 1;
    int inner = n.rows() ? 1 : free;
    int rows = n.shared() * n.freeW();
    Shares.run(
        Shares.count(rows, (long) rows * terms * free),
        rows,
        (k, from, to) -> {
          CellReader x = new CellReader(matrix);
          for (int f = from; f < to; f++) {
            int slab = f / n.freeW() * terms * free;
            x.addBound(slab, outer, inner, w, f * terms, terms, out, f * free);
          }
        });
    return out;
  }

  private static long[] inIntegers(Sizes n, long[] w, long[] x) {
    ContractionKernels kernels = ContractionKernels.chosen(x.length);
    long[] out = new long[n.result()];
    if (n.isPlain()) {
      for (int i = 0; i < out.length; i++) {
        out[i] = w[i] * x[i];
      }
      return out;
    }
    int terms = n.summed();
    int free = n.freeX();
    for (int s = 0; s < n.shared(); s++) {
      for (int f = s * n.freeW(); f < (s + 1) * n.freeW(); f++) {
        if (!n.rows()) {
          int from = s * terms * free;
          kernels.addProducts(out, f * free, free, w, f * terms, 1, x, from, free, terms);
          continue;
        }
        for (int i = 0; i < free; i++) {
          int row = (s * free + i) * terms;
          out[f * free + i] = kernels.integerProduct(w, f * terms, x, row, terms);
        }
      }
    }
    return out;
  }
}
