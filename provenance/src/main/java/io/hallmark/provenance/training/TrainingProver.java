package io.hallmark.provenance.training;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.FolderLock;
import io.hallmark.document.Progress;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.learning.relation.RunRefused;
import io.hallmark.learning.relation.RunWitness;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.Multiplicities;
import io.hallmark.proof.argument.Parameters;
import io.hallmark.proof.argument.ProofChoice;
import io.hallmark.proof.argument.ProofPhase;
import io.hallmark.proof.argument.ProverEnvironment;
import io.hallmark.proof.argument.RunProver;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.OpeningRefused;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.GrindingBits;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.ModelFile;
import io.hallmark.provenance.dataset.CreditPurpose;
import io.hallmark.provenance.dataset.Ingestion;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.training.RunStatement.DataLink;
import io.hallmark.provenance.training.RunStatement.Evaluation;
import io.hallmark.provenance.training.RunStatement.Model;
import io.hallmark.provenance.training.RunStatement.NamedGeometry;
import io.hallmark.provenance.training.RunStatement.PartLink;
import io.hallmark.provenance.training.RunStatement.ProofParameters;
import io.hallmark.provenance.training.TrainingJob.Trained;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Trains as an intent says and proves it: from a run folder to a certificate.
///
/// Every attempt draws fresh randomness. While it lasts its secrets lie in the run folder, so that
/// the next call goes on after its process died; they are erased when the certificate has left. A
/// finished proof is verified, then stored in the run folder, then the openings of the commitments
/// are charged, and only then the certificate leaves. If the process dies between storing and
/// leaving, the next call charges what was not charged and releases the stored certificate; it does
/// not prove again. If a charge is refused, the stored certificate is deleted: it never left, and
/// nothing else could begin.
public final class TrainingProver {
  private final TrainingJob job;
  private final Options options;
  private final Progress progress;
  private Map<ProofPhase, Long> phases = Map.of();
  private RunSizing sizing = RunSizing.NONE;

  private TrainingProver(TrainingJob job, Options options, Progress progress) {
    this.job = job;
    this.options = options;
    this.progress = progress;
  }

  /// What a caller chooses.
  ///
  /// @param segmentsPerPart numeric segments of a training part; 0 for as many as the memory holds
  /// @param memory bytes that the prover may take; 0 for half of the heap, or all of it if half is
  ///   too little
  /// @param jobs parts that are proved at a time
  /// @param withoutWeights leave released weights out of the certificate
  /// @param evaluate what is published about the test part; empty for the usual of the release mode
  public record Options(
      int segmentsPerPart,
      long memory,
      int jobs,
      boolean withoutWeights,
      Optional<EvaluationChoice> evaluate) {
    /// As large parts as half of the heap holds, one at a time, weights included.
    public static final Options DEFAULT = new Options(0, 0, 1, false, Optional.empty());

    /// @throws IllegalArgumentException if a number is negative, or there are no jobs
    public Options {
      if (segmentsPerPart < 0 || memory < 0 || jobs < 1) {
        throw new IllegalArgumentException(segmentsPerPart + ", " + memory + ", " + jobs);
      }
    }
  }

  /// What was done.
  ///
  /// @param certificate the bytes of the certificate, stored, charged and written
  /// @param resumed whether this is a certificate that an earlier call had proved
  /// @param trainNanos time of the exact training; 0 if resumed
  /// @param proveNanos time of everything after it; 0 if resumed
  /// @param cells committed cells of the run; 0 if resumed
  /// @param fractions fractions of its lookups: looked-up tuples and rows of tables; 0 if resumed
  /// @param parts training parts of the proof; 0 if resumed
  /// @param phases nanoseconds of the phases of the proof, which are a part of `proveNanos`; none
  ///   if resumed
  public record Result(
      HallmarkBundle certificate,
      boolean resumed,
      long trainNanos,
      long proveNanos,
      long cells,
      long fractions,
      int parts,
      Map<ProofPhase, Long> phases) {
    /// What leaves: the stored certificate always has its weights.
    private Result leaving(Options options) {
      return options.withoutWeights()
          ? new Result(
              certificate.withoutModel(),
              resumed,
              trainNanos,
              proveNanos,
              cells,
              fractions,
              parts,
              phases)
          : this;
    }
  }

  /// Trains only: writes `model.safetensors` into the run folder.
  ///
  /// @return the evaluations of the trained model
  /// @throws TrainingStopped if a value leaves its declared range
  /// @throws ProgramRefused if the program breaks a bound
  /// @throws VerificationException if the documents of the folder do not belong together
  /// @throws IOException if a file cannot be read or written, or the folder is in use
  public static List<Evaluation> train(Path runFolder, Progress progress)
      throws IOException, VerificationException, ProgramRefused, TrainingStopped, RefusedException {
    RunFolder folder = RunFolder.at(runFolder);
    try (FolderLock _ = folder.lock("hallmark train")) {
      TrainingJob job = TrainingJob.open(folder);
      Trained trained = job.train(_ -> false, EvaluationChoice.EXACT, progress);
      folder.writeModel(job.modelFile(trained.served()), job.intent().release());
      return trained.evaluations();
    }
  }

  /// Trains, proves and writes the certificate.
  ///
  /// @param runFolder the run folder
  /// @param out the certificate; replaced if it exists, and tried before anything is trained
  /// @throws TrainingStopped if a value leaves its declared range
  /// @throws ProgramRefused if the program breaks a bound
  /// @throws RunRefused if the compiler refuses the run, for example for its size
  /// @throws RefusedException if the openings of a commitment do not suffice
  /// @throws VerificationException if the documents of the folder do not belong together
  /// @throws ProofException if the finished proof is not accepted: a fault of this program
  /// @throws IOException if a file cannot be read or written, or the folder is in use
  public static Result prove(Path runFolder, Path out, Options options, Progress progress)
      throws IOException,
          VerificationException,
          ProgramRefused,
          TrainingStopped,
          RunRefused,
          RefusedException,
          ProofException {
    RunFolder folder = RunFolder.at(runFolder);
    AtomicFiles.requireWritable(out);
    try (FolderLock _ = folder.lock("hallmark prove")) {
      TrainingJob job = TrainingJob.open(folder);
      try (FolderLock _ = job.opening().lock("hallmark prove")) {
        Result result = chargedResult(folder, job, options, progress).leaving(options);
        AtomicFiles.write(out, result.certificate().write());
        folder.attempt().erase();
        folder.clearPending();
        return result;
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// The stored certificate with its charges, or a new one.
  private static Result chargedResult(
      RunFolder folder, TrainingJob job, Options options, Progress progress)
      throws IOException,
          VerificationException,
          TrainingStopped,
          RunRefused,
          RefusedException,
          ProofException {
    try {
      Optional<byte[]> pending = folder.pending();
      return pending.isPresent()
          ? PendingCertificate.charge(job, pending.get())
          : new TrainingProver(job, options, progress).run();
    } catch (OpeningRefused e) {
      boolean stored = folder.pending().isPresent();
      folder.attempt().erase();
      folder.clearPending();
      String deleted = ". The finished certificate has not left and is deleted";
      throw new RefusedException(e.getMessage() + (stored ? deleted : ""));
    }
  }

  private EvaluationChoice evaluation() {
    return options
        .evaluate()
        .orElseGet(() ->
            EvaluationChoice.usual(job.intent().release(), job.program().target().isPresent()));
  }

  private Result run()
      throws IOException,
          VerificationException,
          TrainingStopped,
          RunRefused,
          RefusedException,
          ProofException {
    KeyPair trainer = KeyFiles.readPair(job.folder().local().key());
    if (!trainer.getPublic().equals(job.intent().trainer())) {
      throw new VerificationException.Rejected(
          "TRAINER_SIGNATURE", "the intent names another key than " + job.folder().local().key());
    }
    sizing = RunSizing.of(job, options);
    requireOpenings();
    Trained trained = job.train(sizing.starts()::contains, evaluation(), progress);
    List<ManifestPart> parts = parts(trained.evaluations());
    long start = System.nanoTime();
    byte[] modelFile = job.modelFile(trained.served());
    job.folder().writeModel(modelFile, job.intent().release());
    progress.report("relation", 0, 1);
    ProofChoice choice = choice(trained, parts);
    ModelOpening sealed = sealed(trained, choice.run());
    RunStatement statement = statement(trained, parts, sealed, choice);
    RunDescription description = description(statement, trained, parts);
    RunIndex run = choice.run();
    DsseEnvelope certificate =
        sealed == null
            ? TrainingCertificate.signReleased(statement, Digests.sha256(modelFile), trainer)
            : TrainingCertificate.signSealed(statement, trainer);
    Optional<byte[]> weights = sealed == null ? Optional.of(modelFile) : Optional.empty();
    byte[] proof = prove(run, description, trained, sealed, certificate, weights);
    return new Result(
        PendingCertificate.bundle(job, certificate, proof, parts, weights),
        false,
        trained.nanos(),
        System.nanoTime() - start,
        RunSize.cells(run.run()),
        RunSize.fractions(run),
        sizing.windows().size(),
        phases);
  }

  /// Refuses before training what would be refused after the proof.
  private void requireOpenings() throws RefusedException, VerificationException, IOException {
    for (ManifestPart part : job.usedParts(evaluation())) {
      job.opening().ledger().requireOpening(part.name(), CreditPurpose.RUN);
    }
    ModelOpening parent = job.parentOpening();
    if (parent != null) {
      parent.requireOpening();
    }
  }

  private byte[] prove(
      RunIndex index,
      RunDescription description,
      Trained trained,
      @Nullable ModelOpening sealed,
      DsseEnvelope certificate,
      Optional<byte[]> weights)
      throws IOException, VerificationException, TrainingStopped, ProofException {
    RunPlan plan = description.plan();
    Map<String, CommittedColumns> older = new LinkedHashMap<>();
    Map<String, CreditBook> credits = new LinkedHashMap<>();
    Map<String, String> names = RunDescription.commitments(description.parts());
    for (ManifestPart part : description.parts()) {
      String name = names.getOrDefault(part.name(), "");
      older.put(name, job.opening().commitment(part.name()));
      credits.put(name, job.opening().ledger().book(part.name(), CreditPurpose.RUN));
    }
    ModelOpening parent = job.parentOpening();
    if (parent != null) {
      older.put(RunPlan.PARENT, parent.commitment());
      credits.put(RunPlan.PARENT, parent.book());
    }
    if (sealed != null) {
      older.put(RunPlan.RELEASED, sealed.commitment());
      credits.put(RunPlan.RELEASED, sealed.book());
    }
    RunWitness witness =
        new RunWitness(
            plan,
            trained.trace(),
            trained.served(),
            job.samplesByCommitment(trained.evaluations()));
    ProverEnvironment environment =
        ProverEnvironment.of(
                credits,
                Set.of(),
                proof -> store(certificate, proof, description.parts(), weights),
                new PhaseListener())
            .resumable(job.folder().attempt())
            .withJobs(options.jobs())
            .withRoom(sizing.room());
    return RunProver.prove(
        index,
        description.parameters(),
        Multiplicities.fill(index, witness::part, older),
        older,
        description.publicBytes(),
        environment);
  }

  /// Passes progress on and keeps what the phases cost.
  private final class PhaseListener implements ProverEnvironment.Progress {
    @Override
    public void at(String phase, int done, int total) {
      progress.report(phase, done, total);
    }

    @Override
    public void spent(Map<ProofPhase, Long> nanos) {
      phases = nanos;
    }
  }

  /// Makes the verified certificate durable before anything is charged.
  private void store(
      DsseEnvelope certificate, byte[] proof, List<ManifestPart> parts, Optional<byte[]> weights) {
    try {
      job.folder()
          .writePending(PendingCertificate.bundle(job, certificate, proof, parts, weights).write());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (VerificationException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<ManifestPart> parts(List<Evaluation> evaluations) {
    List<ManifestPart> out = new ArrayList<>(job.manifest().shards(Ingestion.TRAIN));
    for (Evaluation e : evaluations) {
      out.add(job.manifest().part(e.part()).orElseThrow());
    }
    return out;
  }

  /// Compiles the run under the geometry of the data set, then chooses geometries and tail.
  private ProofChoice choice(Trained trained, List<ManifestPart> parts)
      throws RunRefused, ProofException, VerificationException {
    Geometry geometry = parts.getFirst().geometry();
    Digest unknown = Digest.of(new byte[32]);
    boolean seals = job.intent().release() == ReleaseMode.SEALED;
    Model model = seals ? new Model.Sealed(unknown, unknown) : released(trained);
    List<NamedGeometry> older = geometries(parts);
    if (seals) {
      older.add(new NamedGeometry(RunPlan.RELEASED, geometry));
    }
    Parameters parameters = Parameters.tailOne(GrindingBits.PROFILE);
    RunStatement draft = statement(trained, parts, older, model, parameters, geometry);
    RunIndex run = RunIndex.of(description(draft, trained, parts).compile());
    return ProofChoice.of(run, seals ? Set.of(RunPlan.RELEASED) : Set.of());
  }

  private RunDescription description(
      RunStatement statement, Trained trained, List<ManifestPart> parts) {
    return new RunDescription(
        job.network(),
        job.seed(),
        statement,
        parts,
        job.parent(),
        job.intent().release() == ReleaseMode.SEALED ? null : trained.served().weights());
  }

  private @Nullable ModelOpening sealed(Trained trained, RunIndex run) throws IOException {
    return job.intent().release() == ReleaseMode.RELEASED
        ? null
        : ModelOpening.obtain(
            job.folder().modelOpening(),
            job.network(),
            trained.served().weights(),
            job.program().exportFraction(),
            run.run().older().getLast().geometry());
  }

  /// The commitments that the run finds, in its order.
  private List<NamedGeometry> geometries(List<ManifestPart> parts) throws VerificationException {
    List<NamedGeometry> out = new ArrayList<>();
    Map<String, String> names = RunDescription.commitments(parts);
    for (ManifestPart part : parts) {
      out.add(new NamedGeometry(names.getOrDefault(part.name(), ""), part.geometry()));
    }
    ParentModel parent = job.parent();
    if (parent != null && parent.sealed().isPresent()) {
      out.add(parent.geometry());
    }
    return out;
  }

  private Model released(Trained trained) {
    return new Model.Released(
        ModelFile.digest(trained.served().weights(), job.program().exportFraction()));
  }

  private RunStatement statement(
      Trained trained, List<ManifestPart> parts, @Nullable ModelOpening sealed, ProofChoice choice)
      throws VerificationException {
    List<NamedGeometry> older = geometries(parts);
    Model model;
    if (sealed == null) {
      model = released(trained);
    } else {
      older.add(new NamedGeometry(RunPlan.RELEASED, sealed.commitment().geometry()));
      model =
          new Model.Sealed(
              Digest.of(sealed.commitment().root()), Digest.of(sealed.commitment().descriptor()));
    }
    Geometry trace = choice.run().run().trace();
    return statement(trained, parts, older, model, choice.parameters(), trace);
  }

  private RunStatement statement(
      Trained trained,
      List<ManifestPart> parts,
      List<NamedGeometry> older,
      Model model,
      Parameters parameters,
      Geometry trace) {
    List<PartLink> links =
        parts.stream().map(part -> new PartLink(part.name(), part.descriptor())).toList();
    return new RunStatement(
        new DataLink(job.manifest().digest(), links),
        job.program().digest(),
        job.intent().digest(),
        job.seedValue(),
        sizing.windows(),
        trained.evaluations(),
        new ProofParameters(
            Math.toIntExact(parameters.tail()),
            pow(parameters.lookupPow()),
            pow(parameters.foldPow()),
            pow(parameters.queryPow()),
            pow(parameters.levelPow()),
            parameters.levels(),
            trace),
        older,
        model);
  }

  private static int pow(long bits) {
    return Math.toIntExact(bits);
  }
}
