package io.hallmark.provenance.training;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digest;
import io.hallmark.document.Progress;
import io.hallmark.learning.program.Features;
import io.hallmark.learning.program.ModelOptions;
import io.hallmark.learning.program.ProgramDefaults;
import io.hallmark.learning.program.Schedule;
import io.hallmark.learning.program.StepOptions;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.authority.Attestation;
import io.hallmark.provenance.authority.Authority;
import io.hallmark.provenance.authority.DatasetCertificate;
import io.hallmark.provenance.authority.DatasetCertifier;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.Requirement;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.compliance.PolicyProver;
import io.hallmark.provenance.dataset.DatasetAppender;
import io.hallmark.provenance.dataset.DatasetCommitter;
import io.hallmark.provenance.dataset.DatasetCopier;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.DatasetRecheck;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.SchemaDraft;
import io.hallmark.provenance.dataset.SchemaFit;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.source.CsvSource;
import io.hallmark.provenance.training.IntentSignature.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A small world for tests: two data sets of one shape, their owner and authority, a trainer; real
/// parameters, real proofs. Made once for all tests of a process; a data set can be opened a few
/// times only, so there is more than one.
final class World {
  static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Map<String, World> WORLDS = new HashMap<>();
  private static final KeyPair AUTHORITY = Keys.generate();
  private static final KeyPair TRAINER = Keys.generate();

  final Path root;
  final KeyPair authority = AUTHORITY;
  final KeyPair trainer = TRAINER;
  final KeyPair stranger = Keys.generate();
  final Path trainerKey;
  final Path dataset;
  final DatasetManifest manifest;
  final DatasetManifest otherManifest;
  final Path otherDataset;
  private int runs;
  private @Nullable HallmarkBundle released;
  private @Nullable HallmarkBundle sealed;
  private @Nullable HallmarkBundle registered;
  private @Nullable HallmarkBundle attached;
  private @Nullable Path sealedRun;
  private @Nullable HallmarkBundle policyProof;
  private @Nullable HallmarkBundle otherPolicyProof;
  private @Nullable HallmarkBundle otherQuotas;

  private World(boolean sharded) throws Exception {
    root = Files.createTempDirectory("hallmark-world");
    trainerKey = root.resolve("trainer");
    KeyFiles.write(trainerKey, trainer);
    dataset = root.resolve("dataset");
    manifest = sharded ? commitShards(dataset) : commit("first", 1, dataset);
    otherDataset = root.resolve("other");
    otherManifest = commit("first", 2, otherDataset);
  }

  /// The world of most tests of this process.
  static World get() throws Exception {
    return named("first");
  }

  /// Another world of the same people, whose openings are for chains of certificates.
  static World chains() throws Exception {
    return named("chains");
  }

  /// Another one, whose openings are for revealed models.
  static World reveals() throws Exception {
    return named("reveals");
  }

  private static World named(String name) throws Exception {
    synchronized (WORLDS) {
      World world = WORLDS.get(name);
      if (world == null) {
        world = new World(name.endsWith("shards"));
        WORLDS.put(name, world);
      }
      return world;
    }
  }

  /// One whose data set is committed in shards of 16 records, and has a second source.
  static World shards() throws Exception {
    return named("shards");
  }

  /// Another one in shards, whose openings are for quotas of runs.
  static World quotaShards() throws Exception {
    return named("quota-shards");
  }

  /// Another one, whose openings are for policies.
  static World policies() throws Exception {
    return named("policies");
  }

  /// Another one, whose openings are for quotas of runs.
  static World quotas() throws Exception {
    return named("quotas");
  }

  /// Another world of the same people, whose openings are for processes that die.
  static World deaths() throws Exception {
    return named("deaths");
  }

  /// A world whose data set is the renewal of another's; the authority certified the other only.
  static World renewed() throws Exception {
    World first = named("renewals");
    synchronized (WORLDS) {
      World world = WORLDS.get("renewed");
      if (world == null) {
        world = new World(first);
        WORLDS.put("renewed", world);
      }
      return world;
    }
  }

  private World(World first) throws Exception {
    root = first.root;
    trainerKey = first.trainerKey;
    Files.write(first.dataset.resolve("policy.hallmark"), first.policyProof().write());
    dataset = root.resolve("renewed");
    manifest =
        DatasetCopier.renew(
            first.dataset,
            dataset,
            new DatasetCopier.Options(OptionalLong.empty(), NOW, Progress.QUIET));
    otherDataset = first.otherDataset;
    otherManifest = first.otherManifest;
    runs = 1000;
  }

  private DatasetManifest commit(String name, long seed, Path folder) throws Exception {
    Path csv = root.resolve(name + seed + ".csv");
    Files.writeString(csv, csv(seed));
    CsvSource source = new CsvSource(csv);
    DatasetManifest made =
        DatasetCommitter.commit(
            source,
            schema(name, source),
            folder,
            new DatasetCommitter.Options(
                OptionalLong.of(24), DatasetLimits.DEFAULT, NOW, Progress.QUIET));
    certify(List.of(source), made, folder);
    return made;
  }

  private static DatasetSchema schema(String name, CsvSource source) throws Exception {
    String draft =
        """
        {"name": "NAME", "split": {"test": "0.25"}, "origin": "none", "columns": [
          {"name": "a", "role": "feature"}, {"name": "b", "role": "feature"},
          {"name": "c", "role": "feature"},
          {"name": "y", "role": "label", "classes": [
            {"name": "no", "values": ["0"]}, {"name": "yes", "values": ["1"]}]}]}
        """
            .replace("NAME", name);
    return SchemaFit.fit(source, SchemaDraft.read(draft.getBytes(StandardCharsets.UTF_8))).schema();
  }

  private DatasetManifest commitShards(Path folder) throws Exception {
    CsvSource first = new CsvSource(Files.writeString(root.resolve("one.csv"), csv(3)));
    CsvSource second = new CsvSource(Files.writeString(root.resolve("two.csv"), csv(4)));
    DatasetCommitter.Options options =
        new DatasetCommitter.Options(
            OptionalLong.of(24), DatasetLimits.DEFAULT, NOW, Progress.QUIET);
    DatasetCommitter.commit(first, schema("shards", first), folder, options.withShardRows(16));
    DatasetManifest made = DatasetAppender.append(second, folder, options);
    certify(List.of(first, second), made, folder);
    return made;
  }

  private void certify(List<CsvSource> sources, DatasetManifest made, Path folder)
      throws Exception {
    DatasetRecheck.Recomputed recomputed =
        DatasetRecheck.recheck(
            sources, made, DatasetOpening.open(folder.resolve("opening")), new byte[0]);
    AtomicFiles.write(
        folder.resolve("certificate.json"),
        DatasetCertifier.certify(made, attestation(), Optional.of(recomputed), authority).write());
  }

  static DatasetCertificate attestation() {
    return new DatasetCertificate(
        "Hospital",
        "owner",
        new TreeSet<>(List.of(Attestation.SOURCES_RECOMPUTED)),
        NOW.minus(Duration.ofDays(1)),
        NOW.plus(Duration.ofDays(30)),
        "",
        List.of());
  }

  private static String csv(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder out = new StringBuilder("a,b,c,y\n");
    for (int r = 0; r < 60; r++) {
      int a = random.nextInt(200);
      int b = random.nextInt(200);
      int c = random.nextInt(200);
      int y = 2 * a - b + random.nextInt(60) > 130 ? 1 : 0;
      out.append("%d.%d,%d.5,%d,%d\n".formatted(a, random.nextInt(10), b, c, y));
    }
    return out.toString();
  }

  /// A proof that this world's data set has records of both classes.
  HallmarkBundle policyProof() throws Exception {
    policyProof = policyProof == null ? policyProof(dataset) : policyProof;
    return policyProof;
  }

  /// The same about the other data set.
  HallmarkBundle otherPolicyProof() throws Exception {
    otherPolicyProof = otherPolicyProof == null ? policyProof(otherDataset) : otherPolicyProof;
    return otherPolicyProof;
  }

  /// A proof about the windows of another run on this world's data set.
  HallmarkBundle otherQuotas() throws Exception {
    if (otherQuotas == null) {
      TrainingProgram program = program("0.1");
      Path run = begin(program, intent(program, ReleaseMode.RELEASED, SeedGrade.COMMITTED));
      otherQuotas =
          PolicyProver.prove(
              dataset,
              PolicyDocument.readLenient(
                  """
                  {"type":"hallmark/policy/v1","name":"quotas","version":1,"windows":"run","rules":[
                   {"kind":"count","columns":["class"],"require":[{"of":["0"],"at_least":1}]}]}
                  """
                      .getBytes(StandardCharsets.UTF_8)),
              Map.of(),
              OptionalLong.empty(),
              Optional.of(RunFolder.order(run)),
              Progress.QUIET);
    }
    return otherQuotas;
  }

  private static HallmarkBundle policyProof(Path folder) throws Exception {
    String policy =
        """
        {"type":"hallmark/policy/v1","name":"both classes","version":1,"rules":[
          {"kind":"count","columns":["class"],"require":[{"each":"all","at_least":5}]}]}
        """;
    return PolicyProver.prove(
        folder,
        PolicyDocument.readLenient(policy.getBytes(StandardCharsets.UTF_8)),
        Map.of(),
        OptionalLong.empty(),
        Progress.QUIET);
  }

  /// A trust file that requires what the authority attested.
  TrustPolicy trust() {
    return new TrustPolicy(
        List.of(
            Authority.of(
                "Hospital",
                List.of(authority.getPublic()),
                new TreeSet<>(List.of("owner")),
                Optional.empty(),
                Optional.empty())),
        List.of(new Requirement(Attestation.SOURCES_RECOMPUTED, "owner", 1)));
  }

  /// A program of 20 steps in 5 segments of 4.
  TrainingProgram program(String rate) throws Exception {
    return program(manifest, rate);
  }

  static TrainingProgram program(DatasetManifest manifest, String rate) throws Exception {
    int rows = manifest.rows("train");
    TrainingProgram whole =
        ProgramDefaults.of(
            new Features(3, manifest.schema().frac(), -4096, 4095, Optional.empty()),
            rows,
            2,
            ModelOptions.logistic(),
            StepOptions.of(20, 4, Schedule.Kind.CONSTANT, rate, "0", 0));
    return TrainingProgram.of(whole.document().toBuilder().put("segment", 4).build());
  }

  /// An intent of this world's trainer.
  Intent intent(TrainingProgram program, ReleaseMode mode, SeedGrade grade) {
    return intent(program, new InitialModel.FromSeed(), mode, grade);
  }

  /// An intent of this world's trainer to start from a model.
  Intent intent(TrainingProgram program, InitialModel initial, ReleaseMode mode, SeedGrade grade) {
    return new Intent(
        List.of(manifest.digest()),
        program.digest(),
        initial,
        mode,
        trainer.getPublic(),
        "%032x".formatted(++runs),
        NOW,
        grade,
        grade == SeedGrade.SELF_CHOSEN ? Optional.of(Digest.of(new byte[32])) : Optional.empty(),
        grade == SeedGrade.BEACON ? Optional.of(SampleBeacon.TERMS) : Optional.empty());
  }

  /// A run folder; a committed intent is signed by the authority.
  Path begin(TrainingProgram program, Intent intent) throws IOException {
    return begin(program, intent, Optional.empty(), Optional.empty());
  }

  /// A run folder of a committed intent that starts from a parent.
  ///
  /// @param run the run folder of a sealed parent
  Path beginChild(
      TrainingProgram program, HallmarkBundle parent, Optional<Path> run, ReleaseMode mode)
      throws Exception {
    ParentCertificate certificate = ParentCertificate.read(file(parent), Optional.empty(), NOW);
    certificate.requireStart(program, run);
    Intent intent = intent(program, certificate.initial(), mode, SeedGrade.COMMITTED);
    return begin(program, intent, Optional.of(certificate), run);
  }

  /// A run folder; a committed intent is signed by the authority.
  Path begin(
      TrainingProgram program,
      Intent intent,
      Optional<ParentCertificate> parent,
      Optional<Path> parentRun)
      throws IOException {
    Path folder = root.resolve("run" + ++runs);
    RunFolder.create(
        folder,
        intent,
        program.canonicalBytes(),
        IntentSignature.sign(intent, Role.TRAINER, trainer),
        new RunFolder.Local(dataset, trainerKey, parentRun),
        parent);
    if (intent.grade() == SeedGrade.COMMITTED) {
      Files.write(
          folder.resolve(HallmarkBundle.INTENT_SEED),
          IntentSignature.sign(intent, Role.SEED, authority).write());
    }
    return folder;
  }

  /// Proves a run folder.
  HallmarkBundle prove(Path folder, int segmentsPerPart) throws Exception {
    Path out = folder.resolve("out.hallmark");
    TrainingProver.prove(
        folder,
        out,
        new TrainingProver.Options(segmentsPerPart, 0, 1, false, Optional.empty()),
        Progress.QUIET);
    return HallmarkBundle.read(out);
  }

  /// A released certificate of one training part; made once.
  synchronized HallmarkBundle released() throws Exception {
    if (released == null) {
      TrainingProgram program = program("0.1");
      released =
          prove(begin(program, intent(program, ReleaseMode.RELEASED, SeedGrade.COMMITTED)), 0);
    }
    return released;
  }

  /// A sealed certificate of two training parts; made once.
  synchronized HallmarkBundle sealed() throws Exception {
    if (sealed == null) {
      TrainingProgram program = program("0.1");
      sealedRun = begin(program, intent(program, ReleaseMode.SEALED, SeedGrade.COMMITTED));
      sealed = prove(sealedRun, 3);
    }
    return sealed;
  }

  /// A released certificate whose seed a log gave; made once.
  synchronized HallmarkBundle registered() throws Exception {
    if (registered == null) {
      TrainingProgram program = program("0.1");
      Path folder = begin(program, intent(program, ReleaseMode.RELEASED, SeedGrade.BEACON));
      SampleBeacon beacon = new SampleBeacon(SampleBeacon.LOG);
      IntentRegistrar.register(
          RunFolder.at(folder), trainer, NOW, entry -> beacon.answer(entry, 3));
      registered = prove(folder, 0);
    }
    return registered;
  }

  /// The released certificate with all members for other tools; made once.
  synchronized HallmarkBundle attached() throws Exception {
    if (attached == null) {
      attached = SampleMembers.attach(released(), trainer);
    }
    return attached;
  }

  /// The run folder of the sealed certificate.
  synchronized Path sealedRun() throws Exception {
    sealed();
    return Objects.requireNonNull(sealedRun);
  }

  /// Writes a container to a new file.
  Path file(HallmarkBundle bundle) throws IOException {
    Path file = root.resolve("certificate" + ++runs + ".hallmark");
    Files.write(file, bundle.write());
    return file;
  }
}
