package io.hallmark.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderLockTest {
  @TempDir Path folder;

  @Test
  void oneProcessHoldsAFolderOnce() throws Exception {
    try (FolderLock _ = FolderLock.acquire(folder, "hallmark prove")) {
      FolderLock.Busy busy =
          assertThrows(FolderLock.Busy.class, () -> FolderLock.acquire(folder, "again"));
      assertEquals(folder + " is in use by this process", busy.getMessage());
    }
    FolderLock.acquire(folder, "again").close();
  }

  /// The second process stops at once and names the first; when the first is killed, the folder is
  /// free.
  @Test
  void theSecondProcessNamesTheFirst() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
      assertEquals("held", out.readLine());
      FolderLock.Busy busy =
          assertThrows(FolderLock.Busy.class, () -> FolderLock.acquire(folder, "second"));
      String expected =
          folder + " is in use by process " + holder.pid() + " (hallmark train run), since 2";
      assertTrue(String.valueOf(busy.getMessage()).startsWith(expected), busy::toString);
    } finally {
      holder.destroyForcibly().waitFor();
    }
    FolderLock.acquire(folder, "third").close();
  }

  @Test
  void onlyLeftoversAreRemoved() throws Exception {
    Path leftover = folder.resolve(".seed.0123456789abcdef.tmp");
    Path other = folder.resolve(".notes.tmp");
    Files.write(leftover, new byte[] {1});
    Files.write(other, new byte[] {1});
    FolderLock.acquire(folder, "test").close();
    assertTrue(Files.notExists(leftover));
    assertTrue(Files.exists(other));
  }

  @Test
  void aMissingFolderIsAnError() {
    assertThrows(IOException.class, () -> FolderLock.acquire(folder.resolve("none"), "test"));
  }

  /// Holds a folder until it is killed.
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      try (FolderLock _ = FolderLock.acquire(Path.of(arguments[0]), "hallmark train run")) {
        System.out.println("held");
        System.out.flush();
        Thread.sleep(60_000);
      }
    }
  }
}
