package io.hallmark.tlog.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The steps in which a log changes its folder. Each is atomic under a kill; tests stop between any
/// two.
interface Disk {
  /// Writes a file beside and forces it to the disk; it has no lasting name yet.
  void stage(Path temporary, byte[] content) throws IOException;

  /// Gives a staged file its name, replacing what has it.
  void rename(Path temporary, Path file) throws IOException;

  /// Forces the names in a folder to the disk.
  void force(Path folder) throws IOException;

  /// Deletes a file, if it is there.
  void delete(Path file) throws IOException;

  /// The file system.
  Disk REAL =
      new Disk() {
        @Override
        public void stage(Path temporary, byte[] content) throws IOException {
          try (FileChannel channel =
              FileChannel.open(
                  temporary,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
              channel.write(buffer);
            }
            channel.force(true);
          }
        }

        @Override
        public void rename(Path temporary, Path file) throws IOException {
          Files.move(
              temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void force(Path folder) throws IOException {
          if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
              channel.force(true);
            }
          }
        }

        @Override
        public void delete(Path file) throws IOException {
          Files.deleteIfExists(file);
        }
      };
}
