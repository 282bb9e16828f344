package io.hallmark.algebra.simd;

/// Transforms on vectors.
final class VectorTransform implements TransformKernels {
  static final VectorTransform INSTANCE = new VectorTransform();

  private static final Warmup WARMUP =
      new Warmup(pair(64, 7), pair(64, 6), pair(1, 12)); // rows with two and one stages, offsets

  private VectorTransform() {}

  /// Whether the kernels are compiled.
  ///
  /// @param wanted whether the job is worth it
  static boolean isReady(boolean wanted) {
    if (wanted) {
      WARMUP.start();
    }
    return WARMUP.isReady();
  }

  private static Warmup.Pair pair(int rows, int logSize) {
    long[] values = new long[rows << logSize];
    long[] roots = new long[1 << logSize];
    return new Warmup.Pair(
        () -> INSTANCE.butterflies(values, rows, 0, rows, 0, logSize, roots),
        () -> ScalarTransform.INSTANCE.butterflies(values, rows, 0, rows, 0, logSize, roots));
  }

  @Override
  public void butterflies(
      long[] values, int stride, int from, int rows, int done, int logSize, long[] roots) {
    new VectorStages(values, stride, from, rows, done, logSize, roots).run();
  }
}
