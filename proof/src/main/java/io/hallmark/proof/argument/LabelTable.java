package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.relation.BoxTable;
import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.PartIndex;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Values over the index box of some labels of a part, first label most significant, in F or in E:
/// what is left of a column when some of its labels are bound. The arrays are shared, never
/// changed.
final class LabelTable {
  private final PartIndex part;
  private final Ids labels;
  private final long[] a0;
  private final long @Nullable [] a1;

  private LabelTable(PartIndex part, Ids labels, long[] a0, long @Nullable [] a1) {
    this.part = part;
    this.labels = labels;
    this.a0 = a0;
    this.a1 = a1;
  }

  /// The values of a column.
  static LabelTable of(PartIndex part, int column, BoxTable values) {
    return new LabelTable(part, part.labels(column), values.a0(), values.a1());
  }

  /// Values in F over labels.
  static LabelTable of(PartIndex part, Ids labels, long[] values) {
    return new LabelTable(part, labels, values, null);
  }

  /// The values, or the coefficients of 1, in box order.
  long[] a0() {
    return a0;
  }

  /// The coefficients of X, or null if all values are in F.
  long @Nullable [] a1() {
    return a1;
  }

  /// Binds a label to a vector: `sum over i of phi[i]·X[.., i, ..]`.
  LabelTable bind(int label, ExtArray phi) {
    int k = labels.indexOf(label);
    int inner = 1;
    for (int j = k + 1; j < labels.size(); j++) {
      inner *= part.extent(labels.get(j));
    }
    int extent = phi.length();
    int outer = a0.length / inner / extent;
    ExtArray out = new ExtArray(outer * inner);
    Kernels kernels = Kernels.chosen();
    for (int o = 0; o < outer; o++) {
      int from = o * extent * inner;
      if (inner == 1) {
        out.set(
            o,
            a1 == null
                ? kernels.innerProduct(a0, from, phi, 0, extent)
                : kernels.innerProduct(ExtArray.over(a0, a1), from, phi, 0, extent));
        continue;
      }
      for (int i = 0; i < extent; i++) {
        Ext c = phi.get(i);
        if (a1 == null) {
          kernels.addScaled(out, o * inner, c, a0, from + i * inner, inner);
        } else {
          ExtArray x = ExtArray.over(a0, a1);
          kernels.addScaled(out, o * inner, c, x, from + i * inner, inner);
        }
      }
    }
    return new LabelTable(part, labels.without(label), out.a0(), out.a1());
  }

  /// The same values with the labels in another order.
  LabelTable reordered(Ids to) {
    if (labels.equals(to)) {
      return this;
    }
    int rank = to.size();
    int[] strides = new int[rank];
    int stride = 1;
    for (int k = labels.size() - 1; k >= 0; k--) {
      strides[to.indexOf(labels.get(k))] = stride;
      stride *= part.extent(labels.get(k));
    }
    long[] out0 = new long[a0.length];
    long[] out1 = a1 == null ? null : new long[a0.length];
    int[] index = new int[rank];
    int from = 0;
    for (int at = 0; at < out0.length; at++) {
      out0[at] = a0[from];
      if (out1 != null && a1 != null) {
        out1[at] = a1[from];
      }
      for (int k = rank - 1; k >= 0; k--) {
        from += strides[k];
        if (++index[k] < part.extent(to.get(k))) {
          break;
        }
        from -= index[k] * strides[k];
        index[k] = 0;
      }
    }
    return new LabelTable(part, to, out0, out1);
  }

  /// One run of consecutive cells of a box.
  interface Run {
    /// Handles the cells from `box` on in box order, which stand from `padded` on in the padded
    /// table.
    void accept(int box, int padded, int count);
  }

  /// Visits the box of labels, run by run along the last label.
  static void runs(PartIndex part, Ids labels, Run action) {
    if (labels.size() == 0) {
      action.accept(0, 0, 1);
      return;
    }
    int last = labels.size() - 1;
    int count = part.extent(labels.get(last));
    int[] index = new int[last];
    for (int box = 0; ; box += count) {
      int padded = 0;
      for (int k = 0; k < last; k++) {
        padded = (padded << part.bits(labels.get(k))) | index[k];
      }
      action.accept(box, padded << part.bits(labels.get(last)), count);
      int k = last - 1;
      while (k >= 0 && ++index[k] == part.extent(labels.get(k))) {
        index[k--] = 0;
      }
      if (k < 0) {
        return;
      }
    }
  }

  /// The values as a table over the padded cube of labels in an order, zero outside the box.
  LabelTable padded(Ids order) {
    LabelTable in = reordered(order);
    int size = 1 << part.variables(order);
    if (size == in.a0.length) {
      return in;
    }
    return new LabelTable(
        part, order, spread(in.a0, order, size), in.a1 == null ? null : spread(in.a1, order, size));
  }

  private long[] spread(long[] values, Ids order, int size) {
    long[] out = new long[size];
    runs(part, order, (box, padded, count) -> System.arraycopy(values, box, out, padded, count));
    return out;
  }

  /// The values as elements of E; a copy unless they are.
  ExtArray toExt() {
    return a1 == null
        ? ExtArray.over(Arrays.copyOf(a0, a0.length), new long[a0.length])
        : ExtArray.over(a0, a1);
  }
}
