package io.hallmark.algebra.simd;

import static io.hallmark.algebra.field.Goldilocks.add;
import static io.hallmark.algebra.field.Goldilocks.mul;
import static io.hallmark.algebra.field.Goldilocks.sub;

/// The stages of one call of [TransformKernels#butterflies] in plain Java, two at a time, so that
/// data are loaded half as often.
///
/// Blocks are finished depth first, so that the first stages run while a block stays in a cache.
/// Two shapes of inner loop: over rows (or blocks) with the same roots, and over offsets j with
/// roots that change. Other implementations replace the inner loops.
class Stages {
  private static final int TILE_LOG_LENGTH = 12; // 32 KiB
  private static final int FEW_OFFSETS = 16;

  /// The transforms.
  protected final long[] values;

  /// The roots.
  protected final long[] roots;

  private final int stride;
  private final int from;
  private final int rows;
  private final int done;
  private final int tile;
  private final int logSize;

  Stages(long[] values, int stride, int from, int rows, int done, int logSize, long[] roots) {
    this.values = values;
    this.stride = stride;
    this.from = from;
    this.rows = rows;
    this.done = done;
    this.logSize = logSize;
    this.roots = roots;
    int logRows = 32 - Integer.numberOfLeadingZeros(rows - 1);
    int fits = Math.clamp(TILE_LOG_LENGTH - logRows, done, logSize);
    this.tile = Math.max(done, fits - (logSize - fits) % 2);
  }

  /// Runs all stages.
  final void run() {
    block(0, logSize);
  }

  /// Finishes the first `stage` stages of a block of `2^stage` indices.
  private void block(int first, int stage) {
    if (stage <= tile) {
      int s = done;
      if ((stage - done) % 2 != 0) {
        single(first, 1 << stage, 1 << s);
        s++;
      }
      for (; s < stage; s += 2) {
        pair(first, 1 << stage, 1 << s);
      }
      return;
    }
    int step = Math.min(2, stage - tile);
    for (int k = 0; k < 1 << step; k++) {
      block(first + (k << (stage - step)), stage - step);
    }
    if (step == 1) {
      single(first, 1 << stage, 1 << (stage - 1));
    } else {
      pair(first, 1 << stage, 1 << (stage - 2));
    }
  }

  private int at(int index) {
    return index * stride + from;
  }

  /// The stage with distance h.
  private void single(int first, int length, int h) {
    if (stride == 1 && h < FEW_OFFSETS) {
      for (int j = 0; j < h; j++) {
        two(first + j, 2 * h, length / (2 * h), h, roots[h + j]);
      }
      return;
    }
    for (int block = first; block < first + length; block += 2 * h) {
      if (stride == 1) {
        twoWithOffsets(block, h);
      } else {
        for (int j = 0; j < h; j++) {
          two(at(block + j), 1, rows, h * stride, roots[h + j]);
        }
      }
    }
  }

  /// The stages with distances h and 2h.
  private void pair(int first, int length, int h) {
    if (stride == 1 && h < FEW_OFFSETS) {
      for (int j = 0; j < h; j++) {
        four(first + j, 4 * h, length / (4 * h), h, h, j);
      }
      return;
    }
    for (int block = first; block < first + length; block += 4 * h) {
      if (stride == 1) {
        fourWithOffsets(block, h);
      } else {
        for (int j = 0; j < h; j++) {
          four(at(block + j), 1, rows, h * stride, h, j);
        }
      }
    }
  }

  /// One stage for `count` pairs from `start` on, every `step`, at a distance, with one root.
  protected void two(int start, int step, int count, int distance, long w) {
    for (int k = 0, i = start; k < count; k++, i += step) {
      long a = values[i];
      long b = mul(values[i + distance], w);
      values[i] = add(a, b);
      values[i + distance] = sub(a, b);
    }
  }

  private void twoWithOffsets(int start, int h) {
    for (int j = 0; j < h; j++) {
      long a = values[start + j];
      long b = mul(values[start + h + j], roots[h + j]);
      values[start + j] = add(a, b);
      values[start + h + j] = sub(a, b);
    }
  }

  /// Two stages for `count` quadruples from `start` on, every `step`, at multiples of a distance,
  /// all at offset j.
  protected void four(int start, int step, int count, int distance, int h, int j) {
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

  /// Two stages for the block of one row that starts at `start`, at all offsets below h.
  protected void fourWithOffsets(int start, int h) {
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
