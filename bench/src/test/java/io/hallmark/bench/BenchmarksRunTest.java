package io.hallmark.bench;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jmh.annotations.Benchmark;

/// Runs the body of every benchmark once; each checks its own result.
final class BenchmarksRunTest {
  @TestFactory
  Stream<DynamicTest> everyBodyRunsAndChecksItsResult() {
    return Stream.of(
            new CommitBenchmark(),
            new FieldBenchmark(),
            new FractionBenchmark(),
            new TableBenchmark(),
            new TransformBenchmark())
        .flatMap(benchmark ->
            Stream.of(benchmark.getClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(method -> body(benchmark, method)));
  }

  @Test
  void aWrongResultIsNoticed() {
    assertThrows(IllegalStateException.class, () -> Inputs.check(1L, 2L));
  }

  private static DynamicTest body(Object benchmark, Method method) {
    String name = benchmark.getClass().getSimpleName() + "." + method.getName();
    return DynamicTest.dynamicTest(name, () -> assertNotNull(method.invoke(benchmark)));
  }
}
