package io.hallmark.algebra.simd;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2L;
import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Loops over whole vectors of small integers, see [VectorButterflies] for why they are flat. An
/// integer x stands for its digit `((x >> right) & mask) + shift`, of at most 17 bits and not
/// negative; products with halves of 32 bits are summed.
final class VectorContractionLoops {
  private static final VectorSpecies<Long> S = VectorLanes.SPECIES;
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, VectorShape.forBitSize(S.vectorBitSize() / 2));
  private static final int LANES = VectorLanes.COUNT;
  private static final long E = 0xFFFFFFFFL;

  private VectorContractionLoops() {}

  /// `sums[k][j] = Σ_i halves[4·i + k]·digit(x[from + i·stride + j])` for `i < terms`, `j < n`, n a
  /// multiple of the lanes.
  static void columns(
      int[] x,
      int from,
      int stride,
      int right,
      int mask,
      int shift,
      long[] halves,
      int terms,
      int n,
      long[][] sums) {
    for (int j = 0; j < n; j += LANES) {
      LongVector s0 = LongVector.zero(S);
      LongVector s1 = LongVector.zero(S);
      LongVector s2 = LongVector.zero(S);
      LongVector s3 = LongVector.zero(S);
      int at = from + j;
      for (int i = 0; i < 4 * terms; i += 4, at += stride) {
        LongVector u =
            IntVector.fromArray(INTS, x, at)
                .lanewise(ASHR, right)
                .and(mask)
                .add(shift)
                .convertShape(I2L, S, 0)
                .reinterpretAsLongs()
                .and(E);
        s0 = s0.add(u.mul(LongVector.broadcast(S, halves[i]).and(E)));
        s1 = s1.add(u.mul(LongVector.broadcast(S, halves[i + 1]).and(E)));
        s2 = s2.add(u.mul(LongVector.broadcast(S, halves[i + 2]).and(E)));
        s3 = s3.add(u.mul(LongVector.broadcast(S, halves[i + 3]).and(E)));
      }
      s0.intoArray(sums[0], j);
      s1.intoArray(sums[1], j);
      s2.intoArray(sums[2], j);
      s3.intoArray(sums[3], j);
    }
  }

  /// `sums[k] = Σ_i (half k of w[first + i])·digit(x[from + i])` for `i < n`, n a multiple of the
  /// lanes.
  static void row(
      int[] x,
      int from,
      int right,
      int mask,
      int shift,
      long[] w0,
      long[] w1,
      int first,
      int n,
      long[] sums) {
    LongVector s0 = LongVector.zero(S);
    LongVector s1 = LongVector.zero(S);
    LongVector s2 = LongVector.zero(S);
    LongVector s3 = LongVector.zero(S);
    for (int i = 0; i < n; i += LANES) {
      LongVector u =
          IntVector.fromArray(INTS, x, from + i)
              .lanewise(ASHR, right)
              .and(mask)
              .add(shift)
              .convertShape(I2L, S, 0)
              .reinterpretAsLongs()
              .and(E);
      LongVector v0 = LongVector.fromArray(S, w0, first + i);
      LongVector v1 = LongVector.fromArray(S, w1, first + i);
      s0 = s0.add(u.mul(v0.and(E)));
      s1 = s1.add(u.mul(v0.lanewise(LSHR, 32)));
      s2 = s2.add(u.mul(v1.and(E)));
      s3 = s3.add(u.mul(v1.lanewise(LSHR, 32)));
    }
    sums[0] = s0.reduceLanes(ADD);
    sums[1] = s1.reduceLanes(ADD);
    sums[2] = s2.reduceLanes(ADD);
    sums[3] = s3.reduceLanes(ADD);
  }
}
