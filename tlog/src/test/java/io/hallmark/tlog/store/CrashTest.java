package io.hallmark.tlog.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.cosigner.LogWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A writer that stops anywhere, by a kill or because the disk is full, loses nothing that it
/// acknowledged, and no two trees of one size are ever signed.
final class CrashTest {
  @TempDir Path folder = Path.of("");

  /// Does some steps, then none any more.
  private static final class StoppingDisk implements Disk {
    private int steps;

    StoppingDisk(int steps) {
      this.steps = steps;
    }

    private void step() throws IOException {
      if (steps-- <= 0) {
        throw new IOException("no space left on device");
      }
    }

    @Override
    public void stage(Path temporary, byte[] content) throws IOException {
      if (steps <= 0) {
        Files.write(temporary, java.util.Arrays.copyOf(content, content.length / 2));
      }
      step();
      Disk.REAL.stage(temporary, content);
    }

    @Override
    public void rename(Path temporary, Path file) throws IOException {
      step();
      Disk.REAL.rename(temporary, file);
    }

    @Override
    public void force(Path directory) throws IOException {
      step();
      Disk.REAL.force(directory);
    }

    @Override
    public void delete(Path file) throws IOException {
      step();
      Disk.REAL.delete(file);
    }
  }

  @Test
  void stoppingBeforeAnyStepOfAnAppendLosesNothing() throws Exception {
    boolean finished = false;
    for (int steps = 0; !finished; steps++) {
      Path own = folder.resolve("log" + steps);
      SampleLog.append(LogFolder.create(own, SampleLog.KEYS), SampleLog.entries(0, 250));
      List<Checkpoint> signed = new ArrayList<>();
      try {
        LogFolder stopping = LogFolder.open(own, new StoppingDisk(steps));
        try (LogSession session = stopping.lock()) {
          session.append(SampleLog.entries(250, 260));
          signed.add(session.state().checkpoint()); // now a cosigner may have seen it
          session.publish();
          finished = true;
        }
      } catch (IOException e) {
        assertEquals("no space left on device", e.getMessage());
      }
      // Another process goes on with other entries.
      LogFolder log = LogFolder.open(own);
      try (LogSession session = log.lock()) {
        signed.add(session.state().checkpoint());
        session.append(SampleLog.entries(1000, 1010));
        signed.add(session.state().checkpoint());
        session.publish();
      }
      assertNoFork(signed);
      List<byte[]> seen = new ArrayList<>();
      assertEquals(
          List.of(), Fsck.check(log.source(), log.published().checkpoint(), (_, e) -> seen.add(e)));
      List<byte[]> expected = new ArrayList<>(SampleLog.entries(0, 250));
      if (seen.size() == 270) {
        expected.addAll(SampleLog.entries(250, 260));
      } else {
        assertEquals(260, seen.size());
        assertEquals(2, signed.size(), "a signed tree was forgotten");
      }
      expected.addAll(SampleLog.entries(1000, 1010));
      for (int i = 0; i < expected.size(); i++) {
        assertEquals(
            new String(expected.get(i), StandardCharsets.UTF_8),
            new String(seen.get(i), StandardCharsets.UTF_8));
      }
      assertTrue(steps < 200, "an append has fewer steps");
    }
  }

  private static void assertNoFork(List<Checkpoint> signed) {
    for (Checkpoint a : signed) {
      for (Checkpoint b : signed) {
        assertTrue(a.size() != b.size() || a.root().equals(b.root()), "two trees of one size");
      }
    }
  }

  @Test
  void aKilledProcessLosesNothingThatItAcknowledged() throws Exception {
    int kills = Integer.getInteger("hallmark.kills", 4);
    Path own = folder.resolve("log");
    LogFolder log = LogFolder.create(own, SampleLog.KEYS);
    List<String> acknowledged = new ArrayList<>();
    for (int k = 0; k < kills; k++) {
      Path said = folder.resolve("said" + k);
      Process child =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-Xmx128m",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Appender.class.getName(),
                  own.toString(),
                  "run" + k)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      while (child.isAlive() && acknowledged(said).size() < 20 + 13 * (k % 7)) {
        Thread.onSpinWait();
      }
      child.destroyForcibly(); // SIGKILL
      assertTrue(child.waitFor(20, TimeUnit.SECONDS));
      acknowledged.addAll(acknowledged(said));
      List<String> seen = new ArrayList<>();
      try (LogSession session = log.lock()) {
        assertEquals(
            List.of(),
            Fsck.check(
                log.source(),
                session.state().checkpoint(),
                (i, e) -> seen.add(i + " " + new String(e, StandardCharsets.UTF_8) + " .")));
      }
      assertTrue(seen.containsAll(acknowledged), "an acknowledged entry is lost");
    }
    System.out.println(
        kills + " kills, " + acknowledged.size() + " acknowledged entries, none lost");
    assertTrue(acknowledged.size() >= 20 * kills);
  }

  private static List<String> acknowledged(Path said) throws IOException {
    return Files.readString(said).lines().filter(l -> l.endsWith(" .")).toList();
  }

  /// Several threads enter one thing after the other until they are killed; each says so after each
  /// entry.
  static final class Appender {
    private static final int THREADS = 4;

    private Appender() {}

    public static void main(String[] args) throws Exception {
      LogWriter writer = new LogWriter(LogFolder.open(Path.of(args[0])), _ -> {});
      for (int t = 1; t < THREADS; t++) {
        String name = args[1] + "/" + t;
        Thread.ofPlatform().start(() -> enter(writer, name));
      }
      enter(writer, args[1] + "/0");
    }

    private static void enter(LogWriter writer, String name) {
      try {
        for (int i = 0; ; i++) {
          String entry = name + "/" + i;
          TlogProof proof = writer.enter(entry.getBytes(StandardCharsets.UTF_8));
          System.out.println(proof.inclusion().index() + " " + entry + " .");
        }
      } catch (IOException | LogException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void anUnreadableStateIsAnErrorAndNotANewLog() throws Exception {
    LogFolder log = LogFolder.create(folder.resolve("log"), SampleLog.KEYS);
    Files.write(folder.resolve("log/private/checkpoint"), new byte[0]);
    assertThrows(LogException.Malformed.class, log::lock);
  }
}
