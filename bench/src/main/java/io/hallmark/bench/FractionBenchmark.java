package io.hallmark.bench;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Factor;
import io.hallmark.algebra.simd.FractionKernels;
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

/// The kernels of the lookup tree on one block, plain and on vectors (plain again where the machine
/// has none), per entry.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class FractionBenchmark {
  private static final int N = FractionKernels.BLOCK;
  private static final int SAMPLE = 77;

  private final FractionKernels plain = FractionKernels.implementations().getFirst();
  private final FractionKernels vector = FractionKernels.implementations().getLast();
  private final Inputs inputs = new Inputs();
  private final ExtArray p = inputs.extArray(4 * N);
  private final ExtArray q = inputs.extArray(4 * N);
  private final ExtArray outP = new ExtArray(N);
  private final ExtArray outQ = new ExtArray(N);
  private final Ext c = inputs.ext();
  private final Factor factor = new Factor(c);
  private final int[] ints = inputs.ints(2 * N);
  private final Ext folded = p.get(SAMPLE).plus(c.times(p.get(N + SAMPLE).minus(p.get(SAMPLE))));
  private final Ext product = q.get(SAMPLE).times(q.get(N + SAMPLE));
  private final Ext numerators = sum();
  private final Ext ofInts;

  /// Draws the inputs.
  public FractionBenchmark() {
    for (int i = 0; i < ints.length; i++) {
      ints[i] &= 0xFFFF;
    }
    ofInts = c.minus(Ext.of(ints[SAMPLE])).times(c.minus(Ext.of(ints[N + SAMPLE])));
  }

  private Ext sum() {
    Ext sum = Ext.ZERO;
    for (int i = 0; i < N; i++) {
      sum = sum.plus(p.get(i).times(q.get(N + i))).plus(p.get(N + i).times(q.get(i)));
    }
    return sum;
  }

  private ExtArray fold(FractionKernels kernels) {
    kernels.fold(p, 0, N, factor, outP, 0, N);
    Inputs.check(folded, outP.get(SAMPLE));
    return outP;
  }

  private ExtArray addFractions(FractionKernels kernels) {
    kernels.addFractions(p, q, 0, N, outP, outQ, 0, N);
    Inputs.check(product, outQ.get(SAMPLE));
    return outQ;
  }

  private ExtArray addUnits(FractionKernels kernels) {
    kernels.addUnits(c, c, ints, 0, N, outP, outQ, 0, N);
    Inputs.check(ofInts, outQ.get(SAMPLE));
    return outQ;
  }

  private Ext numerators(FractionKernels kernels) {
    Ext out = kernels.numerators(p, q, 0, N, N);
    Inputs.check(numerators, out);
    return out;
  }

  /// Binds one variable.
  @Benchmark
  @OperationsPerInvocation(N)
  public ExtArray foldPlain() {
    return fold(plain);
  }

  /// Binds one variable.
  @Benchmark
  @OperationsPerInvocation(N)
  public ExtArray foldVector() {
    return fold(vector);
  }

  /// Adds two fractions.
  @Benchmark
  @OperationsPerInvocation(N)
  public ExtArray addFractionsPlain() {
    return addFractions(plain);
  }

  /// Adds two fractions.
  @Benchmark
  @OperationsPerInvocation(N)
  public ExtArray addFractionsVector() {
    return addFractions(vector);
  }

  /// Adds two lookups of integers.
  @Benchmark
  @OperationsPerInvocation(N)
  public ExtArray addUnitsPlain() {
    return addUnits(plain);
  }

  /// Adds two lookups of integers.
  @Benchmark
  @OperationsPerInvocation(N)
  public ExtArray addUnitsVector() {
    return addUnits(vector);
  }

  /// Two products in E, summed without reduction.
  @Benchmark
  @OperationsPerInvocation(N)
  public Ext numeratorsPlain() {
    return numerators(plain);
  }

  /// Two products in E, summed without reduction.
  @Benchmark
  @OperationsPerInvocation(N)
  public Ext numeratorsVector() {
    return numerators(vector);
  }
}
