package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The kernels for fractions on vectors; entries beyond the last whole vector are left to the plain
/// kernels.
final class VectorFractions implements FractionKernels {
  static final VectorFractions INSTANCE = new VectorFractions();

  private static final VectorSpecies<Long> S = VectorLanes.SPECIES;
  private static final VectorSpecies<Integer> INTS = VectorLanes.INTS;
  private static final int LANES = VectorLanes.COUNT;
  private static final long LOW = 0xFFFFFFFFL;
  private static final FractionKernels REST = ScalarFractions.INSTANCE;

  private static final Warmup WARMUP = new Warmup(FractionTrial.pairs(INSTANCE, REST));

  private VectorFractions() {}

  /// Whether the kernels are compiled.
  ///
  /// @param wanted whether the job is worth it
  static boolean isReady(boolean wanted) {
    if (wanted) {
      WARMUP.start();
    }
    return WARMUP.isReady();
  }

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
    VectorFractionLoops.innerProduct(terms, 0, w, 0, n, lanes);
    return total(lanes);
  }

  @Override
  public void addUnits(
      Ext ca, Ext cb, int[] x, int a, int b, ExtArray toP, ExtArray toQ, int at, int n) {
    int w = whole(n);
    Ext sum = ca.plus(cb);
    long[] c = Arrays.copyOf(halves(ca.times(cb), ca.negate(), cb.negate()), 14);
    c[12] = sum.a0();
    c[13] = sum.a1();
    VectorFractionLoops.addUnits(x, a, b, toP, toQ, at, w, c);
    REST.addUnits(ca, cb, x, a + w, b + w, toP, toQ, at + w, n - w);
  }

  @Override
  public void combineInts(
      Ext k, Ext ca, Ext cb, int[] x, int a, int b, ExtArray to, int at, int n) {
    int w = whole(n);
    VectorFractionLoops.combineInts(x, a, b, to, at, w, halves(k, ca, cb));
    REST.combineInts(k, ca, cb, x, a + w, b + w, to, at + w, n - w);
  }

  @Override
  public Ext weightedProducts(
      int[] x, int lowA, int highA, int lowB, int highB, ExtArray w, int n) {
    if (n != whole(n)) {
      return REST.weightedProducts(x, lowA, highA, lowB, highB, w, n);
    }
    long[] lanes = new long[8 * LANES];
    VectorFractionLoops.weightedProducts(x, lowA, highA, lowB, highB, w, n, lanes);
    return totalOfLimbs(lanes);
  }

  @Override
  public Ext weightedDifferences(int[] x, int low, int high, ExtArray w, int n) {
    if (n != whole(n)) {
      return REST.weightedDifferences(x, low, high, w, n);
    }
    long[] lanes = new long[8 * LANES];
    VectorFractionLoops.weightedDifferences(x, low, high, w, n, lanes);
    return totalOfLimbs(lanes);
  }

  @Override
  public Ext products(ExtArray x, int a, ExtArray y, int b, int n) {
    int w = whole(n);
    long[] lanes = new long[3 * LANES];
    VectorFractionLoops.innerProduct(x, a, y, b, w, lanes);
    return total(lanes).plus(REST.products(x, a + w, y, b + w, n - w));
  }

  @Override
  public Ext productsOfDifferences(
      ExtArray x, int lowA, int highA, ExtArray y, int lowB, int highB, int n) {
    int w = whole(n);
    long[] lanes = new long[3 * LANES];
    VectorFractionLoops.productsOfDifferences(x, lowA, highA, y, lowB, highB, w, lanes);
    return total(lanes)
        .plus(REST.productsOfDifferences(x, lowA + w, highA + w, y, lowB + w, highB + w, n - w));
  }

  /// The halves of 32 bits of all coefficients, each in the upper half of a long.
  private static long[] halves(Ext... constants) {
    long[] out = new long[4 * constants.length];
    for (int k = 0; k < constants.length; k++) {
      out[4 * k] = constants[k].a0() << 32;
      out[4 * k + 1] = constants[k].a0();
      out[4 * k + 2] = constants[k].a1() << 32;
      out[4 * k + 3] = constants[k].a1();
    }
    return out;
  }

  /// The sum of `limb·2^(16j)` over lanes and the limbs j of both coefficients; signed limbs.
  private static Ext totalOfLimbs(long[] lanes) {
    long[] coefficients = new long[2];
    for (int k = 7; k >= 0; k--) {
      long low = 0;
      long high = 0;
      for (int i = 0; i < LANES; i++) {
        long v = lanes[k * LANES + i];
        low += v & LOW;
        high += v >> 32;
      }
      long sum = Goldilocks.add(low, Goldilocks.mul(Goldilocks.fromSigned(high), 1L << 32));
      coefficients[k / 4] = Goldilocks.add(Goldilocks.mul(coefficients[k / 4], 1 << 16), sum);
    }
    return new Ext(coefficients[0], coefficients[1]);
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
