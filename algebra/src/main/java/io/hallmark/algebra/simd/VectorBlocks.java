package io.hallmark.algebra.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Brings sixteen message blocks of eight longs each into the order of [VectorSha].
///
/// Two transpositions of eight by eight longs by shuffles of pairs at distances 1, 2 and 4; then
/// the halves of the longs are parted, and their bytes reversed: elements are little-endian, words
/// of SHA-256 big-endian.
final class VectorBlocks {
  private static final VectorSpecies<Long> S = LongVector.SPECIES_512;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;
  private static final VectorShuffle<Long> LOW_1 = pairs(1, 0);
  private static final VectorShuffle<Long> HIGH_1 = pairs(1, 1);
  private static final VectorShuffle<Long> LOW_2 = pairs(2, 0);
  private static final VectorShuffle<Long> HIGH_2 = pairs(2, 1);
  private static final VectorShuffle<Long> LOW_4 = pairs(4, 0);
  private static final VectorShuffle<Long> HIGH_4 = pairs(4, 1);
  private static final VectorShuffle<Integer> EVEN = VectorShuffle.fromOp(INTS, i -> 2 * i);
  private static final VectorShuffle<Integer> ODD = VectorShuffle.fromOp(INTS, i -> 2 * i + 1);
  private static final VectorShuffle<Byte> REVERSED = VectorShuffle.fromOp(BYTES, i -> i ^ 3);

  private VectorBlocks() {}

  /// Of two vectors a, b the lanes whose index has this bit clear or set: those of a stay in the
  /// lanes with the bit clear, those of b in the others.
  private static VectorShuffle<Long> pairs(int distance, int side) {
    return VectorShuffle.fromOp(
        S,
        i -> {
          int lane = (i & -2 * distance) | (i & (distance - 1)) | side * distance;
          return (i & distance) == 0 ? lane : lane + 8;
        });
  }

  /// Word pair j of lane l is the long `values[from + l·stride + j]`.
  static void load(long[] values, int from, int stride, int[] w) {
    LongVector pa0 = LongVector.fromArray(S, values, from + 0 * stride);
    LongVector pa1 = LongVector.fromArray(S, values, from + 1 * stride);
    LongVector pa2 = LongVector.fromArray(S, values, from + 2 * stride);
    LongVector pa3 = LongVector.fromArray(S, values, from + 3 * stride);
    LongVector pa4 = LongVector.fromArray(S, values, from + 4 * stride);
    LongVector pa5 = LongVector.fromArray(S, values, from + 5 * stride);
    LongVector pa6 = LongVector.fromArray(S, values, from + 6 * stride);
    LongVector pa7 = LongVector.fromArray(S, values, from + 7 * stride);
    LongVector pb0 = pa0.rearrange(LOW_1, pa1);
    LongVector pb1 = pa0.rearrange(HIGH_1, pa1);
    LongVector pb2 = pa2.rearrange(LOW_1, pa3);
    LongVector pb3 = pa2.rearrange(HIGH_1, pa3);
    LongVector pb4 = pa4.rearrange(LOW_1, pa5);
    LongVector pb5 = pa4.rearrange(HIGH_1, pa5);
    LongVector pb6 = pa6.rearrange(LOW_1, pa7);
    LongVector pb7 = pa6.rearrange(HIGH_1, pa7);
    LongVector pc0 = pb0.rearrange(LOW_2, pb2);
    LongVector pc2 = pb0.rearrange(HIGH_2, pb2);
    LongVector pc1 = pb1.rearrange(LOW_2, pb3);
    LongVector pc3 = pb1.rearrange(HIGH_2, pb3);
    LongVector pc4 = pb4.rearrange(LOW_2, pb6);
    LongVector pc6 = pb4.rearrange(HIGH_2, pb6);
    LongVector pc5 = pb5.rearrange(LOW_2, pb7);
    LongVector pc7 = pb5.rearrange(HIGH_2, pb7);
    LongVector pd0 = pc0.rearrange(LOW_4, pc4);
    LongVector pd4 = pc0.rearrange(HIGH_4, pc4);
    LongVector pd1 = pc1.rearrange(LOW_4, pc5);
    LongVector pd5 = pc1.rearrange(HIGH_4, pc5);
    LongVector pd2 = pc2.rearrange(LOW_4, pc6);
    LongVector pd6 = pc2.rearrange(HIGH_4, pc6);
    LongVector pd3 = pc3.rearrange(LOW_4, pc7);
    LongVector pd7 = pc3.rearrange(HIGH_4, pc7);
    LongVector qa0 = LongVector.fromArray(S, values, from + 8 * stride);
    LongVector qa1 = LongVector.fromArray(S, values, from + 9 * stride);
    LongVector qa2 = LongVector.fromArray(S, values, from + 10 * stride);
    LongVector qa3 = LongVector.fromArray(S, values, from + 11 * stride);
    LongVector qa4 = LongVector.fromArray(S, values, from + 12 * stride);
    LongVector qa5 = LongVector.fromArray(S, values, from + 13 * stride);
    LongVector qa6 = LongVector.fromArray(S, values, from + 14 * stride);
    LongVector qa7 = LongVector.fromArray(S, values, from + 15 * stride);
    LongVector qb0 = qa0.rearrange(LOW_1, qa1);
    LongVector qb1 = qa0.rearrange(HIGH_1, qa1);
    LongVector qb2 = qa2.rearrange(LOW_1, qa3);
    LongVector qb3 = qa2.rearrange(HIGH_1, qa3);
    LongVector qb4 = qa4.rearrange(LOW_1, qa5);
    LongVector qb5 = qa4.rearrange(HIGH_1, qa5);
    LongVector qb6 = qa6.rearrange(LOW_1, qa7);
    LongVector qb7 = qa6.rearrange(HIGH_1, qa7);
    LongVector qc0 = qb0.rearrange(LOW_2, qb2);
    LongVector qc2 = qb0.rearrange(HIGH_2, qb2);
    LongVector qc1 = qb1.rearrange(LOW_2, qb3);
    LongVector qc3 = qb1.rearrange(HIGH_2, qb3);
    LongVector qc4 = qb4.rearrange(LOW_2, qb6);
    LongVector qc6 = qb4.rearrange(HIGH_2, qb6);
    LongVector qc5 = qb5.rearrange(LOW_2, qb7);
    LongVector qc7 = qb5.rearrange(HIGH_2, qb7);
    LongVector qd0 = qc0.rearrange(LOW_4, qc4);
    LongVector qd4 = qc0.rearrange(HIGH_4, qc4);
    LongVector qd1 = qc1.rearrange(LOW_4, qc5);
    LongVector qd5 = qc1.rearrange(HIGH_4, qc5);
    LongVector qd2 = qc2.rearrange(LOW_4, qc6);
    LongVector qd6 = qc2.rearrange(HIGH_4, qc6);
    LongVector qd3 = qc3.rearrange(LOW_4, qc7);
    LongVector qd7 = qc3.rearrange(HIGH_4, qc7);
    IntVector e0 = pd0.reinterpretAsBytes().rearrange(REVERSED).reinterpretAsInts();
    IntVector f0 = qd0.reinterpretAsBytes().rearrange(REVERSED).reinterpretAsInts();
    e0.rearrange(EVEN, f0).intoArray(w, 0);
    e0.rearrange(ODD, f0).intoArray(w, 16);
    IntVector e1 = pd1.reinterpretAsBytes().rearrange(REVERSED).reinterpretAsInts();
    IntVector f1 = qd1.reinterpretAsBytes().rearrange(REVERSED).reinterpretAsInts();
    e1.rearrange(EVEN, f1).intoArray(w, 32);
    e1.rearrange(ODD, f1).intoArray(w, 48);
    IntVector e2 = pd2.reinterpretAsBytes().rearrange(REVERSED).reinterpretAsInts();
    IntVector f2 = qd2.reinterpretAsBytes().rearrange(REVERSED).reinterpretAsInts();
    e2.rearrange(EVEN, f2).intoArray(w, 64);
    e2.rearrange(ODD, f2).intoArray(w, 80);
    IntVector e3 = pd3.reinterpretAsBytes().rearrange(REVERSED).reinterpretAsInts();
    IntVector f3 = qd3.reinterpretAsBytes().rearrange(REVERSED).reinterpretAsInts();
    e3.rearrange(EVEN, f3).intoArray(w, 96);
    e3.rearrange(ODD, f3).intoArray(w, 112);
    IntVector e4 = pd4.reinterpretAsBytes().rearrange(REVERSED).reinterpretAsInts();
    IntVector f4 = qd4.reinterpretAsBytes().rearrange(REVERSED).reinterpretAsInts();
    e4.rearrange(EVEN, f4).intoArray(w, 128);
    e4.rearrange(ODD, f4).intoArray(w, 144);
    IntVector e5 = pd5.reinterpretAsBytes().rearrange(REVERSED).reinterpretAsInts();
    IntVector f5 = qd5.reinterpretAsBytes().rearrange(REVERSED).reinterpretAsInts();
    e5.rearrange(EVEN, f5).intoArray(w, 160);
    e5.rearrange(ODD, f5).intoArray(w, 176);
    IntVector e6 = pd6.reinterpretAsBytes().rearrange(REVERSED).reinterpretAsInts();
    IntVector f6 = qd6.reinterpretAsBytes().rearrange(REVERSED).reinterpretAsInts();
    e6.rearrange(EVEN, f6).intoArray(w, 192);
    e6.rearrange(ODD, f6).intoArray(w, 208);
    IntVector e7 = pd7.reinterpretAsBytes().rearrange(REVERSED).reinterpretAsInts();
    IntVector f7 = qd7.reinterpretAsBytes().rearrange(REVERSED).reinterpretAsInts();
    e7.rearrange(EVEN, f7).intoArray(w, 224);
    e7.rearrange(ODD, f7).intoArray(w, 240);
  }
}
