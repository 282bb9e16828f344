package io.hallmark.algebra.simd;

import static io.hallmark.algebra.field.Goldilocks.add;
import static io.hallmark.algebra.field.Goldilocks.mul;
import static io.hallmark.algebra.field.Goldilocks.sub;

/// The stages of a transform in plain Java, two at a time, so that data are loaded half as often;
/// the first stages run tile by tile while a tile stays in the cache.
///
/// Two shapes of inner loop: over rows (or blocks) with the same roots, and over offsets j with
/// roots that change.
final class ScalarButterflies {
  private static final int TILE_LOG_LENGTH = 12; // 32 KiB
  private static final int FEW_OFFSETS = 16;

  private ScalarButterflies() {}

  /// See [Kernels#butterflies].
  static void run(long[] values, int rows, int done, int logSize, long[] roots) {
    int logRows = 32 - Integer.numberOfLeadingZeros(rows - 1);
    int tile = Math.clamp(TILE_LOG_LENGTH - logRows, done, logSize);
    for (int block = 0; block < 1 << logSize; block += 1 << tile) {
      stages(values, rows, block, 1 << tile, done, tile, roots);
    }
    stages(values, rows, 0, 1 << logSize, tile, logSize, roots);
  }

  private static void stages(
      long[] values, int rows, int first, int length, int from, int to, long[] roots) {
    int stage = from;
    if ((to - from) % 2 != 0) {
      single(values, rows, first, length, 1 << stage, roots);
      stage++;
    }
    for (; stage < to; stage += 2) {
      pair(values, rows, first, length, 1 << stage, roots);
    }
  }

  /// One stage with distance h.
  private static void single(long[] values, int rows, int first, int length, int h, long[] roots) {
    if (rows == 1 && h < FEW_OFFSETS) {
      for (int j = 0; j < h; j++) {
        two(values, first + j, 2 * h, length / (2 * h), h, roots[h + j]);
      }
      return;
    }
    for (int block = first; block < first + length; block += 2 * h) {
      if (rows == 1) {
        twoWithOffsets(values, block, h, roots);
      } else {
        for (int j = 0; j < h; j++) {
          two(values, (block + j) * rows, 1, rows, h * rows, roots[h + j]);
        }
      }
    }
  }

  /// The stages with distances h and 2h.
  private static void pair(long[] values, int rows, int first, int length, int h, long[] roots) {
    if (rows == 1 && h < FEW_OFFSETS) {
      for (int j = 0; j < h; j++) {
        four(values, first + j, 4 * h, length / (4 * h), h, h, j, roots);
      }
      return;
    }
    for (int block = first; block < first + length; block += 4 * h) {
      if (rows == 1) {
        fourWithOffsets(values, block, h, roots);
      } else {
        for (int j = 0; j < h; j++) {
          four(values, (block + j) * rows, 1, rows, h * rows, h, j, roots);
        }
      }
    }
  }

  private static void two(long[] values, int start, int step, int count, int distance, long w) {
    for (int k = 0, i = start; k < count; k++, i += step) {
      long a = values[i];
      long b = mul(values[i + distance], w);
      values[i] = add(a, b);
      values[i + distance] = sub(a, b);
    }
  }

  private static void twoWithOffsets(long[] values, int start, int h, long[] roots) {
    for (int j = 0; j < h; j++) {
      long a = values[start + j];
      long b = mul(values[start + h + j], roots[h + j]);
      values[start + j] = add(a, b);
      values[start + h + j] = sub(a, b);
    }
  }

  private static void four(
      long[] values, int start, int step, int count, int distance, int h, int j, long[] roots) {
    long w = roots[h + j];
    long w0 = roots[2 * h + j];
    long w1 = roots[3 * h + j];
    int d2 = 2 * distance;
    int d3 = 3 * distance;
    for (int k = 0, i = start; k < count; k++, i += step) {
      long a = values[i];
      long b = mul(values[i + distance], w);
      long c = values[i + d2];
      long d = mul(values[i + d3], w);
      long ab = add(a, b);
      long aMinusB = sub(a, b);
      long cd = mul(add(c, d), w0);
      long cMinusD = mul(sub(c, d), w1);
      values[i] = add(ab, cd);
      values[i + distance] = add(aMinusB, cMinusD);
      values[i + d2] = sub(ab, cd);
      values[i + d3] = sub(aMinusB, cMinusD);
    }
  }

  private static void fourWithOffsets(long[] values, int start, int h, long[] roots) {
    for (int j = 0; j < h; j++) {
      int i = start + j;
      long w = roots[h + j];
      long a = values[i];
      long b = mul(values[i + h], w);
      long c = values[i + 2 * h];
      long d = mul(values[i + 3 * h], w);
      long ab = add(a, b);
      long aMinusB = sub(a, b);
      long cd = mul(add(c, d), roots[2 * h + j]);
      long cMinusD = mul(sub(c, d), roots[3 * h + j]);
      values[i] = add(ab, cd);
      values[i + h] = add(aMinusB, cMinusD);
      values[i + 2 * h] = sub(ab, cd);
      values[i + 3 * h] = sub(aMinusB, cMinusD);
    }
  }
}
