package io.hallmark.bench;

import io.hallmark.algebra.code.Ntt;
import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.poly.Univariate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Transforms of one array and encoding of a chunk of rows; per element of the result.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class TransformBenchmark {
  private static final int MEDIUM = 14;
  private static final int LARGE = 20;
  private static final int ROWS = 64;
  private static final int LOG_DOMAIN = 12;
  private static final int DEGREE_BOUND = (9 << LOG_DOMAIN) / 16; // rate 1/2 and its slack
  private static final int SAMPLE = 777;

  private final Inputs inputs = new Inputs();
  private final Transform medium = new Transform(inputs.elements(1 << MEDIUM), MEDIUM);
  private final Transform large = new Transform(inputs.elements(1 << LARGE), LARGE);
  private final long[][] rows = new long[ROWS][];
  private final long[] codewords = new long[ROWS << LOG_DOMAIN];
  private final long expected;

  /// Rows and the value of the last one at one point.
  public TransformBenchmark() {
    for (int r = 0; r < ROWS; r++) {
      rows[r] = inputs.elements(DEGREE_BOUND);
    }
    expected = Univariate.horner(rows[ROWS - 1], ReedSolomon.domainPoint(LOG_DOMAIN, SAMPLE));
  }

  /// One transform that fits the second-level cache.
  @Benchmark
  @OperationsPerInvocation(1 << MEDIUM)
  public long[] transformMedium() {
    return medium.run();
  }

  /// One transform of 8 MiB.
  @Benchmark
  @OperationsPerInvocation(1 << LARGE)
  public long[] transformLarge() {
    return large.run();
  }

  /// A chunk of 64 rows at rate 9/16.
  @Benchmark
  @OperationsPerInvocation(ROWS << LOG_DOMAIN)
  public long[] encodeChunk() {
    ReedSolomon.encodeRows(rows, LOG_DOMAIN, codewords);
    Inputs.check(expected, codewords[SAMPLE * ROWS + ROWS - 1]);
    return codewords;
  }

  /// A transform with a check: the copy of the input is part of what is measured.
  private static final class Transform {
    private final long[] coefficients;
    private final long[] values;
    private final int logSize;
    private final long expected;

    Transform(long[] coefficients, int logSize) {
      this.coefficients = coefficients;
      this.logSize = logSize;
      values = new long[coefficients.length];
      long point = Goldilocks.pow(Goldilocks.rootOfUnity(logSize), SAMPLE);
      expected = Univariate.horner(coefficients, point);
    }

    long[] run() {
      System.arraycopy(coefficients, 0, values, 0, values.length);
      Ntt.transform(values, logSize);
      Inputs.check(expected, values[SAMPLE]);
      return values;
    }
  }
}
