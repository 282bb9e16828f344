package io.hallmark.algebra.simd;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/// How many threads share a piece of work: those of the fork-join pool in which it is done, else
/// the caller and the common pool. Who wants fewer calls from a smaller pool.
public final class Workers {
  private Workers() {}

  /// Threads that a parallel stream of the caller uses.
  public static int count() {
    ForkJoinPool own = ForkJoinTask.getPool();
    return own != null ? own.getParallelism() : ForkJoinPool.getCommonPoolParallelism() + 1;
  }
}
