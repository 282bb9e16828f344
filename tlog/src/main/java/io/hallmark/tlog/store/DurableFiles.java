package io.hallmark.tlog.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Writes files so that each is whole or absent after a kill, and so that all of them are on the
/// disk after [#force]. Temporary files lie in a folder of their own, whose leftovers
/// [#removeLeftovers] takes away. Only one writer at a time.
final class DurableFiles {
  private final Disk disk;
  private final Path temporary;
  private final TreeSet<Path> changed = new TreeSet<>();
  private int number;

  /// @param temporary an existing folder on the same file system
  DurableFiles(Disk disk, Path temporary) {
    this.disk = disk;
    this.temporary = temporary;
  }

  /// Writes a file and makes the folders above it; [#force] makes it last.
  void write(Path file, byte[] content) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path staged = temporary.resolve("t" + number++);
    disk.stage(staged, content);
    disk.rename(staged, file);
    for (Path p = folder; p != null && !temporary.startsWith(p); p = p.getParent()) {
      changed.add(p);
    }
    changed.add(folder);
  }

  /// Forces every folder in which something was written, the deepest first.
  void force() throws IOException {
    List<Path> deepest = new ArrayList<>(changed);
    Collections.reverse(deepest);
    for (Path folder : deepest) {
      disk.force(folder);
    }
    changed.clear();
  }

  /// Writes one file and forces it.
  void writeForced(Path file, byte[] content) throws IOException {
    write(file, content);
    force();
  }

  /// Deletes the files of a folder, and the folder.
  void deleteFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      for (Path file : list(folder)) {
        disk.delete(file);
      }
      disk.delete(folder);
    }
  }

  /// Deletes what killed writers left.
  void removeLeftovers() throws IOException {
    for (Path file : list(temporary)) {
      disk.delete(file);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
