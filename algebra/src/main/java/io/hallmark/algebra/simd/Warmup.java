package io.hallmark.algebra.simd;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Compiles vector kernels beside the work, and lets them in when they have become faster than the
/// plain ones.
///
/// Before the compiler has seen a vector kernel often enough it is a hundred times slower than
/// plain code, and its compilation costs seconds, in which the plain kernels wait for theirs. So a
/// process whose large jobs last longer than [#PLAIN_NANOS] has a thread run the kernels on small
/// inputs, while the job goes on with plain code; both give the same bits, so nobody sees when they
/// change. On a machine where vectors do not pay they are never let in. One thread serves all
/// families of kernels, one after the other, and rests as long as a failed trial took: work and
/// compiler need the cores.
///
/// - **Threads:** any method may run on any thread.
final class Warmup {
  /// The same work by both kernels.
  record Pair(Runnable vector, Runnable plain) {}

  private static final long PATIENCE_NANOS = 120_000_000_000L;
  private static final int SAMPLES = 5;
  private static final int TRIALS = 64; // in a row; by then the plain kernels are compiled

  /// The time for which large jobs of this process are left to plain code.
  private static final long PLAIN_NANOS = 10_000_000_000L;

  private static final AtomicLong FIRST_WISH = new AtomicLong();

  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("hallmark-vector-warm-up").factory());

  private final List<Pair> pairs;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean ready;

  Warmup(Pair... pairs) {
    this.pairs = List.of(pairs);
  }

  /// Whether the vector kernels are faster by now.
  boolean isReady() {
    return ready;
  }

  /// Says that a large job wants them: starts to compile them, once, if this process has had such
  /// jobs for long enough.
  void start() {
    if (!started.get() && wishesLast() && started.compareAndSet(false, true)) {
      THREAD.execute(this::run);
    }
  }

  private static boolean wishesLast() {
    long now = System.nanoTime();
    FIRST_WISH.compareAndSet(0, now);
    return now - FIRST_WISH.get() >= PLAIN_NANOS;
  }

  private void run() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    for (Pair pair : pairs) {
      int faster = 0;
      while (faster < TRIALS) {
        long start = System.nanoTime();
        faster = isFaster(pair) ? faster + 1 : 0;
        if (faster == 0) {
          LockSupport.parkNanos(System.nanoTime() - start);
        }
        if (System.nanoTime() > end) {
          System.getLogger("io.hallmark.algebra.simd")
              .log(System.Logger.Level.DEBUG, "scalar kernels: vectors are no faster");
          return;
        }
      }
    }
    ready = true;
  }

  private static boolean isFaster(Pair pair) {
    return best(pair.vector()) < best(pair.plain());
  }

  private static long best(Runnable work) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < SAMPLES; i++) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }
}
