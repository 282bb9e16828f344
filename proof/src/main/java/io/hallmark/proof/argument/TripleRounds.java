package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Tables;
import java.util.List;

/// The sumcheck of `sum over x of eq(tau, x)·(a(x)·b(x) - c(x))` over the triples of a part. The
/// tables are small.
final class TripleRounds implements RoundOracle {
  private ExtArray eq;
  private ExtArray a;
  private ExtArray b;
  private ExtArray c;
  private int done;

  /// @param z the elements of `zk`
  TripleRounds(List<Triple> triples, Ext[] tau, ExtArray z) {
    int size = 1 << tau.length;
    eq = Tables.eq(tau);
    a = new ExtArray(size);
    b = new ExtArray(size);
    c = new ExtArray(size);
    for (int n = 0; n < triples.size(); n++) {
      a.set(n, z.get(triples.get(n).i()));
      b.set(n, z.get(triples.get(n).j()));
      c.set(n, z.get(triples.get(n).q()));
    }
  }

  @Override
  public ExtArray round(Ext[] bound) {
    bind(bound);
    int half = a.length() / 2;
    Ext c0 = Ext.ZERO;
    Ext c2 = Ext.ZERO;
    Ext c3 = Ext.ZERO;
    for (int i = 0; i < half; i++) {
      int j = i + half;
      Ext p0 = a.get(i).times(b.get(i));
      Ext p2 = a.get(j).minus(a.get(i)).times(b.get(j).minus(b.get(i)));
      Ext p1 = a.get(j).times(b.get(j)).minus(p0).minus(p2);
      Ext e0 = eq.get(i);
      Ext e1 = eq.get(j).minus(e0);
      c0 = c0.plus(e0.times(p0.minus(c.get(i))));
      c2 = c2.plus(e0.times(p2)).plus(e1.times(p1.minus(c.get(j).minus(c.get(i)))));
      c3 = c3.plus(e1.times(p2));
    }
    return ExtArray.of(c0, c2, c3);
  }

  private void bind(Ext[] bound) {
    for (; done < bound.length; done++) {
      eq = Tables.fold(eq, bound[done]);
      a = Tables.fold(a, bound[done]);
      b = Tables.fold(b, bound[done]);
      c = Tables.fold(c, bound[done]);
    }
  }

  @Override
  public ExtArray end(Ext[] point) {
    bind(point);
    return ExtArray.of(a.get(0), b.get(0));
  }
}
