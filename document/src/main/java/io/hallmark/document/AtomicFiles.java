package io.hallmark.document;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/// Files that are whole or absent: written beside their name, forced to the disk, renamed, and the
/// folder forced. A kill at any time leaves the old file, or none, under the name; what it may
/// leave beside it is a file `.NAME.HEX.tmp`, which [#removeLeftovers] takes away.
public final class AtomicFiles {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

  private AtomicFiles() {}

  /// Writes the content of a file.
  @FunctionalInterface
  public interface Content {
    /// Writes everything; the stream is buffered, and closed by the caller.
    ///
    /// @throws IOException if writing fails
    void writeTo(OutputStream out) throws IOException;
  }

  /// Who may read a file.
  public enum Access {
    /// Whoever the process's own defaults allow.
    SHARED,
    /// Its owner only, from the first byte on (POSIX mode 0600).
    OWNER_ONLY
  }

  /// Replaces a file, or makes it.
  ///
  /// @throws IOException if anything fails; the file is then what it was
  public static void write(Path file, byte[] content) throws IOException {
    write(file, Access.SHARED, out -> out.write(content));
  }

  /// Replaces a file, or makes it, readable by its owner only.
  ///
  /// @throws IOException if anything fails; the file is then what it was
  public static void writePrivate(Path file, byte[] content) throws IOException {
    write(file, Access.OWNER_ONLY, out -> out.write(content));
  }

  /// Replaces a file, or makes it.
  ///
  /// @throws IOException if anything fails, also in `content`; the file is then what it was
  public static void write(Path file, Access access, Content content) throws IOException {
    Path temporary = stage(file, access, content);
    try {
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    forceFolder(folderOf(file));
  }

  /// Makes a file that must not exist yet.
  ///
  /// @throws FileAlreadyExistsException if it exists
  /// @throws IOException if anything else fails; the file is then absent
  public static void writeNew(Path file, Access access, Content content) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path temporary = stage(file, access, content);
    try {
      link(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceFolder(folderOf(file));
  }

  /// Fails now if a file could not be written later: its folder is missing or read-only, or a
  /// folder has its name. Changes nothing.
  ///
  /// @throws IOException if [#write] would fail
  public static void requireWritable(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Files.delete(stage(file, Access.OWNER_ONLY, out -> {}));
  }

  /// Makes a folder that only its owner can enter (POSIX mode 0700), and its missing parents; an
  /// existing folder is made so too.
  ///
  /// @throws IOException if it cannot be made
  public static void createPrivateFolder(Path folder) throws IOException {
    Files.createDirectories(folderOf(folder));
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder, ownerOnly(folder, "rwx------"));
      forceFolder(folderOf(folder));
    } else if (isPosix(folder)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /// Makes an empty file that only its owner can read (POSIX mode 0600).
  ///
  /// @return the file
  /// @throws IOException if it exists, or cannot be made
  public static Path createPrivateFile(Path file) throws IOException {
    return Files.createFile(file, ownerOnly(file, "rw-------"));
  }

  /// Whether group and others have no access to the file or folder; true where there are no POSIX
  /// permissions to ask for.
  ///
  /// @throws IOException if the permissions cannot be read
  public static boolean isOwnerOnly(Path file) throws IOException {
    return !isPosix(file)
        || PosixFilePermissions.fromString("rwx------")
            .containsAll(Files.getPosixFilePermissions(file));
  }

  /// Overwrites a file, forces that to the disk, and deletes it; what is not there, or a link, is
  /// only deleted. It undoes the content on disks that write in place; journals, snapshots and
  /// flash memory may still hold it.
  ///
  /// @throws IOException if it cannot be overwritten or deleted
  public static void erase(Path file) throws IOException {
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

  /// Forces the entries of a folder to the disk, where the system can.
  ///
  /// @throws IOException if forcing fails
  public static void forceFolder(Path folder) throws IOException {
    if (isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /// Deletes what killed writers left in a folder. Call it only while nobody else can be writing
  /// there: under a [FolderLock].
  ///
  /// @throws IOException if a leftover cannot be deleted
  public static void removeLeftovers(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*.tmp")) {
      for (Path file : files) {
        if (file.getFileName().toString().matches("\\..+\\.[0-9a-f]{16}\\.tmp")) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static Path stage(Path file, Access access, Content content) throws IOException {
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    String name = "." + file.getFileName() + "." + HexFormat.of().formatHex(random) + ".tmp";
    Path temporary = folderOf(file).resolve(name);
    FileAttribute<?>[] attributes =
        access == Access.OWNER_ONLY ? ownerOnly(temporary, "rw-------") : NO_ATTRIBUTES;
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            attributes)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    return temporary;
  }

  /// A hard link, unlike a rename, fails if the name is taken. Where there are none, a move that
  /// does not replace is as near as the system comes.
  private static void link(Path temporary, Path file) throws IOException {
    try {
      Files.createLink(file, temporary);
    } catch (UnsupportedOperationException e) {
      Files.move(temporary, file);
    }
  }

  private static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException("a file system root is not a file");
    }
    return folder;
  }

  private static FileAttribute<?>[] ownerOnly(Path file, String permissions) {
    return isPosix(file)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : NO_ATTRIBUTES;
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
