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
/// Files are whole or absent, also if the machine stops: each is forced to the disk before it gets
/// its name. Files that are erased or replaced are overwritten ([AtomicFiles#erase]).
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
      Path old = folder.resolve(name + ".old");
      AtomicFiles.erase(old);
      if (Files.exists(whole, LinkOption.NOFOLLOW_LINKS)) {
        Files.createLink(old, whole);
      }
      write(folder.resolve(name + ".part"), whole, content);
      AtomicFiles.erase(old);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Under a second name the old file can be overwritten after the new one has its place.
  private void write(Path temporary, Path whole, byte[] content) throws IOException {
    AtomicFiles.erase(temporary);
    try (FileChannel channel =
        FileChannel.open(AtomicFiles.createPrivateFile(temporary), StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(temporary, whole, StandardCopyOption.ATOMIC_MOVE);
    AtomicFiles.forceFolder(folder);
  }

  @Override
  public void erase() {
    try {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      AtomicFiles.erase(file("attempt"));
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          AtomicFiles.erase(file);
        }
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
