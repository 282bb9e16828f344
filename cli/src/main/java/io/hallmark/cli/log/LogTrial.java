package io.hallmark.cli.log;

import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.cosigner.LogWriter;
import io.hallmark.tlog.merkle.MerkleTree;
import io.hallmark.tlog.note.SignatureType;
import io.hallmark.tlog.note.SignerKey;
import io.hallmark.tlog.store.Fsck;
import io.hallmark.tlog.store.LogFolder;
import io.hallmark.tlog.tile.TileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Measures how many entries a log of its own takes in a second. After each measure the whole log
/// is recomputed, and every tree that was seen is compared with it: a measure of a wrong result is
/// no measure.
final class LogTrial {
  private final Path folder;
  private final int bytes;
  private final LogFolder log;
  private final AtomicInteger next = new AtomicInteger();

  /// @param folder of the log, which is made
  /// @param bytes of an entry, at least 4
  LogTrial(Path folder, int bytes) throws IOException, LogException {
    this.folder = folder;
    this.bytes = bytes;
    this.log =
        LogFolder.create(
            folder,
            List.of(
                SignerKey.generate("bench.example/log", SignatureType.ED25519),
                SignerKey.generate("bench.example/log", SignatureType.COSIGNATURE_ML_DSA_44)));
  }

  /// What was measured.
  ///
  /// @param name how it was entered
  /// @param entries how many
  /// @param seconds how long it took
  /// @param checkpoints how many checkpoints they needed
  record Measure(String name, int entries, double seconds, int checkpoints) {
    /// For people.
    String line() {
      return String.format(
          Locale.ROOT,
          "%-26s %,8d entries %,10.1f per second %,8d checkpoints",
          name,
          entries,
          entries / seconds,
          checkpoints);
    }
  }

  /// Folder of the log.
  Path folder() {
    return folder;
  }

  /// Entries that nobody entered before.
  private byte[] entry() {
    return ByteBuffer.allocate(bytes).putInt(next.getAndIncrement()).array();
  }

  /// Threads that enter one thing after the other.
  Measure writers(int writers, int entries) throws IOException, LogException, InterruptedException {
    LogWriter writer = new LogWriter(log, _ -> {});
    AtomicInteger left = new AtomicInteger(entries);
    AtomicInteger checkpoints = new AtomicInteger();
    long[] last = {size()};
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        all.add(
            threads.submit(() -> {
              while (left.getAndDecrement() > 0) {
                long size = writer.enter(entry()).checkpoint().checkpoint().size();
                synchronized (last) {
                  checkpoints.addAndGet(size > last[0] ? 1 : 0);
                  last[0] = Math.max(last[0], size);
                }
              }
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    requireWhole(log, next.get());
    String name = writers == 1 ? "1 writer" : String.format(Locale.ROOT, "%,d writers", writers);
    return new Measure(name, entries, seconds, checkpoints.get());
  }

  /// One writer with many entries at a time.
  Measure batches(int batch, int entries) throws IOException, LogException {
    LogWriter writer = new LogWriter(log, _ -> {});
    long start = System.nanoTime();
    for (int done = 0; done < entries; done += batch) {
      List<byte[]> all = new ArrayList<>();
      for (int i = done; i < Math.min(entries, done + batch); i++) {
        all.add(entry());
      }
      writer.append(all);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    requireWhole(log, next.get());
    String name = String.format(Locale.ROOT, "batches of %,d", batch);
    return new Measure(name, entries, seconds, (entries + batch - 1) / batch);
  }

  private long size() throws IOException, LogException {
    return log.published().checkpoint().size();
  }

  /// Recomputes a log.
  ///
  /// @throws IOException if it is not whole, or has another number of entries
  static void requireWhole(LogFolder log, long entries) throws IOException, LogException {
    Checkpoint head = log.published().checkpoint();
    List<Fsck.Finding> findings = Fsck.check(log.source(), head, (_, _) -> {});
    if (!findings.isEmpty() || head.size() != entries) {
      throw new IOException("the log is not what was entered: " + head.size() + " " + findings);
    }
  }

  /// Compares a tree that was seen before with the log.
  ///
  /// @throws IOException if it is not one of the log's past
  static void requireExtends(LogFolder log, Checkpoint seen) throws IOException, LogException {
    long size = log.published().checkpoint().size();
    TileReader reader = new TileReader(log.source(), size);
    if (seen.size() > size || !MerkleTree.root(seen.size(), reader).equals(seen.root())) {
      throw new IOException("the log forgot or forked the tree of size " + seen.size());
    }
  }
}
