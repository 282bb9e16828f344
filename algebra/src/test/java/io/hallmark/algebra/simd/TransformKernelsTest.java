package io.hallmark.algebra.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.algebra.Elements;
import io.hallmark.algebra.field.Goldilocks;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every implementation of the stages against their definition, from every stage on which a
/// transform may start, with edge values among the inputs.
final class TransformKernelsTest {
  static Stream<TransformKernels> implementations() {
    return TransformKernels.implementations().stream();
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void allStages(TransformKernels kernels) {
    Elements random = new Elements(73);
    for (int logSize = 0; logSize <= 14; logSize++) {
      long[] roots = roots(random, logSize);
      int[] widths = logSize <= 7 ? new int[] {1, 2, 3, 8, 63, 64} : new int[] {1, 3};
      for (int rows : widths) {
        for (int done = 0; done <= logSize; done++) {
          check(kernels, random, roots, new int[] {rows, 0, rows}, done, logSize);
        }
      }
    }
  }

  /// Other rows than the given ones stay as they are.
  @ParameterizedTest
  @MethodSource("implementations")
  void someRows(TransformKernels kernels) {
    Elements random = new Elements(74);
    long[] roots = roots(random, 9);
    int[][] shapes = {{64, 8, 24}, {64, 56, 8}, {70, 3, 17}, {10, 9, 1}, {16, 0, 9}};
    for (int[] shape : shapes) {
      check(kernels, random, roots, shape, 0, 9);
      check(kernels, random, roots, shape, 1, 8);
    }
  }

  /// Long transforms, whose blocks do not fit a cache.
  @ParameterizedTest
  @MethodSource("implementations")
  void manyIndices(TransformKernels kernels) {
    Elements random = new Elements(75);
    check(kernels, random, roots(random, 13), new int[] {16, 0, 16}, 0, 13);
    check(kernels, random, roots(random, 12), new int[] {64, 0, 64}, 1, 12);
  }

  private static void check(
      TransformKernels kernels, Elements random, long[] roots, int[] shape, int done, int size) {
    long[] values = random.elements(shape[0] << size);
    long[] expected = values.clone();
    stages(expected, shape, done, size, roots);
    kernels.butterflies(values, shape[0], shape[1], shape[2], done, size, roots);
    assertEquals(-1, Arrays.mismatch(expected, values), Arrays.toString(shape) + " 2^" + size);
  }

  /// Any elements that are related as those of a transform.
  private static long[] roots(Elements random, int logSize) {
    long[] roots = random.elements(1 << logSize);
    for (int h = 1; 4 * h <= roots.length; h *= 2) {
      for (int j = 0; j < h; j++) {
        roots[3 * h + j] = Goldilocks.mul(roots[2 * h + j], 1L << 48);
      }
    }
    return roots;
  }

  private static void stages(long[] values, int[] shape, int done, int logSize, long[] roots) {
    for (int h = 1 << done; h < 1 << logSize; h *= 2) {
      for (int i = 0; i < 1 << logSize; i++) {
        if ((i & h) == 0) {
          long w = roots[h + i % h];
          for (int r = shape[1]; r < shape[1] + shape[2]; r++) {
            long u = values[i * shape[0] + r];
            long v = Goldilocks.mul(w, values[(i + h) * shape[0] + r]);
            values[i * shape[0] + r] = Goldilocks.add(u, v);
            values[(i + h) * shape[0] + r] = Goldilocks.sub(u, v);
          }
        }
      }
    }
  }
}
