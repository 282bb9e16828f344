package io.hallmark.algebra.simd;

import static io.hallmark.algebra.field.Goldilocks.add;
import static io.hallmark.algebra.field.Goldilocks.fromSigned;
import static io.hallmark.algebra.field.Goldilocks.mul;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import java.util.Arrays;

/// The contraction kernels in plain Java: the reference for every other implementation.
///
/// Signed integers are multiplied by limbs of the weights and summed apart, in blocks of the result
/// that stay in the first-level cache. An element is cut into limbs of 22, 22 and 20 bits: a
/// product has a magnitude of at most `2^53`, and 512 of them sum up below `2^62`.
final class ScalarContraction implements ContractionKernels {
  static final ScalarContraction INSTANCE = new ScalarContraction();

  private static final int LIMB = 22;
  private static final long MASK = (1L << LIMB) - 1;
  private static final int TERMS = 512;
  private static final int BLOCK = 256;

  private ScalarContraction() {}

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
    for (int o = 0; o < outer; o++) {
      addBound(x, from + o * terms * inner, inner, weights, first, terms, out, at + o * inner);
    }
  }

  private static void addBound(
      int[] x, int from, int inner, ExtArray weights, int first, int terms, ExtArray out, int at) {
    if (inner == 1) {
      out.add(at, ScalarKernels.INSTANCE.innerProduct(x, from, weights, first, terms));
      return;
    }
    long[][] sums = new long[6][Math.min(BLOCK, inner)];
    for (int block = 0; block < inner; block += BLOCK) {
      int n = Math.min(BLOCK, inner - block);
      for (int done = 0; done < terms; done += TERMS) {
        int end = Math.min(done + TERMS, terms);
        for (long[] s : sums) {
          Arrays.fill(s, 0, n, 0);
        }
        for (int i = done; i < end; i++) {
          int row = from + i * inner + block;
          long w0 = weights.a0()[first + i];
          long w1 = weights.a1()[first + i];
          addRow(sums[0], x, row, w0 & MASK, n);
          addRow(sums[1], x, row, (w0 >>> LIMB) & MASK, n);
          addRow(sums[2], x, row, w0 >>> (2 * LIMB), n);
          addRow(sums[3], x, row, w1 & MASK, n);
          addRow(sums[4], x, row, (w1 >>> LIMB) & MASK, n);
          addRow(sums[5], x, row, w1 >>> (2 * LIMB), n);
        }
        for (int j = 0; j < n; j++) {
          int k = at + block + j;
          out.a0()[k] = add(out.a0()[k], joined(sums[0][j], sums[1][j], sums[2][j]));
          out.a1()[k] = add(out.a1()[k], joined(sums[3][j], sums[4][j], sums[5][j]));
        }
      }
    }
  }

  private static void addRow(long[] sum, int[] x, int from, long limb, int n) {
    for (int j = 0; j < n; j++) {
      sum[j] += x[from + j] * limb;
    }
  }

  /// `s0 + 2^22·s1 + 2^44·s2`.
  private static long joined(long s0, long s1, long s2) {
    long high = mul(fromSigned(s2), 1L << (2 * LIMB));
    return add(fromSigned(s0), add(mul(fromSigned(s1), 1L << LIMB), high));
  }

  @Override
  public void addBound(
      long[] x, int from, int inner, ExtArray weights, int first, int terms, ExtArray out, int at) {
    if (inner == 1) {
      out.add(at, ScalarKernels.INSTANCE.innerProduct(x, from, weights, first, terms));
      return;
    }
    for (int i = 0; i < terms; i++) {
      Ext c = weights.get(first + i);
      ScalarKernels.INSTANCE.addScaled(out, at, c, x, from + i * inner, inner);
    }
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
    if (inner == 1) {
      out.add(at, ScalarKernels.INSTANCE.innerProduct(x, from, weights, first, terms));
      return;
    }
    for (int i = 0; i < terms; i++) {
      Ext c = weights.get(first + i);
      ScalarKernels.INSTANCE.addScaled(out, at, c, x, from + i * inner, inner);
    }
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
    int k = 0;
    for (; k + 4 <= terms; k += 4) {
      long a0 = a[aFrom + k * aStep];
      long a1 = a[aFrom + (k + 1) * aStep];
      long a2 = a[aFrom + (k + 2) * aStep];
      long a3 = a[aFrom + (k + 3) * aStep];
      int b0 = bFrom + k * bStep;
      int b1 = b0 + bStep;
      int b2 = b1 + bStep;
      int b3 = b2 + bStep;
      for (int j = 0; j < length; j++) {
        to[at + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
      }
    }
    for (; k < terms; k++) {
      long c = a[aFrom + k * aStep];
      int row = bFrom + k * bStep;
      for (int j = 0; j < length; j++) {
        to[at + j] += c * b[row + j];
      }
    }
  }

  @Override
  public long integerProduct(long[] a, int aFrom, long[] b, int bFrom, int length) {
    long sum = 0;
    for (int i = 0; i < length; i++) {
      sum += a[aFrom + i] * b[bFrom + i];
    }
    return sum;
  }
}
