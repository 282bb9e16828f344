package io.hallmark.bench;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.poly.Tables;
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

/// Work on tables of E: folds (per entry of the result), inner products (per term), eq tables.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class TableBenchmark {
  private static final int VARIABLES = 12;
  private static final int COUNT = 1 << VARIABLES;
  private static final int HALF = COUNT / 2;
  private static final int SAMPLE = 1234;

  private final Inputs inputs = new Inputs();
  private final ExtArray a = inputs.extArray(COUNT);
  private final ExtArray b = inputs.extArray(COUNT);
  private final int[] ints = inputs.ints(COUNT);
  private final Ext r = inputs.ext();
  private final Ext[] point = inputs.extArray(VARIABLES).toArray();
  private final Ext folded = foldedSample(a.get(SAMPLE), a.get(HALF + SAMPLE));
  private final Ext foldedBase =
      foldedSample(Ext.of(a.a0()[SAMPLE]), Ext.of(a.a0()[HALF + SAMPLE]));
  private final Ext product = sumOfProducts(a);
  private final Ext productWithBase = sumOfProducts(ExtArray.ofBase(a.a0()));
  private final Ext productWithInts = sumOfProducts(ofInts(ints));

  /// Binds one variable of a table in E.
  @Benchmark
  @OperationsPerInvocation(HALF)
  public ExtArray foldExtension() {
    ExtArray out = Tables.fold(a, r);
    Inputs.check(folded, out.get(SAMPLE));
    return out;
  }

  /// Binds one variable of a table in F to an element of E.
  @Benchmark
  @OperationsPerInvocation(HALF)
  public ExtArray foldBase() {
    ExtArray out = Tables.fold(a.a0(), r);
    Inputs.check(foldedBase, out.get(SAMPLE));
    return out;
  }

  /// E times E, summed.
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public Ext innerProductExtension() {
    Ext sum = Tables.innerProduct(a, b);
    Inputs.check(product, sum);
    return sum;
  }

  /// F times E, summed.
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public Ext innerProductBase() {
    Ext sum = Tables.innerProduct(a.a0(), b);
    Inputs.check(productWithBase, sum);
    return sum;
  }

  /// Signed 32-bit integers times E, summed.
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public Ext innerProductInts() {
    Ext sum = Tables.innerProduct(ints, b);
    Inputs.check(productWithInts, sum);
    return sum;
  }

  /// The table of eq, whose last entry is the product of the coordinates.
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public ExtArray eqTable() {
    ExtArray table = Tables.eq(point);
    Ext last = Ext.ONE;
    for (Ext x : point) {
      last = last.times(x);
    }
    Inputs.check(last, table.get(COUNT - 1));
    return table;
  }

  private Ext foldedSample(Ext low, Ext high) {
    return low.plus(r.times(high.minus(low)));
  }

  private Ext sumOfProducts(ExtArray x) {
    Ext sum = Ext.ZERO;
    for (int i = 0; i < COUNT; i++) {
      sum = sum.plus(x.get(i).times(b.get(i)));
    }
    return sum;
  }

  private static ExtArray ofInts(int[] values) {
    ExtArray out = new ExtArray(values.length);
    for (int i = 0; i < values.length; i++) {
      out.set(i, Ext.of(Goldilocks.fromSigned(values[i])));
    }
    return out;
  }
}
