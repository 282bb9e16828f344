package io.hallmark.cli;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Progress;
import io.hallmark.learning.program.LogisticOptions;
import io.hallmark.learning.program.Schedule;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.training.ReleaseMode;
import io.hallmark.provenance.training.SeedGrade;
import io.hallmark.provenance.training.TrainingProver;
import io.hallmark.provenance.training.TrainingVerifier;
import java.nio.file.Path;
import java.time.Instant;

/// Measures whole runs on one committed data set.
final class Bench {
  private static final int WARM_VERIFICATIONS = 3;

  private final Path folder;
  private final DatasetManifest manifest;
  private final Path key;
  private final Progress progress;

  private Bench(Path folder, DatasetManifest manifest, Path key, Progress progress) {
    this.folder = folder;
    this.manifest = manifest;
    this.key = key;
    this.progress = progress;
  }

  /// One run.
  ///
  /// @param steps training steps
  /// @param cells committed cells
  /// @param lookups looked-up tuples of the training windows
  /// @param trainNanos exact training
  /// @param proveNanos everything after it: relation, proof, its verification, ledger
  /// @param verifyNanos the fastest of three verifications, warm
  /// @param proofBytes bytes of the proof
  /// @param peakBytes peak memory of the process so far
  record Measure(
      int steps,
      long cells,
      long lookups,
      long trainNanos,
      long proveNanos,
      long verifyNanos,
      long proofBytes,
      long peakBytes) {}

  /// Commits the data set of an example.
  static Bench prepare(Path folder, String example, Progress progress) throws Exception {
    Examples.copy(example, folder);
    DatasetManifest manifest = Examples.commit(folder, Instant.now(), progress);
    Path key = folder.resolve("key");
    KeyFiles.write(key, Keys.generate());
    return new Bench(folder, manifest, key, progress);
  }

  /// Trains, proves and verifies a run of so many steps.
  Measure measure(int steps) throws Exception {
    TrainingProgram program =
        Programs.logistic(
            manifest, LogisticOptions.of(steps, 32, Schedule.Kind.CONSTANT, "0.1", "0", 0));
    Path run = folder.resolve("run" + steps + "-" + System.nanoTime());
    Path programFile = folder.resolve("program.json");
    AtomicFiles.write(programFile, program.canonicalBytes());
    Intents.begin(
        folder.resolve("dataset"),
        programFile,
        ReleaseMode.RELEASED,
        SeedGrade.SELF_CHOSEN,
        key,
        run);
    Path out = run.resolve("out.hallmark");
    TrainingProver.Result result =
        TrainingProver.prove(run, out, TrainingProver.Options.DEFAULT, progress);
    long verify = Long.MAX_VALUE;
    for (int i = 0; i < WARM_VERIFICATIONS; i++) {
      long start = System.nanoTime();
      Verdict verdict = TrainingVerifier.verify(out, TrustPolicy.EMPTY, Instant.now());
      verify = Math.min(verify, System.nanoTime() - start);
      if (!verdict.accepted()) {
        throw new IllegalStateException("not accepted: " + verdict.rejection());
      }
    }
    return new Measure(
        steps,
        result.cells(),
        program.figures().lookups(),
        result.trainNanos(),
        result.proveNanos(),
        verify,
        result.certificate().required(HallmarkBundle.RUN_PROOF).length,
        Memory.peakBytes());
  }
}
