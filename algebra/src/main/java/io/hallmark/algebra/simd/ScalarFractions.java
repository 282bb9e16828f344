package io.hallmark.algebra.simd;

import static io.hallmark.algebra.field.Goldilocks.fromSigned;
import static io.hallmark.algebra.field.Goldilocks.mul;
import static io.hallmark.algebra.simd.BranchFree.add;
import static io.hallmark.algebra.simd.BranchFree.mul7;
import static io.hallmark.algebra.simd.BranchFree.product0;
import static io.hallmark.algebra.simd.BranchFree.product1;
import static io.hallmark.algebra.simd.BranchFree.sub;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;

/// The kernels for fractions in plain Java: the reference for every other implementation.
final class ScalarFractions implements FractionKernels {
  static final ScalarFractions INSTANCE = new ScalarFractions();

  private ScalarFractions() {}

  @Override
  public void fold(ExtArray from, int low, int high, Factor r, ExtArray to, int at, int n) {
    long[] t0 = from.a0();
    long[] t1 = from.a1();
    long[] out0 = to.a0();
    long[] out1 = to.a1();
    long r0 = r.value().a0();
    long r1 = r.value().a1();
    long r7 = mul7(r1);
    for (int i = 0; i < n; i++) {
      long u0 = t0[low + i];
      long u1 = t1[low + i];
      long d0 = sub(t0[high + i], u0);
      long d1 = sub(t1[high + i], u1);
      out0[at + i] = add(u0, add(mul(r0, d0), mul(r7, d1)));
      out1[at + i] = add(u1, add(mul(r0, d1), mul(r1, d0)));
    }
  }

  @Override
  public void addScaled(ExtArray sum, int at, Factor c, ExtArray x, int from, int n) {
    long[] s0 = sum.a0();
    long[] s1 = sum.a1();
    long[] x0 = x.a0();
    long[] x1 = x.a1();
    long c0 = c.value().a0();
    long c1 = c.value().a1();
    long c7 = mul7(c1);
    for (int i = 0; i < n; i++) {
      long v0 = x0[from + i];
      long v1 = x1[from + i];
      s0[at + i] = add(s0[at + i], add(mul(c0, v0), mul(c7, v1)));
      s1[at + i] = add(s1[at + i], add(mul(c0, v1), mul(c1, v0)));
    }
  }

  @Override
  public void addScaled(ExtArray sum, int at, Factor c, int[] x, int from, int n) {
    ScalarKernels.INSTANCE.addScaled(sum, at, c.value(), x, from, n);
  }

  @Override
  public void scale(ExtArray x, int at, ExtArray w, int n) {
    long[] x0 = x.a0();
    long[] x1 = x.a1();
    long[] w0 = w.a0();
    long[] w1 = w.a1();
    for (int i = 0; i < n; i++) {
      long a0 = x0[at + i];
      long a1 = x1[at + i];
      x0[at + i] = product0(a0, a1, w0[i], w1[i]);
      x1[at + i] = product1(a0, a1, w0[i], w1[i]);
    }
  }

  @Override
  public void subtractFrom(Ext c, int[] x, int from, ExtArray to, int at, int n) {
    long[] to0 = to.a0();
    long[] to1 = to.a1();
    long c0 = c.a0();
    long c1 = c.a1();
    for (int i = 0; i < n; i++) {
      to0[at + i] = sub(c0, fromSigned(x[from + i]));
      to1[at + i] = c1;
    }
  }

  @Override
  public void addFractions(
      ExtArray p, ExtArray q, int a, int b, ExtArray toP, ExtArray toQ, int at, int n) {
    long[] p0 = p.a0();
    long[] p1 = p.a1();
    long[] q0 = q.a0();
    long[] q1 = q.a1();
    for (int i = 0; i < n; i++) {
      long qa0 = q0[a + i];
      long qa1 = q1[a + i];
      long qb0 = q0[b + i];
      long qb1 = q1[b + i];
      long pa0 = p0[a + i];
      long pa1 = p1[a + i];
      long pb0 = p0[b + i];
      long pb1 = p1[b + i];
      toP.a0()[at + i] = add(product0(pa0, pa1, qb0, qb1), product0(pb0, pb1, qa0, qa1));
      toP.a1()[at + i] = add(product1(pa0, pa1, qb0, qb1), product1(pb0, pb1, qa0, qa1));
      toQ.a0()[at + i] = product0(qa0, qa1, qb0, qb1);
      toQ.a1()[at + i] = product1(qa0, qa1, qb0, qb1);
    }
  }

  @Override
  public Ext numerators(ExtArray p, ExtArray q, int a, int b, int n) {
    return products(p, a, q, b, n).plus(products(p, b, q, a, n));
  }

  @Override
  public Ext numeratorsOfDifferences(
      ExtArray p, ExtArray q, int lowA, int highA, int lowB, int highB, int n) {
    return productsOfDifferences(p, lowA, highA, q, lowB, highB, n)
        .plus(productsOfDifferences(p, lowB, highB, q, lowA, highA, n));
  }

  @Override
  public Ext weightedNumeratorsOfDifferences(
      ExtArray p,
      ExtArray q,
      int lowA,
      int highA,
      int lowB,
      int highB,
      Factor c,
      ExtArray w,
      int n) {
    long[] p0 = p.a0();
    long[] p1 = p.a1();
    long[] q0 = q.a0();
    long[] q1 = q.a1();
    long c0 = c.value().a0();
    long c1 = c.value().a1();
    ExtArray terms = new ExtArray(n);
    for (int i = 0; i < n; i++) {
      long qa0 = sub(q0[highA + i], q0[lowA + i]);
      long qa1 = sub(q1[highA + i], q1[lowA + i]);
      long qb0 = sub(q0[highB + i], q0[lowB + i]);
      long qb1 = sub(q1[highB + i], q1[lowB + i]);
      long pa0 = add(sub(p0[highA + i], p0[lowA + i]), product0(qa0, qa1, c0, c1));
      long pa1 = add(sub(p1[highA + i], p1[lowA + i]), product1(qa0, qa1, c0, c1));
      long pb0 = sub(p0[highB + i], p0[lowB + i]);
      long pb1 = sub(p1[highB + i], p1[lowB + i]);
      terms.a0()[i] = add(product0(pa0, pa1, qb0, qb1), product0(pb0, pb1, qa0, qa1));
      terms.a1()[i] = add(product1(pa0, pa1, qb0, qb1), product1(pb0, pb1, qa0, qa1));
    }
    return products(terms, 0, w, 0, n);
  }

  @Override
  public void addUnits(
      Ext ca, Ext cb, int[] x, int a, int b, ExtArray toP, ExtArray toQ, int at, int n) {
    long a1 = ca.a1();
    long b1 = cb.a1();
    long p1 = add(a1, b1);
    for (int i = 0; i < n; i++) {
      long a0 = sub(ca.a0(), x[a + i]);
      long b0 = sub(cb.a0(), x[b + i]);
      toP.a0()[at + i] = add(a0, b0);
      toP.a1()[at + i] = p1;
      toQ.a0()[at + i] = product0(a0, a1, b0, b1);
      toQ.a1()[at + i] = product1(a0, a1, b0, b1);
    }
  }

  @Override
  public void combineInts(
      Ext k, Ext ca, Ext cb, int[] x, int a, int b, ExtArray to, int at, int n) {
    for (int i = 0; i < n; i++) {
      long u = x[a + i];
      long v = x[b + i];
      to.a0()[at + i] = add(k.a0(), add(mul(ca.a0(), u), mul(cb.a0(), v)));
      to.a1()[at + i] = add(k.a1(), add(mul(ca.a1(), u), mul(cb.a1(), v)));
    }
  }

  @Override
  public Ext weightedProducts(
      int[] x, int lowA, int highA, int lowB, int highB, ExtArray w, int n) {
    long sum0 = 0;
    long sum1 = 0;
    for (int i = 0; i < n; i++) {
      long da = (long) x[highA + i] - x[lowA + i];
      long product = fromSigned(da * (x[highB + i] - x[lowB + i]));
      sum0 = add(sum0, mul(product, w.a0()[i]));
      sum1 = add(sum1, mul(product, w.a1()[i]));
    }
    return new Ext(sum0, sum1);
  }

  @Override
  public Ext weightedDifferences(int[] x, int low, int high, ExtArray w, int n) {
    long sum0 = 0;
    long sum1 = 0;
    for (int i = 0; i < n; i++) {
      long difference = fromSigned(x[high + i] - x[low + i]);
      sum0 = add(sum0, mul(difference, w.a0()[i]));
      sum1 = add(sum1, mul(difference, w.a1()[i]));
    }
    return new Ext(sum0, sum1);
  }

  @Override
  public Ext products(ExtArray x, int a, ExtArray y, int b, int n) {
    return ScalarKernels.INSTANCE.innerProduct(x, a, y, b, n);
  }

  @Override
  public Ext productsOfDifferences(
      ExtArray x, int lowA, int highA, ExtArray y, int lowB, int highB, int n) {
    return products(differences(x, lowA, highA, n), 0, differences(y, lowB, highB, n), 0, n);
  }

  private static ExtArray differences(ExtArray x, int low, int high, int n) {
    ExtArray out = new ExtArray(n);
    for (int i = 0; i < n; i++) {
      out.a0()[i] = sub(x.a0()[high + i], x.a0()[low + i]);
      out.a1()[i] = sub(x.a1()[high + i], x.a1()[low + i]);
    }
    return out;
  }
}
