package io.hallmark.tlog.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.tlog.LogCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is changed in a log's folder is found, and where.
final class FsckTest {
  @TempDir Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // set before each test
  private LogFolder log;

  @BeforeEach
  void make() throws Exception {
    log = LogFolder.create(folder.resolve("log"), SampleLog.KEYS);
    SampleLog.append(log, SampleLog.entries(0, 600));
  }

  @Test
  void aWholeLogHasNoFinding() throws Exception {
    assertEquals(List.of(), LogFolderTest.check(log));
  }

  @Test
  void aChangedEntryIsFoundInItsTile() throws Exception {
    byte[] bundle = read("tile/entries/001");
    bundle[10] ^= 1;
    assertFirst(LogCheck.LOG_TILE_HASH, "tile/0/001", "tile/entries/001", bundle);
  }

  @Test
  void exchangedEntriesAreFound() throws Exception {
    byte[] bundle = read("tile/entries/001");
    int length = 2 + (bundle[1] & 0xff);
    byte[] swapped = bundle.clone();
    System.arraycopy(bundle, length, swapped, 0, length);
    System.arraycopy(bundle, 0, swapped, length, length);
    assertFirst(LogCheck.LOG_TILE_HASH, "tile/0/001", "tile/entries/001", swapped);
  }

  @Test
  void aDroppedEntryIsFound() throws Exception {
    byte[] bundle = read("tile/entries/001");
    byte[] shorter = Arrays.copyOfRange(bundle, 2 + (bundle[1] & 0xff), bundle.length);
    assertFirst(LogCheck.LOG_ENTRIES, "tile/entries/001", "tile/entries/001", shorter);
  }

  @Test
  void aShortFullTileIsFound() throws Exception {
    byte[] tile = read("tile/0/000");
    assertFirst(
        LogCheck.LOG_TILE_LENGTH, "tile/0/000", "tile/0/000", Arrays.copyOf(tile, 255 * 32));
  }

  @Test
  void aChangedTileIsFoundAtEveryLevel() throws Exception {
    for (String path : List.of("tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2")) {
      byte[] tile = read(path);
      byte[] bent = tile.clone();
      bent[33] ^= 1;
      assertFirst(LogCheck.LOG_TILE_HASH, path, path, bent);
      Files.write(log.publicFolder().resolve(path), tile);
    }
  }

  @Test
  void aMissingTileOrBundleIsFound() throws Exception {
    for (String path : List.of("tile/0/001", "tile/entries/002.p/88", "tile/1/000.p/2")) {
      byte[] tile = read(path);
      Files.delete(log.publicFolder().resolve(path));
      List<Fsck.Finding> found = LogFolderTest.check(log);
      assertEquals(LogCheck.LOG_TILE_MISSING, found.getFirst().check());
      assertEquals(path, found.getFirst().place());
      Files.write(log.publicFolder().resolve(path), tile);
    }
  }

  @Test
  void anotherRootIsFound() throws Exception {
    Path file = log.publicFolder().resolve("checkpoint");
    String text = Files.readString(file);
    String root = log.published().checkpoint().root().base64();
    Files.writeString(file, text.replace(root, "A" + root.substring(1)));
    assertTrue(
        LogFolderTest.check(log).stream()
            .anyMatch(f -> f.check() == LogCheck.LOG_ROOT && f.place().equals("checkpoint")));
  }

  private byte[] read(String path) throws Exception {
    return Files.readAllBytes(log.publicFolder().resolve(path));
  }

  private void assertFirst(LogCheck check, String place, String file, byte[] content)
      throws Exception {
    Files.write(log.publicFolder().resolve(file), content);
    List<Fsck.Finding> found = LogFolderTest.check(log);
    assertEquals(check, found.getFirst().check());
    assertEquals(place, found.getFirst().place());
  }
}
