package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Progress;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.dataset.DatasetOpening;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Proving goes on after a kill and after a full disk, at any moment, with what was finished; what
/// was there stays valid; the openings are charged once; the secrets are gone in the end.
final class ResumedProofTest {
  private static final TrainingProver.Options FIVE_PARTS =
      new TrainingProver.Options(1, 0, 1, false, Optional.empty());

  /// The process dies.
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static Path begin(ReleaseMode mode) throws Exception {
    World world = World.deaths();
    var program = world.program("0.1");
    return world.begin(program, world.intent(program, mode, SeedGrade.COMMITTED));
  }

  private static long left() throws Exception {
    return DatasetOpening.open(World.deaths().dataset.resolve("opening"))
        .ledger()
        .runsLeft("train");
  }

  private static Progress dieAt(String moment) {
    return (phase, done, total) -> {
      if ((phase + " " + done).equals(moment)) {
        throw new Killed();
      }
    };
  }

  private static List<String> names(Path folder) throws Exception {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private static void assertAccepted(Path certificate) throws Exception {
    World world = World.deaths();
    var verdict =
        TrainingVerifier.verify(
            certificate, Optional.empty(), world.trust(), World.NOW, Limits.DEFAULT);
    assertTrue(verdict.accepted(), verdict.toString());
  }

  /// One run is interrupted at every phase, and goes on with the same trace every time.
  @ParameterizedTest
  @EnumSource(ReleaseMode.class)
  void aProofGoesOnFromEveryPhase(ReleaseMode mode) throws Exception {
    Path run = begin(mode);
    Path out = run.resolve("out.hallmark");
    Path attempt = run.resolve("attempt");
    long before = left();
    byte[] secrets = {};
    byte[] root = {};
    for (String moment : List.of("train 8", "parts 1", "parts 4", "opening 0", "verify 0")) {
      assertThrows(
          Killed.class, () -> TrainingProver.prove(run, out, FIVE_PARTS, dieAt(moment)), moment);
      assertEquals(before, left(), moment);
      assertFalse(Files.exists(out));
      if (Files.exists(attempt)) {
        assertTrue(AtomicFiles.isOwnerOnly(attempt));
        byte[] found = Files.readAllBytes(attempt.resolve("attempt"));
        assertTrue(AtomicFiles.isOwnerOnly(attempt.resolve("attempt")));
        assertTrue(secrets.length == 0 || Arrays.equals(secrets, found), moment);
        secrets = found;
        root = storedRoot(run);
      }
    }
    assertTrue(secrets.length > 0);
    List<String> parts = names(attempt).stream().filter(n -> n.startsWith("part-")).toList();
    assertEquals(7, parts.size(), "five windows, export, evaluation: " + parts);
    long written = Files.getLastModifiedTime(attempt.resolve("part-3")).toMillis();
    assertTrue(written > 0);
    TrainingProver.prove(run, out, FIVE_PARTS, Progress.QUIET);
    assertAccepted(out);
    assertFalse(Files.exists(attempt), "the secrets are gone");
    assertEquals(before - 1, left());
    assertEquals(mode == ReleaseMode.SEALED ? 1 : 0, names(run.resolve("model")).size());
    // the stored root is that of the proof that left
    byte[] proof = HallmarkBundle.read(out).required(HallmarkBundle.RUN_PROOF);
    assertArrayEquals(root, Arrays.copyOfRange(proof, 8, 40));
  }

  /// Behind its digest.
  private static byte[] storedRoot(Path run) throws Exception {
    byte[] file = Files.readAllBytes(run.resolve("attempt").resolve("root"));
    return Arrays.copyOfRange(file, 32, file.length);
  }

  /// Other windows are another statement: its attempt begins anew, and the old bytes are erased.
  @Test
  void anotherStatementDoesNotGoOn() throws Exception {
    Path run = begin(ReleaseMode.RELEASED);
    Path out = run.resolve("out.hallmark");
    Path secret = run.resolve("attempt").resolve("attempt");
    assertThrows(
        Killed.class, () -> TrainingProver.prove(run, out, FIVE_PARTS, dieAt("opening 0")));
    byte[] first = Files.readAllBytes(secret);
    assertThrows(
        Killed.class,
        () ->
            TrainingProver.prove(
                run,
                out,
                new TrainingProver.Options(2, 0, 1, false, Optional.empty()),
                dieAt("parts 1")));
    assertFalse(Arrays.equals(first, Files.readAllBytes(secret)));
    assertFalse(names(run.resolve("attempt")).contains("part-4"), "parts of the old attempt");
  }

  /// Proves in a process of its own.
  public static final class Child {
    /// Run folder, certificate.
    public static void main(String[] arguments) throws Exception {
      TrainingProver.prove(
          Path.of(arguments[0]), Path.of(arguments[1]), FIVE_PARTS, Progress.QUIET);
    }
  }

  private static Process start(Path run, Path out, String shell) throws Exception {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            run.toString(),
            out.toString());
    List<String> command = new ArrayList<>();
    if (!shell.isEmpty()) {
      command.addAll(List.of("bash", "-c", shell + "; exec \"$@\"", "bash"));
    }
    command.addAll(java);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(File.createTempFile("child", ".out", World.deaths().root.toFile()))
        .start();
  }

  /// kill -9 again and again, later and later, until a process is quick enough.
  @Test
  void killedAtAnyMomentItEndsInOneCertificate() throws Exception {
    Path run = begin(ReleaseMode.SEALED);
    Path out = run.resolve("out.hallmark");
    long before = left();
    int kills = 0;
    for (long millis = 300; ; millis += 250) {
      Process child = start(run, out, "");
      if (child.waitFor(millis, TimeUnit.MILLISECONDS)) {
        assertEquals(0, child.exitValue());
        break;
      }
      child.destroyForcibly().waitFor();
      kills++;
      RunFolder.at(run).intent();
      if (Files.exists(out)) {
        assertAccepted(out);
      }
      assertTrue(before - left() <= 1, "charged once at most");
      if (Files.exists(out) && !Files.exists(run.resolve("pending.hallmark"))) {
        break; // it was killed when everything was done: another call would make another proof
      }
    }
    assertTrue(kills > 2, kills + " kills");
    assertAccepted(out);
    assertEquals(before - 1, left());
    assertFalse(Files.exists(run.resolve("attempt")));
    assertFalse(Files.exists(run.resolve("pending.hallmark")));
    assertEquals(1, names(run.resolve("model")).size());
  }

  /// No file may grow beyond some blocks: the certificate does not fit, small files do.
  @Test
  void aFullDiskIsSaidAndTheNextCallGoesOn() throws Exception {
    Path run = begin(ReleaseMode.RELEASED);
    Path out = run.resolve("out.hallmark");
    long before = left();
    Process child = start(run, out, "ulimit -f 200");
    assertTrue(child.waitFor(2, TimeUnit.MINUTES));
    assertEquals(1, child.exitValue(), "an exception, not a signal");
    assertFalse(Files.exists(out));
    assertEquals(before, left(), "nothing is charged before the proof is stored");
    byte[] root = storedRoot(run);
    TrainingProver.prove(run, out, FIVE_PARTS, Progress.QUIET);
    byte[] proof = HallmarkBundle.read(out).required(HallmarkBundle.RUN_PROOF);
    assertArrayEquals(root, Arrays.copyOfRange(proof, 8, 40), "the same attempt");
    assertAccepted(out);
    assertEquals(before - 1, left());
  }

  /// A disk without any room leaves the weights that were there.
  @Test
  void aFullDiskInTrainingLeavesTheOldWeights() throws Exception {
    Path run = begin(ReleaseMode.RELEASED);
    TrainingProver.train(run, Progress.QUIET);
    byte[] weights = Files.readAllBytes(run.resolve("model.safetensors"));
    Process child = start(run, run.resolve("out.hallmark"), "ulimit -f 0");
    assertTrue(child.waitFor(2, TimeUnit.MINUTES));
    assertEquals(1, child.exitValue());
    assertArrayEquals(weights, Files.readAllBytes(run.resolve("model.safetensors")));
    assertTrue(names(run).stream().noneMatch(n -> n.endsWith(".tmp")), names(run).toString());
    assertTrue(new String(weights, StandardCharsets.ISO_8859_1).contains("d1.weight"));
  }
}
