package io.hallmark.proof.argument;

import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.BoxTable;
import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.PartIndex;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Values over the index box of some labels of a part, first label most significant, in F or in E:
/// what is left of a column when some of its labels are bound. Nothing is ever changed.
final class LabelTable {
  private final PartIndex part;
  private final Ids labels;
  private final BoxTable values;

  private LabelTable(PartIndex part, Ids labels, BoxTable values) {
    this.part = part;
    this.labels = labels;
    this.values = values;
  }

  /// The values of a column.
  static LabelTable of(PartIndex part, int column, BoxTable values) {
    return new LabelTable(part, part.labels(column), values);
  }

  /// Values over labels.
  static LabelTable of(PartIndex part, Ids labels, BoxTable values) {
    return new LabelTable(part, labels, values);
  }

  /// Values in F over labels.
  static LabelTable of(PartIndex part, Ids labels, long[] values) {
    return new LabelTable(part, labels, BoxTable.of(Cells.overElements(values)));
  }

  /// The values, in box order.
  BoxTable values() {
    return values;
  }

  /// The values, or the coefficients of 1, in box order; of values in F a copy.
  long[] a0() {
    return values.a0();
  }

  /// The coefficients of X, or null if all values are in F.
  long @Nullable [] a1() {
    return values.a1();
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
    int[] places = new int[values.size()];
    int[] index = new int[rank];
    int from = 0;
    for (int at = 0; at < places.length; at++) {
      places[at] = from;
      for (int k = rank - 1; k >= 0; k--) {
        from += strides[k];
        if (++index[k] < part.extent(to.get(k))) {
          break;
        }
        from -= index[k] * strides[k];
        index[k] = 0;
      }
    }
    return new LabelTable(part, to, values.at(places));
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
    if (size == in.values.size()) {
      return in;
    }
    int[] places = new int[size];
    Arrays.fill(places, -1);
    runs(
        part,
        order,
        (box, padded, count) -> {
          for (int k = 0; k < count; k++) {
            places[padded + k] = box + k;
          }
        });
    return new LabelTable(part, order, in.values.at(places));
  }
}
