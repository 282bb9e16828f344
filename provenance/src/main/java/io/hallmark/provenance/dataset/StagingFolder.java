package io.hallmark.provenance.dataset;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.FolderLock;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A folder that appears whole or not at all: it is filled as `.NAME.SUFFIX` beside its place, by
/// one process at a time, and renamed at the end.
final class StagingFolder implements AutoCloseable {
  private static final String LOCK = ".lock";

  private final Path folder;
  private final Path target;
  private final FolderLock lock;

  private StagingFolder(Path folder, Path target, FolderLock lock) {
    this.folder = folder;
    this.target = target;
    this.lock = lock;
  }

  /// Makes the folder, or takes the one that a killed process left.
  ///
  /// @param target what it becomes; must not exist
  /// @param suffix of its name
  /// @param purpose what for, shown to whoever comes second
  /// @throws FileAlreadyExistsException if the target exists, or a link stands in the way
  /// @throws FolderLock.Busy if another process fills it
  static StagingFolder open(Path target, String suffix, String purpose) throws IOException {
    Path whole = target.toAbsolutePath().normalize();
    if (Files.exists(whole)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path folder = whole.resolveSibling("." + whole.getFileName() + "." + suffix);
    if (Files.isSymbolicLink(folder)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    AtomicFiles.createPrivateFolder(folder);
    return new StagingFolder(folder, whole, FolderLock.acquire(folder, purpose));
  }

  /// The folder.
  Path folder() {
    return folder;
  }

  /// A file or folder in it.
  Path file(String name) {
    return folder.resolve(name);
  }

  /// Empties it.
  void clear() throws IOException {
    clear(false);
  }

  /// Empties and deletes it.
  void delete() throws IOException {
    clear(true);
  }

  /// Gives it its name; others may read it, but not what is private in it.
  void publish() throws IOException {
    Files.deleteIfExists(folder.resolve(LOCK));
    DatasetFolder.shareFolder(folder);
    Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
    AtomicFiles.forceFolder(target.resolveSibling("."));
  }

  private void clear(boolean itself) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (itself || !file.equals(folder.resolve(LOCK))) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            if (itself || !visited.equals(folder)) {
              Files.delete(visited);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
