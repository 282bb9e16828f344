package io.hallmark.tlog.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.CheckpointSignatures;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.merkle.MerkleTree;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log that misbehaves after it was watched is found out, and a good one is not.
final class LogMonitorTest {
  @TempDir Path folder = Path.of("");

  @Test
  void aLogThatGrowsIsFollowedEntryByEntry() throws Exception {
    LogFolder log = log("a", 10);
    LogMonitor monitor = monitor(log);
    List<Long> seen = new ArrayList<>();
    assertEquals(0, monitor.look((i, _) -> seen.add(i)).previous());
    assertEquals(10, seen.size());
    assertEquals(10, monitor.look((i, _) -> seen.add(i)).previous());
    assertEquals(10, seen.size());
    SampleLog.append(log, SampleLog.entries(10, 700));
    monitor(log).look((i, _) -> seen.add(i));
    assertEquals(700, seen.size());
    assertEquals(699, seen.getLast());
  }

  @Test
  void aForkIsAnAlertWithBothCheckpointsAsEvidence() throws Exception {
    LogFolder log = log("a", 10);
    LogMonitor monitor = monitor(log);
    monitor.look((_, _) -> {});
    LogFolder other = LogFolder.create(folder.resolve("b"), SampleLog.KEYS);
    SampleLog.append(other, SampleLog.entries(100, 110));
    LogMonitor.Alert alert = alert(other);
    assertEquals(LogCheck.LOG_FORK, alert.check());
    assertEquals(10, alert.before().orElseThrow().checkpoint().size());
    assertEquals(10, alert.now().orElseThrow().checkpoint().size());
    SampleLog.append(other, SampleLog.entries(110, 120));
    assertEquals(LogCheck.LOG_CONSISTENCY, alert(other).check());
    monitor.look((_, _) -> {});
  }

  @Test
  void aRollbackIsAnAlert() throws Exception {
    LogFolder log = log("a", 10);
    SampleLog.copy(folder.resolve("a"), folder.resolve("old"));
    SampleLog.append(log, SampleLog.entries(10, 12));
    monitor(log).look((_, _) -> {});
    assertEquals(LogCheck.LOG_ROLLBACK, alert(LogFolder.open(folder.resolve("old"))).check());
  }

  @Test
  void entriesThatAreNotThoseOfTheTreeAreAnAlert() throws Exception {
    LogFolder log = log("a", 10);
    monitor(log).look((_, _) -> {});
    SampleLog.append(log, SampleLog.entries(10, 20));
    Path bundle = log.publicFolder().resolve("tile/entries/000.p/20");
    byte[] whole = Files.readAllBytes(bundle);
    byte[] bent = whole.clone();
    bent[whole.length - 1] ^= 1;
    Files.write(bundle, bent);
    assertEquals(LogCheck.LOG_ENTRIES, alert(log).check());
    Files.delete(bundle);
    assertEquals(LogCheck.LOG_TILE_MISSING, alert(log).check());
    Files.write(bundle, whole);
    monitor(log).look((_, _) -> {});
  }

  @Test
  void anUnsignedCheckpointIsAnAlert() throws Exception {
    LogFolder log = log("a", 10);
    Checkpoint head = log.published().checkpoint();
    Checkpoint invented = new Checkpoint(head.origin(), 11, MerkleTree.EMPTY);
    SignedCheckpoint replayed = SignedCheckpoint.of(invented, log.published().note().signatures());
    Files.write(log.publicFolder().resolve("checkpoint"), replayed.note().bytes());
    assertEquals(LogCheck.LOG_SIGNATURE, alert(log).check());
    Files.write(log.publicFolder().resolve("checkpoint"), new byte[] {1});
    assertEquals(LogCheck.LOG_SIGNATURE, alert(log).check());
    Files.delete(log.publicFolder().resolve("checkpoint"));
    assertEquals(LogCheck.LOG_TILE_MISSING, alert(log).check());
  }

  @Test
  void aShortFullTileIsAnAlert() throws Exception {
    LogFolder log = log("a", 500);
    monitor(log).look((_, _) -> {});
    SampleLog.append(log, SampleLog.entries(500, 600));
    Path tile = log.publicFolder().resolve("tile/0/001");
    Files.write(tile, java.util.Arrays.copyOf(Files.readAllBytes(tile), 31 * 256));
    assertEquals(LogCheck.LOG_TILE_LENGTH, alert(log).check());
  }

  @Test
  void theStateOfAMonitorThatWasChangedIsRefused() throws Exception {
    LogFolder log = log("a", 10);
    monitor(log).look((_, _) -> {});
    Path state = folder.resolve("state/monitor");
    Files.writeString(state, Files.readString(state).replace("\n10\n", "\n11\n"));
    assertThrows(LogException.Malformed.class, () -> monitor(log).look((_, _) -> {}));
  }

  @Test
  void aServedLogIsWatchedOverHttp() throws Exception {
    LogFolder log = log("a", 300);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (LogServer server = LogServer.start(log.publicFolder(), any, Optional.empty())) {
      HttpSource source = new HttpSource("http://127.0.0.1:" + server.port());
      LogMonitor monitor = new LogMonitor(source, SampleLog.policy(), folder.resolve("state/http"));
      assertEquals(300, monitor.look((_, _) -> {}).checkpoint().checkpoint().size());
      assertEquals(List.of(), Fsck.check(source, log.published().checkpoint(), (_, _) -> {}));
      assertTrue(source.fetch("tile/0/007", 8192).isEmpty());
      assertThrows(java.io.IOException.class, () -> source.fetch("tile/0/000", 100));
    }
  }

  /// A log signs anything here: the keys are the test's.
  @Test
  void aLogThatSignsATreeItDoesNotServeIsFound() throws Exception {
    LogFolder log = log("a", 10);
    monitor(log).look((_, _) -> {});
    Checkpoint invented = new Checkpoint(log.origin(), 11, MerkleTree.leaf(new byte[1]));
    SignedCheckpoint signed =
        SignedCheckpoint.of(
            invented, List.of(CheckpointSignatures.sign(SampleLog.KEYS.getFirst(), invented, 1)));
    Files.write(log.publicFolder().resolve("checkpoint"), signed.note().bytes());
    assertEquals(LogCheck.LOG_TILE_MISSING, alert(log).check());
  }

  private LogFolder log(String name, int size) throws Exception {
    LogFolder log = LogFolder.create(folder.resolve(name), SampleLog.KEYS);
    SampleLog.append(log, SampleLog.entries(0, size));
    return log;
  }

  private LogMonitor monitor(LogFolder log) throws Exception {
    return new LogMonitor(log.source(), SampleLog.policy(), folder.resolve("state/monitor"));
  }

  private LogMonitor.Alert alert(LogFolder log) {
    return assertThrows(LogMonitor.Alert.class, () -> monitor(log).look((_, _) -> {}));
  }
}
