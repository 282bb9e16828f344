package io.hallmark.cli;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digest;
import io.hallmark.document.Progress;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.sampler.RunSeed;
import io.hallmark.provenance.authority.Attestation;
import io.hallmark.provenance.authority.Authority;
import io.hallmark.provenance.authority.DatasetCertificate;
import io.hallmark.provenance.authority.DatasetCertifier;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.Requirement;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Report;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.DatasetRecheck;
import io.hallmark.provenance.dataset.Ingestion;
import io.hallmark.provenance.training.Intent;
import io.hallmark.provenance.training.IntentSignature;
import io.hallmark.provenance.training.ReleaseMode;
import io.hallmark.provenance.training.RunFolder;
import io.hallmark.provenance.training.SeedGrade;
import io.hallmark.provenance.training.TrainingProver;
import io.hallmark.provenance.training.TrainingVerifier;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/// The whole story on an example: an owner commits a data set, an authority recomputes and
/// certifies it, a trainer trains and proves, and a verifier who has none of their files verifies.
/// Each role has its own folder and key.
///
/// | path | owner | content |
/// |---|---|---|
/// | `data.csv`, `schema.in.json`, `schema.json` | owner | sources and schema |
/// | `dataset/` | owner | manifest, dataset proofs, `opening/` (private) |
/// | `authority/` | authority | key |
/// | `keys/`, `program.json`, `run/` | trainer | key, program, run folder |
/// | `report.html` | trainer | what the certificate says, and pictures of the run |
/// | `model.hallmark`, `model.safetensors`, `trust.json` | verifier | all that a verifier has |
final class Demo {
  private static final String CAPACITY = "owner";

  private final Example example;
  private final Path folder;
  private final Progress progress;
  private final PrintWriter out;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  Demo(Example example, Path folder, Progress progress, PrintWriter out) {
    this.example = example;
    this.folder = folder;
    this.progress = progress;
    this.out = out;
  }

  /// Runs the story and prints it.
  ///
  /// @return whether the certificate was accepted
  boolean run() throws Exception {
    long start = System.nanoTime();
    example.copy(folder);
    DatasetManifest manifest = example.commit(folder, now, progress);
    step(start, "data set committed and its ranges proven", manifest.name());
    KeyPair authority = certify(manifest);
    step(start, "authority recomputed the sources and certified the manifest", example.authority());
    RunFolder run = intend(manifest, authority);
    step(start, "intent signed by the trainer, seed given by the authority", "run/");
    Path certificate = folder.resolve("model.hallmark");
    TrainingProver.Result result =
        TrainingProver.prove(
            folder.resolve("run"), certificate, TrainingProver.Options.DEFAULT, progress);
    Files.write(
        folder.resolve(HallmarkBundle.MODEL), result.certificate().required(HallmarkBundle.MODEL));
    step(start, "trained, proved, proof verified by its prover", "model.hallmark");
    Report report = verify(certificate);
    Pages.write(
        folder.resolve("report.html"), report, result, folder.resolve("run"), Progress.QUIET);
    figures(run, result, System.nanoTime() - start);
    return report.verdict().accepted();
  }

  private void step(long start, String what, String where) {
    out.printf(Locale.ROOT, "%7.2f s  %s (%s)%n", (System.nanoTime() - start) / 1e9, what, where);
  }

  private KeyPair certify(DatasetManifest manifest) throws Exception {
    Path dataset = folder.resolve("dataset");
    Path keyFile = folder.resolve("authority").resolve("key");
    KeyFiles.write(keyFile, Keys.generate());
    KeyPair key = KeyFiles.readPair(keyFile);
    DatasetCertificate certificate =
        new DatasetCertificate(
            example.authority(),
            CAPACITY,
            new TreeSet<>(List.of(Attestation.SOURCES_RECOMPUTED)),
            now,
            now.plus(Duration.ofDays(365)),
            "",
            List.of());
    DatasetRecheck.Recomputed recomputed =
        DatasetRecheck.recheck(
            example.source(folder),
            manifest,
            DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING)));
    AtomicFiles.write(
        dataset.resolve("certificate.json"),
        DatasetCertifier.certify(manifest, certificate, Optional.of(recomputed), key).write());
    Authority believed =
        Authority.of(
            example.authority(),
            List.of(key.getPublic()),
            new TreeSet<>(List.of(CAPACITY)),
            Optional.empty(),
            Optional.empty());
    TrustPolicy trust =
        new TrustPolicy(
            List.of(believed),
            List.of(new Requirement(Attestation.SOURCES_RECOMPUTED, CAPACITY, 1)));
    AtomicFiles.write(folder.resolve("trust.json"), trust.write());
    return key;
  }

  private RunFolder intend(DatasetManifest manifest, KeyPair authority) throws Exception {
    TrainingProgram program = example.program(manifest, example.steps());
    Path programFile = folder.resolve("program.json");
    AtomicFiles.write(programFile, program.canonicalBytes());
    Path keyFile = folder.resolve("keys").resolve("trainer");
    KeyFiles.write(keyFile, Keys.generate());
    RunFolder run =
        Intents.begin(
            folder.resolve("dataset"),
            programFile,
            Optional.empty(),
            ReleaseMode.RELEASED,
            SeedGrade.COMMITTED,
            Optional.empty(),
            keyFile,
            folder.resolve("run"));
    Intents.certify(run.file(HallmarkBundle.INTENT), authority);
    return run;
  }

  private Report verify(Path certificate) throws Exception {
    long start = System.nanoTime();
    Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Verdict verdict =
        TrainingVerifier.verify(certificate, InputFiles.trust(folder.resolve("trust.json")), at);
    Report report =
        new Report(verdict, "model.hallmark", at, Duration.ofNanos(System.nanoTime() - start));
    out.println();
    out.print(report.text());
    return report;
  }

  private void figures(RunFolder run, TrainingProver.Result result, long nanos) throws Exception {
    DatasetOpening opening =
        DatasetOpening.open(folder.resolve("dataset").resolve(DatasetFolder.OPENING));
    TrainingProgram program = InputFiles.program(folder.resolve("program.json"));
    var test = opening.samples(Ingestion.TEST);
    int reference =
        Float64Reference.train(
                program,
                seed(run),
                Network.of(program).initial(seed(run)),
                opening.samples(Ingestion.TRAIN))
            .correct(test);
    out.println();
    out.println("Figures");
    out.printf(
        Locale.ROOT,
        "  float64               the same program in float64: %d of %d correct (%.2f %%)%n",
        reference,
        test.rows(),
        100.0 * reference / test.rows());
    out.printf(
        Locale.ROOT,
        "  training              exact training %.3f s, proof %.3f s: %.0f times the training%n",
        result.trainNanos() / 1e9,
        result.proveNanos() / 1e9,
        (double) result.proveNanos() / Math.max(1, result.trainNanos()));
    out.printf(
        Locale.ROOT,
        "  memory                %,d MiB at the peak of the whole process%n",
        Memory.peakBytes() >> 20);
    out.printf(Locale.ROOT, "  total                 %.2f s%n", nanos / 1e9);
  }

  private static Digest seed(RunFolder run) throws Exception {
    Intent intent = run.intent();
    IntentSignature.Reading signature =
        IntentSignature.read(
            run.bytes(HallmarkBundle.INTENT_SEED), intent, IntentSignature.Role.SEED);
    return RunSeed.of(
        intent.digest(), intent.grade().word(), signature.signature().signature().bytes());
  }
}
