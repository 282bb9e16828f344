package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Tables;

/// The last rounds of the sumcheck on a layer, on tables of at most one block without weights:
/// `factor·Σ_x eq(r, x)·(P_a·Q_b + P_b·Q_a)(x)`. See [GateBlocks].
final class DenseGates {
  private final ExtArray pa;
  private final ExtArray pb;
  private final ExtArray qa;
  private final ExtArray qb;
  private final Ext factor;
  private int size;

  /// Takes the arrays, which have equal lengths.
  DenseGates(ExtArray pa, ExtArray pb, ExtArray qa, ExtArray qb, Ext factor) {
    this.pa = pa;
    this.pb = pb;
    this.qa = qa;
    this.qb = qb;
    this.factor = factor;
    this.size = pa.length();
  }

  ExtArray pa() {
    return pa;
  }

  ExtArray pb() {
    return pb;
  }

  ExtArray qa() {
    return qa;
  }

  ExtArray qb() {
    return qb;
  }

  /// Binds the next variable.
  void bind(Ext s) {
    for (ExtArray x : new ExtArray[] {pa, pb, qa, qb}) {
      Tables.foldInPlace(x, size, s);
    }
    size /= 2;
  }

  /// The value at 0 and the leading coefficient of the next round, its own factor of eq aside.
  ///
  /// @param after the coordinates of r after the next variable
  Ext[] round(Ext[] after) {
    ExtArray eq = Tables.eq(after);
    int half = size / 2;
    Ext atZero = Ext.ZERO;
    Ext leading = Ext.ZERO;
    for (int i = 0; i < half; i++) {
      int j = i + half;
      Ext zero = pa.get(i).times(qb.get(i)).plus(pb.get(i).times(qa.get(i)));
      Ext ofA = pa.get(j).minus(pa.get(i)).times(qb.get(j).minus(qb.get(i)));
      Ext ofB = pb.get(j).minus(pb.get(i)).times(qa.get(j).minus(qa.get(i)));
      atZero = atZero.plus(eq.get(i).times(zero));
      leading = leading.plus(eq.get(i).times(ofA.plus(ofB)));
    }
    return new Ext[] {atZero.times(factor), leading.times(factor)};
  }
}
