package io.hallmark.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFilesTest {
  private static final byte[] OLD = {1, 2, 3};
  private static final byte[] NEW = {4, 5};

  @TempDir Path folder;

  @Test
  void filesAreReplacedWhole() throws Exception {
    Path file = folder.resolve("a.json");
    AtomicFiles.write(file, OLD);
    AtomicFiles.write(file, NEW);
    assertArrayEquals(NEW, Files.readAllBytes(file));
    assertEquals(List.of("a.json"), names());
  }

  @Test
  void aFailureLeavesTheOldState() throws Exception {
    Path file = folder.resolve("a.json");
    AtomicFiles.write(file, OLD);
    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                AtomicFiles.write(
                    file,
                    AtomicFiles.Access.SHARED,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("disk full");
                    }));
    assertEquals("disk full", failure.getMessage());
    assertArrayEquals(OLD, Files.readAllBytes(file));
    assertEquals(List.of("a.json"), names());
  }

  @Test
  void aNewFileNeverReplacesOne() throws Exception {
    Path file = folder.resolve("key");
    AtomicFiles.writeNew(file, AtomicFiles.Access.OWNER_ONLY, out -> out.write(OLD));
    assertThrows(
        FileAlreadyExistsException.class,
        () -> AtomicFiles.writeNew(file, AtomicFiles.Access.OWNER_ONLY, out -> out.write(NEW)));
    // also if the name is taken while the content is written
    Path other = folder.resolve("other");
    assertThrows(
        FileAlreadyExistsException.class,
        () ->
            AtomicFiles.writeNew(
                other,
                AtomicFiles.Access.SHARED,
                out -> {
                  Files.write(other, OLD);
                  out.write(NEW);
                }));
    assertArrayEquals(OLD, Files.readAllBytes(file));
    assertArrayEquals(OLD, Files.readAllBytes(other));
    assertEquals(List.of("key", "other"), names());
  }

  @Test
  void privateFilesAreTheOwnersFromTheFirstByteOn() throws Exception {
    Path inner = folder.resolve("inner");
    Path secret = inner.resolve("secret");
    AtomicFiles.createPrivateFolder(inner);
    AtomicFiles.write(
        secret,
        AtomicFiles.Access.OWNER_ONLY,
        out -> {
          try (Stream<Path> files = Files.list(inner)) {
            for (Path temporary : files.toList()) {
              assertTrue(AtomicFiles.isOwnerOnly(temporary));
            }
          }
          out.write(OLD);
        });
    assertTrue(AtomicFiles.isOwnerOnly(secret));
    assertTrue(AtomicFiles.isOwnerOnly(inner));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
    assertFalse(AtomicFiles.isOwnerOnly(secret));
    AtomicFiles.writePrivate(secret, NEW);
    assertTrue(AtomicFiles.isOwnerOnly(secret));
  }

  /// A process that is killed in the middle of writing, again and again, leaves the old bytes or
  /// the new ones under the name, never a part.
  @Test
  void aKillLeavesOneWholeState() throws Exception {
    Path file = folder.resolve("state");
    AtomicFiles.write(file, state((byte) 0));
    for (int round = 0; round < 6; round++) {
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  file.toString())
              .redirectErrorStream(true)
              .start();
      assertEquals('r', writer.getInputStream().read(), "the writer runs");
      Thread.sleep(7L * round);
      writer.destroyForcibly().waitFor();
      byte[] found = Files.readAllBytes(file);
      assertArrayEquals(state(found[0]), found);
    }
    FolderLock.acquire(folder, "test").close();
    assertEquals(List.of(".lock", "state"), names(), "leftovers are removed under the lock");
  }

  static byte[] state(byte value) {
    byte[] bytes = new byte[1 << 20];
    java.util.Arrays.fill(bytes, value);
    return bytes;
  }

  /// Writes one state after another until it is killed.
  static final class Writer {
    public static void main(String[] arguments) throws IOException {
      for (byte value = 1; ; value++) {
        AtomicFiles.write(Path.of(arguments[0]), state(value));
        System.out.print('r');
        System.out.flush();
      }
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatCannotBeWrittenIsSaidBefore(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("out");
    AtomicFiles.requireWritable(file);
    Files.writeString(file, "kept");
    AtomicFiles.requireWritable(file);
    assertEquals("kept", Files.readString(file));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
    assertThrows(
        NoSuchFileException.class,
        () -> AtomicFiles.requireWritable(folder.resolve("absent").resolve("out")));
    assertThrows(FileAlreadyExistsException.class, () -> AtomicFiles.requireWritable(folder));
  }
}
