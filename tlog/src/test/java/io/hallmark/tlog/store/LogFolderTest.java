package io.hallmark.tlog.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.CheckpointSignatures;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.merkle.MerkleTree;
import io.hallmark.tlog.note.SignatureLine;
import io.hallmark.tlog.note.VerifierKey;
import io.hallmark.tlog.tile.EntryBundle;
import io.hallmark.tlog.tile.TileReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log in a folder: what it holds after appending, and who may append.
final class LogFolderTest {
  @TempDir Path folder = Path.of("");

  @Test
  void whatIsAppendedIsThereAtEverySizeAroundTheBorders() throws Exception {
    LogFolder log = LogFolder.create(folder.resolve("log"), SampleLog.KEYS);
    int size = 0;
    for (int next : new int[] {1, 2, 255, 256, 257, 511, 512, 700}) {
      SampleLog.append(log, SampleLog.entries(size, next));
      size = next;
      Checkpoint head = log.published().checkpoint();
      assertEquals(size, head.size());
      assertEquals(List.of(), check(log));
      TileReader reader = new TileReader(log.source(), size);
      for (int i : new int[] {0, size / 2, size - 1}) {
        assertArrayEquals(SampleLog.entry(i), reader.entry(i));
        MerkleTree.inclusion(i, size, reader)
            .verify(MerkleTree.leaf(SampleLog.entry(i)), size, head.root());
      }
    }
    SampleLog.policy().verify(log.published());
    assertEquals(2, log.published().note().signatures().size());
  }

  @Test
  void theResourcesOfSeventyThousandEntriesAreTheSpecifiedOnes() throws Exception {
    LogFolder log = LogFolder.create(folder.resolve("log"), SampleLog.KEYS);
    SampleLog.append(log, SampleLog.entries(0, 70_000));
    TreeSet<String> files = new TreeSet<>();
    try (Stream<Path> all = Files.walk(log.publicFolder().resolve("tile"))) {
      all.filter(Files::isRegularFile)
          .forEach(f -> files.add(log.publicFolder().relativize(f).toString()));
    }
    assertEquals(274, files.stream().filter(f -> f.startsWith("tile/entries/")).count());
    assertEquals(274, files.stream().filter(f -> f.startsWith("tile/0/")).count());
    assertTrue(
        files.containsAll(
            List.of("tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1")));
    assertEquals(274 + 274 + 3, files.size());
    assertEquals(List.of(), check(log));
  }

  @Test
  void partialTilesStayUntilTheFullOneIsThere() throws Exception {
    LogFolder log = LogFolder.create(folder.resolve("log"), SampleLog.KEYS);
    SampleLog.append(log, SampleLog.entries(0, 10));
    SampleLog.append(log, SampleLog.entries(10, 20));
    Path partial = log.publicFolder().resolve("tile/0/000.p");
    assertTrue(Files.exists(partial.resolve("10")) && Files.exists(partial.resolve("20")));
    SampleLog.append(log, SampleLog.entries(20, 300));
    assertFalse(Files.exists(partial));
    TileReader old = new TileReader(log.source(), 10);
    assertArrayEquals(SampleLog.entry(9), old.entry(9));
    assertEquals(10, old.entries(0).size());
  }

  @Test
  void twoWritersAtOnceAreServedOneAfterTheOther() throws Exception {
    LogFolder.create(folder.resolve("log"), SampleLog.KEYS);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int from = t * 100;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  LogFolder own = LogFolder.open(folder.resolve("log"));
                  for (int i = from; i < from + 20; i++) {
                    SampleLog.append(own, SampleLog.entries(i, i + 1));
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    LogFolder log = LogFolder.open(folder.resolve("log"));
    assertEquals(80, log.published().checkpoint().size());
    TreeSet<String> seen = new TreeSet<>();
    assertEquals(
        List.of(),
        Fsck.check(
            log.source(),
            log.published().checkpoint(),
            (_, e) -> seen.add(new String(e, StandardCharsets.UTF_8))));
    assertEquals(80, seen.size());
  }

  @Test
  void anEntryThatIsTooLongIsTheCallersMistakeAndNothingIsAppended() throws Exception {
    LogFolder log = LogFolder.create(folder.resolve("log"), SampleLog.KEYS);
    List<byte[]> entries = List.of(new byte[1], new byte[EntryBundle.MAX_ENTRY + 1]);
    assertThrows(IllegalArgumentException.class, () -> SampleLog.append(log, entries));
    assertEquals(0, log.published().checkpoint().size());
    SampleLog.append(log, List.of(new byte[EntryBundle.MAX_ENTRY], new byte[0]));
    assertEquals(List.of(), check(log));
  }

  @Test
  void aSecondLogInOneFolderIsRefused() throws Exception {
    LogFolder.create(folder, SampleLog.KEYS);
    assertThrows(FileAlreadyExistsException.class, () -> LogFolder.create(folder, SampleLog.KEYS));
  }

  @Test
  void aLogWhoseTilesChangedSignsNothingMore() throws Exception {
    LogFolder log = LogFolder.create(folder.resolve("log"), SampleLog.KEYS);
    SampleLog.append(log, SampleLog.entries(0, 10));
    Path tile = log.publicFolder().resolve("tile/0/000.p/10");
    byte[] bytes = Files.readAllBytes(tile);
    bytes[40] ^= 1;
    Files.write(tile, bytes);
    LogException.Rejected e =
        assertThrows(
            LogException.Rejected.class, () -> SampleLog.append(log, SampleLog.entries(10, 11)));
    assertEquals(LogCheck.LOG_ROOT, e.check());
    assertEquals(10, log.published().checkpoint().size());
  }

  @Test
  void theStateOfAnotherLogIsRefused() throws Exception {
    LogFolder log = LogFolder.create(folder.resolve("log"), SampleLog.KEYS);
    Path state = folder.resolve("log/private/checkpoint");
    String text = Files.readString(state);
    Files.writeString(state, text.replace("log.example/sample\n0", "log.example/simple\n0"));
    assertThrows(LogException.Rejected.class, log::lock);
    Files.writeString(state, text.replace("sample\n0", "sample\n1"));
    assertThrows(LogException.Rejected.class, log::lock);
  }

  /// The clock was an hour ahead when the last checkpoint was signed, and was set right since.
  @Test
  void theTimeOfALogNeverGoesBack() throws Exception {
    LogFolder log = LogFolder.create(folder.resolve("log"), SampleLog.KEYS);
    SampleLog.append(log, SampleLog.entries(0, 3));
    Checkpoint head = log.published().checkpoint();
    long ahead = Instant.now().getEpochSecond() + 3600;
    List<SignatureLine> lines =
        SampleLog.KEYS.stream().map(k -> CheckpointSignatures.sign(k, head, ahead)).toList();
    byte[] state = SignedCheckpoint.of(head, lines).note().bytes();
    Files.write(folder.resolve("log/private/checkpoint"), state);
    SampleLog.append(log, SampleLog.entries(3, 4));
    VerifierKey key = SampleLog.KEYS.getLast().verifier();
    SignatureLine signed = log.published().signature(key).orElseThrow();
    assertEquals(ahead, CheckpointSignatures.time(key, signed).orElseThrow());
  }

  @Test
  void theKeysAreForTheOwnerOnly() throws Exception {
    LogFolder.create(folder.resolve("log"), SampleLog.KEYS);
    assertEquals(
        "rwx------",
        java.nio.file.attribute.PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("log/private"))));
  }

  static List<Fsck.Finding> check(LogFolder log) throws Exception {
    return Fsck.check(log.source(), log.published().checkpoint(), (_, _) -> {});
  }
}
