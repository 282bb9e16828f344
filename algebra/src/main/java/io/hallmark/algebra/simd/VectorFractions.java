package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The kernels for fractions on vectors; entries beyond the last whole vector are left to the plain
/// kernels.
final class VectorFractions implements FractionKernels {
  static final VectorFractions INSTANCE = new VectorFractions();

  private static final VectorSpecies<Long> S = VectorLanes.SPECIES;
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, VectorShape.forBitSize(S.vectorBitSize() / 2));
  private static final int LANES = VectorLanes.COUNT;
  private static final long LOW = 0xFFFFFFFFL;
  private static final FractionKernels REST = ScalarFractions.INSTANCE;

  private VectorFractions() {}

  private static int whole(int n) {
    return n & -LANES;
  }

  @Override
  public void fold(ExtArray from, int low, int high, Factor r, ExtArray to, int at, int n) {
    int w = whole(n);
    VectorFractionLoops.fold(from, low, high, r, to, at, w);
    REST.fold(from, low + w, high + w, r, to, at + w, n - w);
  }

  @Override
  public void addScaled(ExtArray sum, int at, Factor c, ExtArray x, int from, int n) {
    int w = whole(n);
    VectorFractionLoops.addScaled(sum, at, c, x, from, w);
    REST.addScaled(sum, at + w, c, x, from + w, n - w);
  }

  @Override
  public void addScaled(ExtArray sum, int at, Factor c, int[] x, int from, int n) {
    REST.addScaled(sum, at, c, x, from, n);
  }

  @Override
  public void scale(ExtArray x, int at, ExtArray w, int n) {
    if (n == whole(n)) {
      VectorFractionLoops.scale(x, at, w, n);
    } else {
      REST.scale(x, at, w, n);
    }
  }

  @Override
  public void subtractFrom(Ext c, int[] x, int from, ExtArray to, int at, int n) {
    long[] to0 = to.a0();
    long[] to1 = to.a1();
    LongVector c0 = LongVector.broadcast(S, c.a0());
    LongVector c1 = LongVector.broadcast(S, c.a1());
    int w = whole(n);
    for (int i = 0; i < w; i += LANES) {
      LongVector signed =
          IntVector.fromArray(INTS, x, from + i)
              .convertShape(VectorOperators.I2L, S, 0)
              .reinterpretAsLongs();
      LongVector value = signed.add(signed.lanewise(VectorOperators.ASHR, 63).and(Goldilocks.P));
      VectorMask<Long> borrow = c0.compare(VectorOperators.ULT, value);
      c0.sub(value).sub(LOW, borrow).intoArray(to0, at + i);
      c1.intoArray(to1, at + i);
    }
    REST.subtractFrom(c, x, from + w, to, at + w, n - w);
  }

  @Override
  public void addFractions(
      ExtArray p, ExtArray q, int a, int b, ExtArray toP, ExtArray toQ, int at, int n) {
    int w = whole(n);
    VectorFractionLoops.crossProducts(p, q, a, b, toP, at, w);
    VectorFractionLoops.products(q, a, b, toQ, at, w);
    REST.addFractions(p, q, a + w, b + w, toP, toQ, at + w, n - w);
  }

  @Override
  public Ext numerators(ExtArray p, ExtArray q, int a, int b, int n) {
    int w = whole(n);
    long[] lanes = new long[3 * LANES];
    VectorFractionLoops.numerators(p, q, a, b, w, lanes);
    return total(lanes).plus(REST.numerators(p, q, a + w, b + w, n - w));
  }

  @Override
  public Ext numeratorsOfDifferences(
      ExtArray p, ExtArray q, int lowA, int highA, int lowB, int highB, int n) {
    int w = whole(n);
    long[] lanes = new long[3 * LANES];
    VectorFractionLoops.numeratorsOfDifferences(p, q, lowA, highA, lowB, highB, w, lanes);
    return total(lanes)
        .plus(REST.numeratorsOfDifferences(p, q, lowA + w, highA + w, lowB + w, highB + w, n - w));
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
    if (n != whole(n)) {
      return REST.weightedNumeratorsOfDifferences(p, q, lowA, highA, lowB, highB, c, w, n);
    }
    long[] lanes = new long[3 * LANES];
    ExtArray terms = new ExtArray(n);
    VectorFractionLoops.combinedDifferences(p, q, lowA, highA, c, terms, n);
    VectorFractionLoops.crossDifferences(p, q, lowA, highA, lowB, highB, terms, n);
    VectorFractionLoops.innerProduct(terms, w, n, lanes);
    return total(lanes);
  }

  /// From `Σ a0·b0`, `Σ a1·b1`, `Σ a0·b1 + a1·b0` per lane to `Σ a·b`.
  private static Ext total(long[] lanes) {
    long sum00 = 0;
    long sum11 = 0;
    long sum01 = 0;
    for (int i = 0; i < LANES; i++) {
      sum00 = Goldilocks.add(sum00, lanes[i]);
      sum11 = Goldilocks.add(sum11, lanes[LANES + i]);
      sum01 = Goldilocks.add(sum01, lanes[2 * LANES + i]);
    }
    return new Ext(Goldilocks.add(sum00, Goldilocks.mul7(sum11)), sum01);
  }
}
