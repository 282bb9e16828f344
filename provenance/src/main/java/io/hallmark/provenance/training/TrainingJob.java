package io.hallmark.provenance.training;

import static io.hallmark.provenance.training.CertificateDocuments.in;

import io.hallmark.document.Digest;
import io.hallmark.document.DocumentException;
import io.hallmark.document.Progress;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.sampler.RunSeed;
import io.hallmark.learning.trace.ExactTrainer;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.learning.trace.ServedModel;
import io.hallmark.learning.trace.TrainingTrace;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.CertificateFiles;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.ModelFile;
import io.hallmark.provenance.certificate.Safetensors;
import io.hallmark.provenance.compliance.PolicyOrder;
import io.hallmark.provenance.compliance.PolicyStatement;
import io.hallmark.provenance.compliance.PolicyVerifier;
import io.hallmark.provenance.copy.CopyCertificate;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.Ingestion;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.training.IntentSignature.Role;
import io.hallmark.provenance.training.RunStatement.Evaluation;
import io.hallmark.provenance.training.RunStatement.SeedValue;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// One training as its intent says it: the documents of the run folder, checked against each other,
/// and the exact training on the opened data set. Training needs no proof; proving needs a
/// training.
///
/// @param folder the run folder
/// @param intent the intent
/// @param program the program
/// @param seedValue grade and value of the seed
/// @param network the operators of the program
/// @param manifest the manifest of the data set
/// @param dataset folder of the data set
/// @param opening the opened data set: secret
/// @param parent the model from which the run starts, or null if it starts from the seed
/// @param parentOpening the opened commitment of a sealed parent: secret
record TrainingJob(
    RunFolder folder,
    Intent intent,
    TrainingProgram program,
    SeedValue seedValue,
    Network network,
    DatasetManifest manifest,
    Path dataset,
    DatasetOpening opening,
    @Nullable ParentModel parent,
    @Nullable ModelOpening parentOpening) {
  private static final String POLICIES = "policy*.hallmark";

  /// Opens a run folder and its data set.
  ///
  /// @throws Rejected if the documents do not belong together, or a committed intent has no valid
  ///   signature of an authority
  /// @throws Malformed if a file cannot be read
  /// @throws ProgramRefused if the program breaks a bound
  /// @throws IOException if a file is missing
  static TrainingJob open(RunFolder folder)
      throws IOException, VerificationException, ProgramRefused {
    Intent intent = folder.intent();
    TrainingProgram program;
    try {
      program = TrainingProgram.read(folder.bytes(HallmarkBundle.PROGRAM));
    } catch (DocumentException.Malformed e) {
      throw new Malformed("program: " + e.getMessage());
    }
    Path dataset = folder.local().dataset();
    DatasetOpening opening =
        DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING), intent.datasets().getFirst());
    DatasetManifest manifest = opening.manifest();
    require("INTENT_PROGRAM", intent.program().equals(program.digest()), "another program");
    require(
        "INTENT_MANIFEST",
        intent.datasets().equals(List.of(manifest.digest())),
        "another data set");
    @Nullable ParentModel parent = parent(folder, intent, program);
    return new TrainingJob(
        folder,
        intent,
        program,
        seedValue(folder, intent),
        Network.of(program),
        manifest,
        dataset,
        opening,
        parent,
        parent == null ? null : parentOpening(folder, parent));
  }

  private static @Nullable ParentModel parent(
      RunFolder folder, Intent intent, TrainingProgram program)
      throws IOException, VerificationException {
    if (!(intent.initial() instanceof InitialModel.Parent named)) {
      return null;
    }
    HallmarkBundle certificate = HallmarkBundle.read(folder.file(HallmarkBundle.PARENT));
    ParentModel parent =
        in(HallmarkBundle.PARENT, () -> ParentModel.read(certificate, named, Limits.DEFAULT));
    require("PARENT_STATEMENT", named.equals(parent.initial()), "another parent");
    String problem = parent.problem(program);
    if (problem != null) {
      throw new Rejected("RUN_REFUSED", problem);
    }
    return parent;
  }

  private static @Nullable ModelOpening parentOpening(RunFolder folder, ParentModel parent)
      throws IOException, VerificationException {
    return parent.sealed().isEmpty() ? null : ModelOpening.open(parent, folder.local().parentRun());
  }

  private static void require(String check, boolean holds, String found) throws Rejected {
    if (!holds) {
      throw new Rejected(check, "the intent names " + found);
    }
  }

  private static SeedValue seedValue(RunFolder folder, Intent intent)
      throws IOException, VerificationException {
    if (intent.grade() == SeedGrade.SELF_CHOSEN) {
      return SeedValue.of(intent.grade(), intent.selfChosen().map(Digest::bytes).orElseThrow());
    }
    if (intent.grade() == SeedGrade.BEACON) {
      return beaconValue(folder, intent);
    }
    Optional<byte[]> envelope = folder.optional(HallmarkBundle.INTENT_SEED);
    if (envelope.isEmpty()) {
      throw new Rejected(
          "SEED_SIGNATURE",
          "the intent's seed is an authority's signature, and there is none yet: hallmark intent"
              + " certify "
              + folder.file(HallmarkBundle.INTENT)
              + " --key KEY");
    }
    IntentSignature.Reading read = IntentSignature.read(envelope.get(), intent, Role.SEED);
    String problem = read.problemForOtherThan(intent.trainer());
    if (problem != null) {
      throw new Rejected("SEED_SIGNATURE", problem);
    }
    return SeedValue.of(intent.grade(), read.signature().signature().bytes());
  }

  /// The shards that a run opens: those of the training part, and of the test part if it is
  /// evaluated.
  List<ManifestPart> usedParts(EvaluationChoice choice) {
    return manifest.parts().stream()
        .filter(part -> part.part().equals(Ingestion.TRAIN) || evaluates(choice))
        .toList();
  }

  private boolean evaluates(EvaluationChoice choice) {
    return manifest.rows(Ingestion.TEST) > 0 && choice.kind() != EvaluationChoice.Kind.NONE;
  }

  private static SeedValue beaconValue(RunFolder folder, Intent intent)
      throws IOException, VerificationException {
    Optional<byte[]> entry = folder.optional(HallmarkBundle.INTENT_EVENT);
    Optional<byte[]> proof = folder.optional(HallmarkBundle.INTENT_LOG_PROOF);
    if (entry.isEmpty() || proof.isEmpty()) {
      throw new Rejected(
          "BEACON_PRESENT",
          "the intent is not in its log yet: hallmark intent register "
              + folder.file(HallmarkBundle.INTENT)
              + " --log DIR|URL");
    }
    IntentRegistration registration =
        IntentRegistration.read(intent, intent.beacon().orElseThrow(), entry.get(), proof.get());
    String problem = registration.problem();
    if (problem != null) {
      throw new Rejected("BEACON", problem);
    }
    return SeedValue.of(intent.grade(), registration.value().bytes());
  }

  /// The seed.
  Digest seed() {
    return RunSeed.of(intent.digest(), seedValue.grade().word(), seedValue.value());
  }

  /// The dataset proofs by name of the part.
  Map<String, byte[]> datasetProofs() throws IOException, Malformed {
    return DatasetFolder.readProofs(dataset.resolve(DatasetFolder.MANIFEST), manifest);
  }

  /// The certificates of authorities about this version that lie in the folder of the data set.
  List<byte[]> certificates() throws IOException, Malformed {
    return CertificateFiles.about(manifest, dataset);
  }

  /// That the data set is a copy of its original, this of its own, and so on.
  List<HallmarkBundle> originals() throws IOException, VerificationException {
    return CopyCertificate.of(dataset, manifest);
  }

  /// The policy proofs about this data set, or an original that has the same records, that lie in
  /// its folder and in the run's: files `policy*.hallmark`, by name; those about another version,
  /// or about the windows of another run, are left out.
  List<byte[]> policyProofs() throws IOException, VerificationException {
    Set<Digest> same = new HashSet<>(Set.of(manifest.digest()));
    for (HallmarkBundle original : originals()) {
      same.add(CopyCertificate.read(original, DatasetLimits.DEFAULT).original().digest());
    }
    List<byte[]> out = new ArrayList<>();
    List<byte[]> all = new ArrayList<>(files(dataset));
    all.addAll(files(folder.folder()));
    all.addAll(CopyCertificate.policyProofs(dataset));
    for (byte[] file : all) {
      HallmarkBundle proof = HallmarkBundle.read(file);
      if (proof.isPolicyProof() && isAboutThis(PolicyVerifier.statement(proof), same)) {
        out.add(file);
      }
    }
    return out;
  }

  private boolean isAboutThis(PolicyStatement statement, Set<Digest> same) {
    return same.contains(statement.manifest())
        && statement.order().map(order().stated()::equals).orElse(true);
  }

  /// The order in which the run reads records.
  PolicyOrder order() {
    return new PolicyOrder(program, seed());
  }

  private static List<byte[]> files(Path from) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(from, POLICIES)) {
      stream.forEach(files::add);
    }
    files.sort(Comparator.comparing(f -> f.getFileName().toString()));
    List<byte[]> out = new ArrayList<>();
    for (Path file : files) {
      out.add(Files.readAllBytes(file));
    }
    return out;
  }

  /// What a training made.
  ///
  /// @param trace weights at the boundaries and cells of every step: secret
  /// @param served the exported model: secret if sealed
  /// @param evaluations results on the test part, if there is one
  /// @param nanos time of the training itself
  record Trained(
      TrainingTrace trace, ServedModel served, List<Evaluation> evaluations, long nanos) {
    /// Copies the list.
    Trained {
      evaluations = List.copyOf(evaluations);
    }
  }

  /// Trains, exports and evaluates.
  ///
  /// @param kept whether the boundary after so many segments is kept, so that a window can start
  ///   there
  /// @throws TrainingStopped if a value leaves its declared range
  /// @param evaluate what is published about the test part
  /// @throws Malformed if the opening is not that of the manifest
  /// @throws RefusedException if the model does not reach a stated threshold
  /// @throws IOException if the opening cannot be read
  Trained train(IntPredicate kept, EvaluationChoice evaluate, Progress progress)
      throws TrainingStopped, Malformed, IOException, RefusedException {
    SampleTable train = opening.samples(Ingestion.TRAIN);
    Digest seed = seed();
    long start = System.nanoTime();
    TrainingTrace trace =
        ExactTrainer.train(
            network,
            train,
            seed,
            start(seed),
            kept,
            step -> progress.report("train", step, program.steps()));
    long nanos = System.nanoTime() - start;
    ServedModel served = ServedModel.export(network, trace.last());
    return new Trained(trace, served, evaluate(served, evaluate), nanos);
  }

  /// The master weights of the first step.
  ModelSnapshot start(Digest seed) {
    if (parent == null) {
      return network.initial(seed);
    }
    ModelSnapshot served = parentOpening == null ? parent.released() : parentOpening.served();
    return parent.format().start(Objects.requireNonNull(served), program);
  }

  private List<Evaluation> evaluate(ServedModel served, EvaluationChoice choice)
      throws TrainingStopped, Malformed, IOException, RefusedException {
    if (!evaluates(choice)) {
      return List.of();
    }
    List<Evaluation> out = new ArrayList<>();
    for (ManifestPart shard : manifest.shards(Ingestion.TEST)) {
      int place =
          choice.tag().isEmpty() ? -1 : GroupTag.place(manifest.schema(), choice.tag().get());
      SampleTable test = grouped(shard, place);
      choice
          .output(served.evaluate(test, 0, test.rows()).result(), test.rows(), place)
          .ifPresent(output -> out.add(new Evaluation(shard.name(), 0, test.rows(), output)));
    }
    return out;
  }

  /// The records of a shard, in groups by the codes of a tag.
  ///
  /// @param place place of the tag, negative for no groups
  private SampleTable grouped(ManifestPart shard, int place) throws Malformed, IOException {
    SampleTable samples = opening.shardSamples(shard.name());
    if (place < 0) {
      return samples;
    }
    long[] codes = opening.records(shard.name()).tags()[place];
    return samples.withGroups(
        GroupTag.groups(manifest.schema(), place),
        Arrays.stream(codes).mapToInt(Math::toIntExact).toArray());
  }

  /// The records that a run of these evaluations evaluates, by name in the run.
  Map<String, SampleTable> samplesByCommitment(List<Evaluation> evaluations)
      throws Malformed, IOException {
    Map<String, SampleTable> out = new LinkedHashMap<>();
    for (Evaluation e : evaluations) {
      out.put(e.part(), opening.shardSamples(e.part()));
    }
    return out;
  }

  /// The weights file of a served model.
  byte[] modelFile(ServedModel served) {
    return Safetensors.write(ModelFile.tensors(served.weights(), program.exportFraction()));
  }
}
