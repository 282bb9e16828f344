package io.hallmark.tlog.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// One writer at a time, among threads and processes; the others wait. The system frees the lock of
/// a process that dies.
public final class WriterLock implements AutoCloseable {
  private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock thread;
  private final FileChannel channel;

  private WriterLock(ReentrantLock thread, FileChannel channel) {
    this.thread = thread;
    this.channel = channel;
  }

  /// Waits for the lock.
  ///
  /// @param folder an existing folder; the lock is the file `lock` in it, which is never deleted
  public static WriterLock acquire(Path folder) throws IOException {
    Path real = folder.toRealPath().resolve("lock");
    ReentrantLock thread = THREADS.computeIfAbsent(real, _ -> new ReentrantLock(true));
    if (thread.isHeldByCurrentThread()) {
      throw new IllegalStateException("this thread holds " + real + " already");
    }
    thread.lock();
    try {
      FileChannel channel =
          FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        var _ = channel.lock();
        return new WriterLock(thread, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      thread.unlock();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      thread.unlock();
    }
  }
}
