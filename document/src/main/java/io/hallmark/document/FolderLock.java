package io.hallmark.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// One process at a time in a folder. The second stops at once and says which process holds it; the
/// system frees the lock of a process that dies.
///
/// The lock is an operating-system lock on the file `.lock`, which stays behind, a few bytes long,
/// and names its last holder. Taking it removes what killed writers left in the folder.
public final class FolderLock implements AutoCloseable {
  private static final int MAX_HOLDER = 400;

  private final FileChannel channel;
  private final FileLock lock;

  private FolderLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /// Another process, or this one, holds the folder.
  public static final class Busy extends IOException {
    private static final long serialVersionUID = 1L;

    Busy(Path folder, String holder) {
      super(folder + " is in use by " + holder);
    }
  }

  /// Takes the folder, without waiting.
  ///
  /// @param folder an existing folder
  /// @param purpose what for, such as `hallmark prove`: shown to whoever comes second
  /// @throws Busy if it is taken
  /// @throws IOException if the lock file cannot be made
  public static FolderLock acquire(Path folder, String purpose) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      // The region lies beyond the text, so that the text stays readable where locks are mandatory.
      FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
      if (lock == null) {
        throw new Busy(folder, holder(channel));
      }
      writeHolder(channel, purpose);
      AtomicFiles.removeLeftovers(folder);
      return new FolderLock(channel, lock);
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new Busy(folder, "this process");
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void writeHolder(FileChannel channel, String purpose) throws IOException {
    String text =
        "process %d (%s), since %s"
            .formatted(
                ProcessHandle.current().pid(),
                purpose,
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_HOLDER);
    channel.read(buffer, 0);
    String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    String shown = text.replaceAll("\\p{Cntrl}", "?");
    return shown.isEmpty() ? "another process" : shown;
  }

  /// Frees the folder.
  ///
  /// @throws IOException if closing fails
  @Override
  public void close() throws IOException {
    try (channel) {
      lock.release();
    }
  }
}
