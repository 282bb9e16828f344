package io.hallmark.algebra.simd;

/// Transforms in plain Java.
final class ScalarTransform implements TransformKernels {
  static final ScalarTransform INSTANCE = new ScalarTransform();

  private ScalarTransform() {}

  @Override
  public void butterflies(
      long[] values, int stride, int from, int rows, int done, int logSize, long[] roots) {
    new Stages(values, stride, from, rows, done, logSize, roots).run();
  }
}
