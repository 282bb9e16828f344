package io.hallmark.algebra.simd;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.I2L;
import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Loops over whole vectors of small integers, see [VectorButterflies] for why they are flat.
final class VectorRowLoops {
  private static final VectorSpecies<Long> S = VectorLanes.SPECIES;
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, VectorShape.forBitSize(S.vectorBitSize() / 2));
  private static final int LANES = VectorLanes.COUNT;
  private static final long E = 0xFFFFFFFFL;

  private VectorRowLoops() {}

  /// `sums[k] = Σ (x[i] + shift)·(half k of b[from + i])`, of integers below `2^17` after the
  /// shift.
  static void narrow(int[] x, long shift, long[] b0, long[] b1, int from, int n, long[] sums) {
    LongVector s0 = LongVector.zero(S);
    LongVector s1 = LongVector.zero(S);
    LongVector s2 = LongVector.zero(S);
    LongVector s3 = LongVector.zero(S);
    for (int i = 0; i < n; i += LANES) {
      LongVector u =
          IntVector.fromArray(INTS, x, i)
              .convertShape(I2L, S, 0)
              .reinterpretAsLongs()
              .add(shift)
              .and(E);
      LongVector v0 = LongVector.fromArray(S, b0, from + i);
      LongVector v1 = LongVector.fromArray(S, b1, from + i);
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

  /// `sums[k] + 2^32·sums[4 + k] = Σ (x[i] + shift)·(half k of b[from + i])`.
  static void wide(int[] x, long shift, long[] b0, long[] b1, int from, int n, long[] sums) {
    LongVector s0 = LongVector.zero(S);
    LongVector s1 = LongVector.zero(S);
    LongVector s2 = LongVector.zero(S);
    LongVector s3 = LongVector.zero(S);
    LongVector t0 = LongVector.zero(S);
    LongVector t1 = LongVector.zero(S);
    LongVector t2 = LongVector.zero(S);
    LongVector t3 = LongVector.zero(S);
    for (int i = 0; i < n; i += LANES) {
      LongVector u =
          IntVector.fromArray(INTS, x, i)
              .convertShape(I2L, S, 0)
              .reinterpretAsLongs()
              .add(shift)
              .and(E);
      LongVector v0 = LongVector.fromArray(S, b0, from + i);
      LongVector v1 = LongVector.fromArray(S, b1, from + i);
      LongVector p0 = u.mul(v0.and(E));
      LongVector p1 = u.mul(v0.lanewise(LSHR, 32));
      LongVector p2 = u.mul(v1.and(E));
      LongVector p3 = u.mul(v1.lanewise(LSHR, 32));
      s0 = s0.add(p0.and(E));
      s1 = s1.add(p1.and(E));
      s2 = s2.add(p2.and(E));
      s3 = s3.add(p3.and(E));
      t0 = t0.add(p0.lanewise(LSHR, 32));
      t1 = t1.add(p1.lanewise(LSHR, 32));
      t2 = t2.add(p2.lanewise(LSHR, 32));
      t3 = t3.add(p3.lanewise(LSHR, 32));
    }
    sums[0] = s0.reduceLanes(ADD);
    sums[1] = s1.reduceLanes(ADD);
    sums[2] = s2.reduceLanes(ADD);
    sums[3] = s3.reduceLanes(ADD);
    sums[4] = t0.reduceLanes(ADD);
    sums[5] = t1.reduceLanes(ADD);
    sums[6] = t2.reduceLanes(ADD);
    sums[7] = t3.reduceLanes(ADD);
  }

  /// `sums[k][i] += halves[k]·(x[i] + shift)` for `i < n`.
  static void addHalves(long[][] sums, long[] halves, int[] x, long shift, int n) {
    long[] s0 = sums[0];
    long[] s1 = sums[1];
    long[] s2 = sums[2];
    long[] s3 = sums[3];
    LongVector c0 = LongVector.broadcast(S, halves[0]).and(E);
    LongVector c1 = LongVector.broadcast(S, halves[1]).and(E);
    LongVector c2 = LongVector.broadcast(S, halves[2]).and(E);
    LongVector c3 = LongVector.broadcast(S, halves[3]).and(E);
    for (int i = 0; i < n; i += LANES) {
      LongVector u =
          IntVector.fromArray(INTS, x, i)
              .convertShape(I2L, S, 0)
              .reinterpretAsLongs()
              .add(shift)
              .and(E);
      LongVector.fromArray(S, s0, i).add(u.mul(c0)).intoArray(s0, i);
      LongVector.fromArray(S, s1, i).add(u.mul(c1)).intoArray(s1, i);
      LongVector.fromArray(S, s2, i).add(u.mul(c2)).intoArray(s2, i);
      LongVector.fromArray(S, s3, i).add(u.mul(c3)).intoArray(s3, i);
    }
  }
}
