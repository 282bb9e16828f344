package io.hallmark.bench;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import java.math.BigInteger;
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

/// Multiplication in F and E, element by element, from the first-level cache.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class FieldBenchmark {
  private static final int COUNT = 1024;
  private static final int SAMPLE = 777;
  private static final BigInteger P = unsigned(Goldilocks.P);

  private final ExtArray a = new Inputs().extArray(COUNT);
  private final ExtArray b = ExtArray.over(a.a1(), a.a0());
  private final ExtArray out = new ExtArray(COUNT);
  private final BigInteger a0 = unsigned(a.a0()[SAMPLE]);
  private final BigInteger a1 = unsigned(a.a1()[SAMPLE]);

  /// One product in F.
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public long multiplyBase() {
    long[] x = a.a0();
    long[] y = a.a1();
    long[] z = out.a0();
    for (int i = 0; i < COUNT; i++) {
      z[i] = Goldilocks.mul(x[i], y[i]);
    }
    Inputs.check(residue(a0.multiply(a1)), z[SAMPLE]);
    return z[0];
  }

  /// One product in E, `(a0 + a1·X)(a1 + a0·X)`.
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public long multiplyExtension() {
    long[] x0 = a.a0();
    long[] x1 = a.a1();
    long[] y0 = b.a0();
    long[] y1 = b.a1();
    long[] z0 = out.a0();
    long[] z1 = out.a1();
    for (int i = 0; i < COUNT; i++) {
      z0[i] = Ext.product0(x0[i], x1[i], y0[i], y1[i]);
      z1[i] = Ext.product1(x0[i], x1[i], y0[i], y1[i]);
    }
    Inputs.check(residue(a0.multiply(a1).shiftLeft(3)), z0[SAMPLE]);
    Inputs.check(residue(a0.multiply(a0).add(a1.multiply(a1))), z1[SAMPLE]);
    return z0[0];
  }

  private static BigInteger unsigned(long a) {
    return new BigInteger(Long.toUnsignedString(a));
  }

  private static long residue(BigInteger a) {
    return a.mod(P).longValue();
  }
}
