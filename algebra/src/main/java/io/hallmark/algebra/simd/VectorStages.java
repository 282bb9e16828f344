package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.Goldilocks;

/// The stages with inner loops over vectors of rows, or of offsets; rows beyond the last whole
/// vector are left to the plain loops.
final class VectorStages extends Stages {
  VectorStages(long[] values, int stride, int from, int rows, int done, int logSize, long[] roots) {
    super(values, stride, from, rows, done, logSize, roots);
  }

  private static int whole(int step, int count) {
    return step == 1 ? count & -VectorLanes.COUNT : 0;
  }

  @Override
  protected void two(int start, int step, int count, int distance, long w) {
    int whole = whole(step, count);
    if (whole > 0) {
      VectorButterflies.two(values, start, whole, distance, w);
    }
    if (whole < count) {
      super.two(start + whole * step, step, count - whole, distance, w);
    }
  }

  @Override
  protected void four(int start, int step, int count, int distance, int h, int j) {
    int whole = whole(step, count);
    if (whole > 0) {
      long w = roots[h + j];
      long w0 = roots[2 * h + j];
      VectorButterflies.four(values, start, whole, distance, w, w0, Goldilocks.mul(w, w0));
    }
    if (whole < count) {
      super.four(start + whole * step, step, count - whole, distance, h, j);
    }
  }

  @Override
  protected void fourWithOffsets(int start, int h) {
    if (h % VectorLanes.COUNT == 0) {
      VectorButterflies.offsets(values, start, h, roots);
    } else {
      super.fourWithOffsets(start, h);
    }
  }
}
