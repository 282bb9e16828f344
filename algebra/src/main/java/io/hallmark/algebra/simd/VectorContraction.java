package io.hallmark.algebra.simd;

import static io.hallmark.algebra.field.Goldilocks.add;
import static io.hallmark.algebra.field.Goldilocks.fromSigned;
import static io.hallmark.algebra.field.Goldilocks.mul;
import static io.hallmark.algebra.field.Goldilocks.reduce;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import java.util.Arrays;

/// The contraction of small integers on vectors. Integers of more than 16 bits and a sign are taken
/// as two digits, low and high. What is left beyond the last whole vector, and tables of elements,
/// go to the plain kernels.
final class VectorContraction implements ContractionKernels {
  static final VectorContraction INSTANCE = new VectorContraction();

  private static final int LANES = VectorLanes.COUNT;
  private static final int TERMS = 1 << 13; // products below 2^49, sums below 2^62
  private static final int BLOCK = 256;
  private static final int NARROW_BITS = 16;
  private static final long LOW_32 = 0xFFFFFFFFL;
  private static final ScalarContraction REST = ScalarContraction.INSTANCE;

  /// How integers are cut: digit `((x >> right) & mask) + shift`, of the given weight.
  private record Digit(int right, int mask, int shift, long weight) {}

  private static final Digit[] NARROW = {new Digit(0, -1, 1 << NARROW_BITS, 1)};
  private static final Digit[] WIDE = {
    new Digit(0, 0xFFFF, 0, 1), new Digit(16, -1, 1 << 15, 1 << 16)
  };

  private static final Warmup WARMUP =
      new Warmup(pair(1, 12), pair(1, 20), pair(64, 12), pair(64, 20));

  private VectorContraction() {}

  /// Whether the kernels are compiled.
  ///
  /// @param wanted whether the job is worth it
  static boolean isReady(boolean wanted) {
    if (wanted) {
      WARMUP.start();
    }
    return WARMUP.isReady();
  }

  private static Warmup.Pair pair(int inner, int bits) {
    int[] x = new int[512 * inner];
    Arrays.fill(x, (1 << bits) - 1);
    ExtArray w = new ExtArray(512);
    ExtArray out = new ExtArray(inner);
    return new Warmup.Pair(
        () -> INSTANCE.addBound(x, 0, 1, inner, w, 0, 512, out, 0),
        () -> REST.addBound(x, 0, 1, inner, w, 0, 512, out, 0));
  }

  @Override
  public void addBound(
      int[] x,
      int from,
      int outer,
      int inner,
      ExtArray weights,
      int first,
      int terms,
      ExtArray out,
      int at) {
    if (inner == 1 ? terms < 2 * LANES : inner < LANES) {
      REST.addBound(x, from, outer, inner, weights, first, terms, out, at);
      return;
    }
    for (int done = 0; done < terms; done += TERMS) {
      int count = Math.min(TERMS, terms - done);
      Ext total = total(weights, first + done, inner == 1 ? count & -LANES : count);
      for (int o = 0; o < outer; o++) {
        int row = from + (o * terms + done) * inner;
        Digit[] digits = bits(x, row, count * inner) <= NARROW_BITS ? NARROW : WIDE;
        if (inner == 1) {
          out.add(at + o, row(x, row, digits, weights, first + done, count, total));
        } else {
          columns(x, row, inner, digits, weights, first + done, count, total, out, at + o * inner);
        }
      }
    }
  }

  private static int bits(int[] x, int from, int n) {
    int used = 0;
    for (int i = from; i < from + n; i++) {
      used |= x[i] ^ (x[i] >> 31);
    }
    return 32 - Integer.numberOfLeadingZeros(used);
  }

  private static Ext row(
      int[] x, int from, Digit[] digits, ExtArray w, int first, int terms, Ext total) {
    int whole = terms & -LANES;
    Ext sum = ScalarKernels.INSTANCE.innerProduct(x, from + whole, w, first + whole, terms - whole);
    long[] sums = new long[4];
    for (Digit d : digits) {
      VectorContractionLoops.row(
          x, from, d.right(), d.mask(), d.shift(), w.a0(), w.a1(), first, whole, sums);
      Ext part = new Ext(joined(sums[0], sums[1]), joined(sums[2], sums[3]));
      sum = sum.plus(part.minus(total.times(d.shift())).times(d.weight()));
    }
    return sum;
  }

  private static void columns(
      int[] x,
      int from,
      int inner,
      Digit[] digits,
      ExtArray w,
      int first,
      int terms,
      Ext total,
      ExtArray out,
      int at) {
    long[] halves = new long[4 * terms];
    for (int i = 0; i < terms; i++) {
      long w0 = w.a0()[first + i];
      long w1 = w.a1()[first + i];
      halves[4 * i] = w0 & LOW_32;
      halves[4 * i + 1] = w0 >>> 32;
      halves[4 * i + 2] = w1 & LOW_32;
      halves[4 * i + 3] = w1 >>> 32;
    }
    int whole = inner & -LANES;
    long[][] sums = new long[4][BLOCK];
    for (Digit d : digits) {
      Ext less = total.times(d.shift()).negate();
      for (int block = 0; block < whole; block += BLOCK) {
        int n = Math.min(BLOCK, whole - block);
        VectorContractionLoops.columns(
            x, from + block, inner, d.right(), d.mask(), d.shift(), halves, terms, n, sums);
        for (int j = 0; j < n; j++) {
          int k = at + block + j;
          long a0 = add(joined(sums[0][j], sums[1][j]), less.a0());
          long a1 = add(joined(sums[2][j], sums[3][j]), less.a1());
          out.a0()[k] = add(out.a0()[k], mul(a0, d.weight()));
          out.a1()[k] = add(out.a1()[k], mul(a1, d.weight()));
        }
      }
    }
    for (int j = whole; j < inner; j++) {
      Ext sum = Ext.ZERO;
      for (int i = 0; i < terms; i++) {
        sum = sum.plus(w.get(first + i).times(fromSigned(x[from + i * inner + j])));
      }
      out.add(at + j, sum);
    }
  }

  private static Ext total(ExtArray w, int first, int n) {
    long s0 = 0;
    long s1 = 0;
    for (int i = first; i < first + n; i++) {
      s0 = add(s0, w.a0()[i]);
      s1 = add(s1, w.a1()[i]);
    }
    return new Ext(s0, s1);
  }

  /// `low + 2^32·high`, both below 2^63.
  private static long joined(long low, long high) {
    return add(reduce(low), mul(high, 1L << 32));
  }

  @Override
  public void addBound(
      long[] x, int from, int inner, ExtArray weights, int first, int terms, ExtArray out, int at) {
    REST.addBound(x, from, inner, weights, first, terms, out, at);
  }

  @Override
  public void addBound(
      ExtArray x,
      int from,
      int inner,
      ExtArray weights,
      int first,
      int terms,
      ExtArray out,
      int at) {
    REST.addBound(x, from, inner, weights, first, terms, out, at);
  }

  @Override
  public void addProducts(
      long[] to,
      int at,
      int length,
      long[] a,
      int aFrom,
      int aStep,
      long[] b,
      int bFrom,
      int bStep,
      int terms) {
    REST.addProducts(to, at, length, a, aFrom, aStep, b, bFrom, bStep, terms);
  }

  @Override
  public long integerProduct(long[] a, int aFrom, long[] b, int bFrom, int length) {
    return REST.integerProduct(a, aFrom, b, bFrom, length);
  }
}
