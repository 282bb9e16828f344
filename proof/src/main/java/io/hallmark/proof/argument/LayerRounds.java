package io.hallmark.proof.argument;

import static io.hallmark.algebra.field.Goldilocks.add;
import static io.hallmark.algebra.field.Goldilocks.sub;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Tables;

/// The sumcheck on one layer of the fraction tree: `sum over x of eq(r, x)·[p0·q1 + p1·q0 +
/// lambda·q0·q1](x)`.
///
/// With `u = p0 + lambda·q0` the bracket is `u·q1 + p1·q0`. The factor eq is split: before round k
/// it is `eq(r_1..r_(k-1), s_1..s_(k-1))` times a linear polynomial in X times `eq(r_(k+1).., x)`,
/// so only a quadratic polynomial h is summed: at 0, at 1, and its leading coefficient.
final class LayerRounds implements RoundOracle {
  private final Ext[] point;
  private final Ext combine;
  private final ExtArray u;
  private final ExtArray p1;
  private final ExtArray q0;
  private final ExtArray q1;
  private final ExtArray eq;
  private int size;
  private int done;
  private Ext scale = Ext.ONE;

  /// @param p numerators of layer k+1
  /// @param q denominators of layer k+1
  /// @param point r, k coordinates
  /// @param combine lambda
  LayerRounds(ExtArray p, ExtArray q, Ext[] point, Ext combine) {
    this.point = point;
    this.combine = combine;
    this.size = p.length() / 2;
    this.u = p.copyOfRange(0, size);
    this.p1 = p.copyOfRange(size, 2 * size);
    this.q0 = q.copyOfRange(0, size);
    this.q1 = q.copyOfRange(size, 2 * size);
    this.eq = Tables.eq(point);
    for (int i = 0; i < size; i++) {
      u.add(i, combine.times(q0.get(i)));
    }
  }

  @Override
  public ExtArray round(Ext[] bound) {
    bind(bound);
    int half = size / 2;
    // eq over the variables after this one: the sum over this variable is 1
    for (int i = 0; i < half; i++) {
      eq.a0()[i] = add(eq.a0()[i], eq.a0()[i + half]);
      eq.a1()[i] = add(eq.a1()[i], eq.a1()[i + half]);
    }
    Ext[] h = quadratic(half);
    Ext linear = h[1].minus(h[0]).minus(h[2]); // h(X) = h0 + linear·X + h2·X²
    Ext r = point[done];
    Ext e0 = scale.times(Ext.ONE.minus(r)); // eq(r, X) = (1 - r) + (2r - 1)·X
    Ext e1 = scale.times(r.plus(r).minus(Ext.ONE));
    return ExtArray.of(e0.times(h[0]), e0.times(h[2]).plus(e1.times(linear)), e1.times(h[2]));
  }

  /// h at 0, h at 1, and the coefficient of X².
  private Ext[] quadratic(int half) {
    long[] ua = u.a0();
    long[] ub = u.a1();
    long[] pa = p1.a0();
    long[] pb = p1.a1();
    long[] va = q0.a0();
    long[] vb = q0.a1();
    long[] wa = q1.a0();
    long[] wb = q1.a1();
    long z0 = 0;
    long z1 = 0;
    long o0 = 0;
    long o1 = 0;
    long t0 = 0;
    long t1 = 0;
    for (int i = 0; i < half; i++) {
      int j = i + half;
      long e0 = eq.a0()[i];
      long e1 = eq.a1()[i];
      long g0 =
          add(Ext.product0(ua[i], ub[i], wa[i], wb[i]), Ext.product0(pa[i], pb[i], va[i], vb[i]));
      long g1 =
          add(Ext.product1(ua[i], ub[i], wa[i], wb[i]), Ext.product1(pa[i], pb[i], va[i], vb[i]));
      z0 = add(z0, Ext.product0(g0, g1, e0, e1));
      z1 = add(z1, Ext.product1(g0, g1, e0, e1));
      g0 = add(Ext.product0(ua[j], ub[j], wa[j], wb[j]), Ext.product0(pa[j], pb[j], va[j], vb[j]));
      g1 = add(Ext.product1(ua[j], ub[j], wa[j], wb[j]), Ext.product1(pa[j], pb[j], va[j], vb[j]));
      o0 = add(o0, Ext.product0(g0, g1, e0, e1));
      o1 = add(o1, Ext.product1(g0, g1, e0, e1));
      long du0 = sub(ua[j], ua[i]);
      long du1 = sub(ub[j], ub[i]);
      long dw0 = sub(wa[j], wa[i]);
      long dw1 = sub(wb[j], wb[i]);
      long dp0 = sub(pa[j], pa[i]);
      long dp1 = sub(pb[j], pb[i]);
      long dv0 = sub(va[j], va[i]);
      long dv1 = sub(vb[j], vb[i]);
      g0 = add(Ext.product0(du0, du1, dw0, dw1), Ext.product0(dp0, dp1, dv0, dv1));
      g1 = add(Ext.product1(du0, du1, dw0, dw1), Ext.product1(dp0, dp1, dv0, dv1));
      t0 = add(t0, Ext.product0(g0, g1, e0, e1));
      t1 = add(t1, Ext.product1(g0, g1, e0, e1));
    }
    return new Ext[] {new Ext(z0, z1), new Ext(o0, o1), new Ext(t0, t1)};
  }

  private void bind(Ext[] bound) {
    for (; done < bound.length; done++) {
      Ext s = bound[done];
      Ext r = point[done];
      Ext both = r.times(s);
      scale = scale.times(Ext.ONE.minus(r).minus(s).plus(both).plus(both));
      Tables.foldInPlace(u, size, s);
      Tables.foldInPlace(p1, size, s);
      Tables.foldInPlace(q0, size, s);
      Tables.foldInPlace(q1, size, s);
      size /= 2;
    }
  }

  @Override
  public ExtArray end(Ext[] all) {
    bind(all);
    Ext q = q0.get(0);
    return ExtArray.of(u.get(0).minus(combine.times(q)), p1.get(0), q, q1.get(0));
  }
}
