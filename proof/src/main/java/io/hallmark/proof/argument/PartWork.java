package io.hallmark.proof.argument;

import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Cells;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How a prover works off the parts of its proof: how many side by side, and where the messages of
/// finished ones are kept for another process. Neither changes a byte of the proof.
///
/// @param jobs parts at a time, each in a thread of its own
/// @param room bytes of codewords that may be kept for the queries
/// @param stored where finished parts are kept; nowhere if null
record PartWork(int jobs, long room, @Nullable StoredAttempt stored) {
  /// One after the other, nothing kept.
  static final PartWork PLAIN = new PartWork(1, Runtime.getRuntime().maxMemory() / 3, null);

  /// What was said in a part.
  ///
  /// @param messages its bytes in the proof
  /// @param end how it ended
  @SuppressWarnings("ArrayRecordComponent") // messages, compared by nobody
  record Said(byte[] messages, PartEnd end) {}

  /// Says a part.
  @FunctionalInterface
  interface Speaker {
    /// Says it, or reads it back.
    Said say(int part) throws ProofException;
  }

  /// Told of finished parts.
  @FunctionalInterface
  interface Order {
    /// The next part in order is finished.
    void next(int part, Said said);
  }

  boolean isPlain() {
    return jobs == 1 && stored == null;
  }

  /// The messages of a part that was finished before.
  Optional<byte[]> finished(int part) {
    return stored == null ? Optional.empty() : stored.part(part);
  }

  /// The digests of the rows of a part that were made before from these cells.
  Optional<byte[]> digests(int part, Supplier<List<Cells>> cells, int bytes) {
    return stored == null ? Optional.empty() : stored.rows(part, cells, bytes);
  }

  /// Keeps the digests of the rows of a part.
  void keepDigests(int part, Supplier<List<Cells>> cells, byte[] digests) {
    if (stored != null) {
      stored.keepRows(part, cells, digests);
    }
  }

  /// Keeps the messages of a part.
  void keep(int part, byte[] messages) {
    if (stored != null) {
      stored.keepPart(part, messages);
    }
  }

  /// Says all parts.
  ///
  /// @param order told of every part, in order, in the thread of the caller
  List<PartEnd> run(int count, Speaker speaker, Order order) throws ProofException {
    List<PartEnd> ends = new ArrayList<>();
    if (jobs == 1) {
      for (int u = 0; u < count; u++) {
        Said said = speaker.say(u);
        order.next(u, said);
        ends.add(said.end());
      }
      return ends;
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(jobs, Thread.ofPlatform().daemon().name("part-", 0).factory());
    try {
      List<Future<Said>> parts = new ArrayList<>();
      for (int u = 0; u < count; u++) {
        int part = u;
        parts.add(pool.submit(() -> speaker.say(part)));
      }
      for (int u = 0; u < count; u++) {
        Said said = get(parts.get(u));
        order.next(u, said);
        ends.add(said.end());
      }
    } finally {
      pool.shutdownNow();
      pool.close();
    }
    return ends;
  }

  private static Said get(Future<Said> part) throws ProofException {
    try {
      return part.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ProofException refused -> throw refused;
        case RuntimeException failed -> throw failed;
        case Error failed -> throw failed;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }
}
