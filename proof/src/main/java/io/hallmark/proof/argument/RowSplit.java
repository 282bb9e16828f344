package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.ClosedForms;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Phi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One vector along the row of a tensor, with the rows that have it: `scale·(outer ⊗ unit vector of
/// h)` over the rows of the column, times the product of the pieces over the place in the row.
///
/// The end of the row cuts at most one label of a column. The labels before it weigh the rows; each
/// index h of the part of the cut label that stands in the row number gives a vector along the row.
/// A point splits as a tensor, so the vectors of its indices are equal up to a factor, except where
/// the extent cuts one.
///
/// @param tensor the tensor
/// @param scale a factor
/// @param outer the vectors of the labels before the cut one
/// @param h index of the cut label in the row number
/// @param bits variables of the cut label in the row number
/// @param pieces m variables
record RowSplit(Tensor tensor, Ext scale, List<Phi> outer, int h, int bits, List<RowPiece> pieces) {

  /// Splits a tensor.
  static List<RowSplit> of(Tensor tensor) {
    int m = tensor.block().layout().m();
    long offset = tensor.block().layout().offset(tensor.column());
    int inNumber = tensor.block().layout().variables(tensor.column()) - m;
    List<Phi> factors = tensor.factors();
    List<RowPiece> place = new ArrayList<>();
    for (int k = m - 1; k >= m + inNumber; k--) {
      place.add(new RowPiece.Bit(((offset >> k) & 1) != 0));
    }
    int outer = 0;
    int left = Math.max(0, inNumber);
    while (left > 0 && Label.bits(factors.get(outer).length()) <= left) {
      left -= Label.bits(factors.get(outer++).length());
    }
    List<Phi> high = factors.subList(0, outer);
    if (left == 0) {
      factors.subList(outer, factors.size()).forEach(phi -> RowPiece.append(phi, place));
      return List.of(new RowSplit(tensor, tensor.coefficient(), high, 0, 0, place));
    }
    Phi cut = factors.get(outer);
    Ext[] point = cut.point();
    int low = Label.bits(cut.length()) - left;
    ExtArray scales = point == null ? new ExtArray(0) : Tables.eq(Arrays.copyOf(point, left));
    List<RowSplit> out = new ArrayList<>();
    for (int h = 0; (long) h << low < cut.length(); h++) {
      int length = Math.min(1 << low, cut.length() - (h << low));
      Ext scale = tensor.coefficient();
      List<RowPiece> pieces = new ArrayList<>();
      if (point == null) {
        pieces.add(new RowPiece.Slice(cut, h << low, length, low));
      } else {
        scale = scale.times(scales.get(h));
        List<Ext> lowPoint = List.of(Arrays.copyOfRange(point, left, point.length));
        RowPiece.append(lowPoint, length, pieces);
      }
      factors.subList(outer + 1, factors.size()).forEach(phi -> RowPiece.append(phi, pieces));
      out.add(new RowSplit(tensor, scale, high, h, left, pieces));
    }
    return out;
  }

  /// Adds the weights of the rows.
  ///
  /// @param live the live rows of the group
  /// @param rows one weight per live row
  void addRows(LiveRows live, ExtArray rows) {
    int m = tensor.block().layout().m();
    long offset = tensor.block().layout().offset(tensor.column()) >> m;
    Tensor.emit(
        (at, c, run) -> {
          for (int i = 0; i < run.length(); i++) {
            long row = offset + ((at + i) << bits) + h;
            rows.add(live.index(tensor.block(), row << m), run.get(i).times(c));
          }
        },
        0,
        scale,
        outer.stream().map(Phi::entries).toList());
  }

  /// The weight with the row bound to a point: `sum over rows l of eq(alpha, l)·weight of l`.
  ///
  /// @param alpha one coordinate per variable of the row number of the group
  Ext at(Ext[] alpha) {
    int m = tensor.block().layout().m();
    int inside = Math.max(0, tensor.block().layout().variables(tensor.column()) - m);
    int at = alpha.length - inside;
    long row = tensor.block().baseRow() + (tensor.block().layout().offset(tensor.column()) >> m);
    Ext weight = scale.times(eq(alpha, 0, at, row >> inside));
    for (Phi phi : outer) {
      int v = Label.bits(phi.length());
      weight = weight.times(value(phi, Arrays.copyOfRange(alpha, at, at + v)));
      at += v;
    }
    return weight.times(eq(alpha, at, alpha.length, h));
  }

  /// `eq` of some coordinates with the bits of a number.
  private static Ext eq(Ext[] alpha, int from, int to, long number) {
    Ext out = Ext.ONE;
    for (int k = from; k < to; k++) {
      boolean one = ((number >> (to - 1 - k)) & 1) != 0;
      out = out.times(one ? alpha[k] : Ext.ONE.minus(alpha[k]));
    }
    return out;
  }

  private static Ext value(Phi phi, Ext[] alpha) {
    Ext[] point = phi.point();
    if (point != null) {
      return ClosedForms.eqBelow(phi.length(), point, alpha);
    }
    ExtArray eq = Tables.eq(alpha, phi.length());
    return Kernels.chosen().innerProduct(phi.entries(), 0, eq, 0, phi.length());
  }
}
