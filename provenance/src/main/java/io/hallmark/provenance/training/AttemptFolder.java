package io.hallmark.provenance.training;

import io.hallmark.document.AtomicFiles;
import io.hallmark.proof.argument.AttemptStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The unfinished attempt of a run, in a folder that only its owner can enter. It is made when the
/// attempt begins and gone when its proof has left. Whoever copies it can read the data out of the
/// finished proof; a copy that goes on elsewhere gives the same bytes, or none.
///
/// Files are whole or absent, but not forced to the disk: an attempt that is lost with its machine
/// begins anew with other bytes, and none of it has left. The finished proof is forced elsewhere
/// before it leaves.
///
/// Erased files are overwritten first, which undoes them on disks that write in place; journals,
/// snapshots and flash memory may still hold them.
///
/// - **Threads:** any; the folder of the run is locked by its process.
final class AttemptFolder implements AttemptStore {
  private static final int MAX_BYTES = 1 << 28;

  private final Path folder;

  AttemptFolder(Path folder) {
    this.folder = folder;
  }

  private Path file(String name) {
    if (!name.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException(name);
    }
    return folder.resolve(name);
  }

  @Override
  public Optional<byte[]> read(String name) {
    Path file = file(name);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
        return Optional.empty();
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void create(String name, byte[] content) {
    if (Files.exists(file(name), LinkOption.NOFOLLOW_LINKS)) {
      throw new UncheckedIOException(new FileAlreadyExistsException(file(name).toString()));
    }
    replace(name, content);
  }

  @Override
  public void replace(String name, byte[] content) {
    try {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        AtomicFiles.createPrivateFolder(folder);
      }
      Path whole = file(name);
      Path temporary = folder.resolve(name + ".part");
      Files.deleteIfExists(temporary);
      Files.write(AtomicFiles.createPrivateFile(temporary), content);
      Files.move(temporary, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void erase() {
    try {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      erase(file("attempt"));
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          erase(file);
        }
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void erase(Path file) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        long left = channel.size();
        ByteBuffer zeros = ByteBuffer.allocate(1 << 12);
        while (left > 0) {
          zeros.clear().limit((int) Math.min(zeros.capacity(), left));
          left -= channel.write(zeros);
        }
        channel.force(true);
      }
    }
    Files.deleteIfExists(file);
  }
}
