package io.hallmark.algebra.simd;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ULT;
import static jdk.incubator.vector.VectorOperators.UMIN;

import io.hallmark.algebra.field.Goldilocks;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Butterflies on whole vectors, in place; all elements are canonical.
///
/// Every operation is one of the Vector API, in one method body: the compiler inlines vector code
/// of helpers only up to a limit, and boxes what lies beyond. With `e = 2^64 - p = 2^32 - 1`, the
/// product of x and a root with halves wl, wh is computed as
///
/// ```
/// ll = xl·wl,  t = xh·wl + (ll >>> 32),  u = xl·wh + (t mod 2^32)
/// high = xh·wh + (t >>> 32) + (u >>> 32),  low = (u << 32) + (ll mod 2^32)
/// d = low - (high >>> 32)          minus e if that borrows
/// r = d + (high mod 2^32)·e        plus e if that carries
/// min(r, r - p), unsigned
/// ```
///
/// a sum as `a - (p - b)` and a difference as `a - b`, minus e if that borrows. Two stages are `(a
/// + wb) ± (w0·c + w·w0·d)` and `(a - wb) ± I·(w0·c - w·w0·d)`, where I = 2^48 is a shift.
final class VectorButterflies {
  private static final VectorSpecies<Long> S = VectorLanes.SPECIES;
  private static final int LANES = VectorLanes.COUNT;
  private static final long E = 0xFFFFFFFFL;
  private static final long P = Goldilocks.P;

  private VectorButterflies() {}

  /// One stage with one root: `(a, b)` becomes `(a + w·b, a - w·b)`.
  static void two(long[] v, int start, int count, int distance, long w) {
    LongVector e = LongVector.broadcast(S, E);
    LongVector p = LongVector.broadcast(S, P);
    LongVector wl = LongVector.broadcast(S, w).and(E);
    LongVector wh = LongVector.broadcast(S, w).lanewise(LSHR, 32);
    for (int i = start; i < start + count; i += LANES) {
      LongVector a = LongVector.fromArray(S, v, i);
      LongVector x = LongVector.fromArray(S, v, i + distance);
      LongVector bh = x.lanewise(LSHR, 32);
      LongVector bl = x.and(E);
      LongVector bll = bl.mul(wl);
      LongVector bt = bh.mul(wl).add(bll.lanewise(LSHR, 32));
      LongVector bu = bl.mul(wh).add(bt.and(E));
      LongVector bhigh = bh.mul(wh).add(bt.lanewise(LSHR, 32)).add(bu.lanewise(LSHR, 32));
      LongVector blow = bu.lanewise(LSHL, 32).or(bll.and(E));
      LongVector btop = bhigh.lanewise(LSHR, 32);
      LongVector bd = blow.sub(btop).sub(E, blow.compare(ULT, btop));
      LongVector bq = bhigh.and(E).mul(e);
      LongVector bs = bd.add(bq);
      LongVector br = bs.add(E, bs.compare(ULT, bq));
      LongVector b = br.lanewise(UMIN, br.sub(p));
      LongVector fn = p.sub(b);
      LongVector f = a.sub(fn).sub(E, a.compare(ULT, fn));
      LongVector g = a.sub(b).sub(E, a.compare(ULT, b));
      f.intoArray(v, i);
      g.intoArray(v, i + distance);
    }
  }

  /// Two stages with one root each for all rows: w, and w0 or `I·w0`; w01 is `w·w0`.
  static void four(long[] v, int start, int count, int distance, long w, long w0, long w01) {
    LongVector e = LongVector.broadcast(S, E);
    LongVector p = LongVector.broadcast(S, P);
    LongVector wl = LongVector.broadcast(S, w).and(E);
    LongVector wh = LongVector.broadcast(S, w).lanewise(LSHR, 32);
    LongVector w0l = LongVector.broadcast(S, w0).and(E);
    LongVector w0h = LongVector.broadcast(S, w0).lanewise(LSHR, 32);
    LongVector w01l = LongVector.broadcast(S, w01).and(E);
    LongVector w01h = LongVector.broadcast(S, w01).lanewise(LSHR, 32);
    for (int i = start; i < start + count; i += LANES) {
      LongVector a = LongVector.fromArray(S, v, i);
      LongVector xb = LongVector.fromArray(S, v, i + distance);
      LongVector xc = LongVector.fromArray(S, v, i + 2 * distance);
      LongVector xd = LongVector.fromArray(S, v, i + 3 * distance);
      LongVector bh = xb.lanewise(LSHR, 32);
      LongVector bl = xb.and(E);
      LongVector bll = bl.mul(wl);
      LongVector bt = bh.mul(wl).add(bll.lanewise(LSHR, 32));
      LongVector bu = bl.mul(wh).add(bt.and(E));
      LongVector bhigh = bh.mul(wh).add(bt.lanewise(LSHR, 32)).add(bu.lanewise(LSHR, 32));
      LongVector blow = bu.lanewise(LSHL, 32).or(bll.and(E));
      LongVector btop = bhigh.lanewise(LSHR, 32);
      LongVector bd = blow.sub(btop).sub(E, blow.compare(ULT, btop));
      LongVector bq = bhigh.and(E).mul(e);
      LongVector bs = bd.add(bq);
      LongVector br = bs.add(E, bs.compare(ULT, bq));
      LongVector b = br.lanewise(UMIN, br.sub(p));
      LongVector ch = xc.lanewise(LSHR, 32);
      LongVector cl = xc.and(E);
      LongVector cll = cl.mul(w0l);
      LongVector ct = ch.mul(w0l).add(cll.lanewise(LSHR, 32));
      LongVector cu = cl.mul(w0h).add(ct.and(E));
      LongVector chigh = ch.mul(w0h).add(ct.lanewise(LSHR, 32)).add(cu.lanewise(LSHR, 32));
      LongVector clow = cu.lanewise(LSHL, 32).or(cll.and(E));
      LongVector ctop = chigh.lanewise(LSHR, 32);
      LongVector cd = clow.sub(ctop).sub(E, clow.compare(ULT, ctop));
      LongVector cq = chigh.and(E).mul(e);
      LongVector cs = cd.add(cq);
      LongVector cr = cs.add(E, cs.compare(ULT, cq));
      LongVector c = cr.lanewise(UMIN, cr.sub(p));
      LongVector dh = xd.lanewise(LSHR, 32);
      LongVector dl = xd.and(E);
      LongVector dll = dl.mul(w01l);
      LongVector dt = dh.mul(w01l).add(dll.lanewise(LSHR, 32));
      LongVector du = dl.mul(w01h).add(dt.and(E));
      LongVector dhigh = dh.mul(w01h).add(dt.lanewise(LSHR, 32)).add(du.lanewise(LSHR, 32));
      LongVector dlow = du.lanewise(LSHL, 32).or(dll.and(E));
      LongVector dtop = dhigh.lanewise(LSHR, 32);
      LongVector dd = dlow.sub(dtop).sub(E, dlow.compare(ULT, dtop));
      LongVector dq = dhigh.and(E).mul(e);
      LongVector ds = dd.add(dq);
      LongVector dr = ds.add(E, ds.compare(ULT, dq));
      LongVector d = dr.lanewise(UMIN, dr.sub(p));
      LongVector fn = p.sub(b);
      LongVector f = a.sub(fn).sub(E, a.compare(ULT, fn));
      LongVector g = a.sub(b).sub(E, a.compare(ULT, b));
      LongVector kn = p.sub(d);
      LongVector k = c.sub(kn).sub(E, c.compare(ULT, kn));
      LongVector m = c.sub(d).sub(E, c.compare(ULT, d));
      LongVector zhigh = m.lanewise(LSHR, 16);
      LongVector zlow = m.lanewise(LSHL, 48);
      LongVector ztop = zhigh.lanewise(LSHR, 32);
      LongVector zd = zlow.sub(ztop).sub(E, zlow.compare(ULT, ztop));
      LongVector zq = zhigh.and(E).mul(e);
      LongVector zs = zd.add(zq);
      LongVector zr = zs.add(E, zs.compare(ULT, zq));
      LongVector z = zr.lanewise(UMIN, zr.sub(p));
      LongVector y0n = p.sub(k);
      LongVector y0 = f.sub(y0n).sub(E, f.compare(ULT, y0n));
      LongVector y1n = p.sub(z);
      LongVector y1 = g.sub(y1n).sub(E, g.compare(ULT, y1n));
      LongVector y2 = f.sub(k).sub(E, f.compare(ULT, k));
      LongVector y3 = g.sub(z).sub(E, g.compare(ULT, z));
      y0.intoArray(v, i);
      y1.intoArray(v, i + distance);
      y2.intoArray(v, i + 2 * distance);
      y3.intoArray(v, i + 3 * distance);
    }
  }

  /// Two stages of one row for all offsets below h, a multiple of the lanes.
  static void offsets(long[] v, int start, int h, long[] roots) {
    LongVector e = LongVector.broadcast(S, E);
    LongVector p = LongVector.broadcast(S, P);
    for (int j = 0; j < h; j += LANES) {
      LongVector w = LongVector.fromArray(S, roots, h + j);
      LongVector w0 = LongVector.fromArray(S, roots, 2 * h + j);
      LongVector wl = w.and(E);
      LongVector wh = w.lanewise(LSHR, 32);
      LongVector w0l = w0.and(E);
      LongVector w0h = w0.lanewise(LSHR, 32);
      LongVector w01h = w.lanewise(LSHR, 32);
      LongVector w01l = w.and(E);
      LongVector w01ll = w01l.mul(w0l);
      LongVector w01t = w01h.mul(w0l).add(w01ll.lanewise(LSHR, 32));
      LongVector w01u = w01l.mul(w0h).add(w01t.and(E));
      LongVector w01high = w01h.mul(w0h).add(w01t.lanewise(LSHR, 32)).add(w01u.lanewise(LSHR, 32));
      LongVector w01low = w01u.lanewise(LSHL, 32).or(w01ll.and(E));
      LongVector w01top = w01high.lanewise(LSHR, 32);
      LongVector w01d = w01low.sub(w01top).sub(E, w01low.compare(ULT, w01top));
      LongVector w01q = w01high.and(E).mul(e);
      LongVector w01s = w01d.add(w01q);
      LongVector w01r = w01s.add(E, w01s.compare(ULT, w01q));
      LongVector w01 = w01r.lanewise(UMIN, w01r.sub(p));
      LongVector v01l = w01.and(E);
      LongVector v01h = w01.lanewise(LSHR, 32);
      int i = start + j;
      LongVector a = LongVector.fromArray(S, v, i);
      LongVector xb = LongVector.fromArray(S, v, i + h);
      LongVector xc = LongVector.fromArray(S, v, i + 2 * h);
      LongVector xd = LongVector.fromArray(S, v, i + 3 * h);
      LongVector bh = xb.lanewise(LSHR, 32);
      LongVector bl = xb.and(E);
      LongVector bll = bl.mul(wl);
      LongVector bt = bh.mul(wl).add(bll.lanewise(LSHR, 32));
      LongVector bu = bl.mul(wh).add(bt.and(E));
      LongVector bhigh = bh.mul(wh).add(bt.lanewise(LSHR, 32)).add(bu.lanewise(LSHR, 32));
      LongVector blow = bu.lanewise(LSHL, 32).or(bll.and(E));
      LongVector btop = bhigh.lanewise(LSHR, 32);
      LongVector bd = blow.sub(btop).sub(E, blow.compare(ULT, btop));
      LongVector bq = bhigh.and(E).mul(e);
      LongVector bs = bd.add(bq);
      LongVector br = bs.add(E, bs.compare(ULT, bq));
      LongVector b = br.lanewise(UMIN, br.sub(p));
      LongVector ch = xc.lanewise(LSHR, 32);
      LongVector cl = xc.and(E);
      LongVector cll = cl.mul(w0l);
      LongVector ct = ch.mul(w0l).add(cll.lanewise(LSHR, 32));
      LongVector cu = cl.mul(w0h).add(ct.and(E));
      LongVector chigh = ch.mul(w0h).add(ct.lanewise(LSHR, 32)).add(cu.lanewise(LSHR, 32));
      LongVector clow = cu.lanewise(LSHL, 32).or(cll.and(E));
      LongVector ctop = chigh.lanewise(LSHR, 32);
      LongVector cd = clow.sub(ctop).sub(E, clow.compare(ULT, ctop));
      LongVector cq = chigh.and(E).mul(e);
      LongVector cs = cd.add(cq);
      LongVector cr = cs.add(E, cs.compare(ULT, cq));
      LongVector c = cr.lanewise(UMIN, cr.sub(p));
      LongVector dh = xd.lanewise(LSHR, 32);
      LongVector dl = xd.and(E);
      LongVector dll = dl.mul(v01l);
      LongVector dt = dh.mul(v01l).add(dll.lanewise(LSHR, 32));
      LongVector du = dl.mul(v01h).add(dt.and(E));
      LongVector dhigh = dh.mul(v01h).add(dt.lanewise(LSHR, 32)).add(du.lanewise(LSHR, 32));
      LongVector dlow = du.lanewise(LSHL, 32).or(dll.and(E));
      LongVector dtop = dhigh.lanewise(LSHR, 32);
      LongVector dd = dlow.sub(dtop).sub(E, dlow.compare(ULT, dtop));
      LongVector dq = dhigh.and(E).mul(e);
      LongVector ds = dd.add(dq);
      LongVector dr = ds.add(E, ds.compare(ULT, dq));
      LongVector d = dr.lanewise(UMIN, dr.sub(p));
      LongVector fn = p.sub(b);
      LongVector f = a.sub(fn).sub(E, a.compare(ULT, fn));
      LongVector g = a.sub(b).sub(E, a.compare(ULT, b));
      LongVector kn = p.sub(d);
      LongVector k = c.sub(kn).sub(E, c.compare(ULT, kn));
      LongVector m = c.sub(d).sub(E, c.compare(ULT, d));
      LongVector zhigh = m.lanewise(LSHR, 16);
      LongVector zlow = m.lanewise(LSHL, 48);
      LongVector ztop = zhigh.lanewise(LSHR, 32);
      LongVector zd = zlow.sub(ztop).sub(E, zlow.compare(ULT, ztop));
      LongVector zq = zhigh.and(E).mul(e);
      LongVector zs = zd.add(zq);
      LongVector zr = zs.add(E, zs.compare(ULT, zq));
      LongVector z = zr.lanewise(UMIN, zr.sub(p));
      LongVector y0n = p.sub(k);
      LongVector y0 = f.sub(y0n).sub(E, f.compare(ULT, y0n));
      LongVector y1n = p.sub(z);
      LongVector y1 = g.sub(y1n).sub(E, g.compare(ULT, y1n));
      LongVector y2 = f.sub(k).sub(E, f.compare(ULT, k));
      LongVector y3 = g.sub(z).sub(E, g.compare(ULT, z));
      y0.intoArray(v, i);
      y1.intoArray(v, i + h);
      y2.intoArray(v, i + 2 * h);
      y3.intoArray(v, i + 3 * h);
    }
  }
}
