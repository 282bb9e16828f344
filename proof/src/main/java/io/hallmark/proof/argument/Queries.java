package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Kernels;

/// What the openings of one group say at the queries.
final class Queries {
  private final int count;
  private final ExtArray rows;
  private final ExtArray folded;
  private int row;
  private long[] masks = new long[0];
  private int maskStride;
  private int maskFrom;

  /// @param count number of queries
  /// @param rows eq(alpha, l) of the live rows of the group
  Queries(int count, ExtArray rows) {
    this.count = count;
    this.rows = rows;
    this.folded = new ExtArray(count);
  }

  /// Adds the next live rows.
  ///
  /// @param opened values of the leaves
  /// @param stride values of one leaf
  /// @param width how many of them are rows
  void addRows(long[] opened, int stride, int width) {
    for (int k = 0; k < count; k++) {
      folded.add(k, Kernels.chosen().innerProduct(opened, k * stride, rows, row, width));
    }
    row += width;
  }

  /// The mask values of every leaf start at `from`: G, and in group 0 then S and GS.
  void setMasks(long[] opened, int stride, int from) {
    masks = opened;
    maskStride = stride;
    maskFrom = from;
  }

  /// `G(x) + gamma·sum over l of eq(alpha, l)·P_l(x)` at every query.
  ExtArray values(Ext gamma) {
    ExtArray out = new ExtArray(count);
    for (int k = 0; k < count; k++) {
      out.set(k, mask(k, 0).plus(gamma.times(folded.get(k))));
    }
    return out;
  }

  /// `GS(x) + gamma·S(x)` at every query.
  ExtArray maskValues(Ext gamma) {
    ExtArray out = new ExtArray(count);
    for (int k = 0; k < count; k++) {
      out.set(k, mask(k, 2).plus(gamma.times(mask(k, 1))));
    }
    return out;
  }

  private Ext mask(int query, int number) {
    int at = query * maskStride + maskFrom + 2 * number;
    return new Ext(masks[at], masks[at + 1]);
  }
}
