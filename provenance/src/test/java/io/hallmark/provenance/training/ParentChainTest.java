package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Progress;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.model.ServedFormat;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunRefused;
import io.hallmark.learning.trace.ExactTrainer;
import io.hallmark.learning.trace.ServedModel;
import io.hallmark.proof.commitment.OpeningEntry;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.Authority;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.ModelFile;
import io.hallmark.provenance.certificate.Report;
import io.hallmark.provenance.certificate.Safetensors;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.dataset.CreditLedger;
import io.hallmark.provenance.dataset.CreditPurpose;
import io.hallmark.provenance.dataset.DatasetOpening;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Chains of certificates with real parameters: a run starts from the model of another run.
final class ParentChainTest {
  @TempDir private Path temp;

  private static Verdict verify(HallmarkBundle bundle) throws Exception {
    World world = World.chains();
    return TrainingVerifier.verify(world.file(bundle), world.trust(), World.NOW);
  }

  private static List<String> codes(List<Verdict.Line> lines) {
    return lines.stream().map(Verdict.Line::code).toList();
  }

  /// A program whose export has another format than the parent's.
  private static TrainingProgram other(World world) throws Exception {
    TrainingProgram p = world.program("0.05");
    var export = (io.hallmark.document.JsonObject) p.document().find("export").orElseThrow();
    return TrainingProgram.of(
        p.document().toBuilder()
            .put(
                "export",
                export.toBuilder()
                    .put("weight_frac", p.exportFraction() - 3)
                    .put("weight_bits", p.exportBits() - 2)
                    .build())
            .build());
  }

  /// The weights that the child's program makes of the parent's, computed here.
  private static ModelSnapshot expected(
      Forger child, TrainingProgram program, ModelSnapshot parent, ServedFormat format)
      throws Exception {
    World world = World.chains();
    Network network = Network.of(program);
    var seed =
        io.hallmark.learning.sampler.RunSeed.of(
            child.intent.digest(), "committed", child.statement.seed().value());
    var trace =
        ExactTrainer.train(
            network,
            DatasetOpening.open(world.dataset.resolve("opening")).samples("train"),
            seed,
            format.start(parent, program),
            step -> {});
    return ServedModel.export(network, trace.last()).weights();
  }

  private static ModelSnapshot weights(byte[] file, TrainingProgram program) throws Exception {
    return ModelFile.integers(
        Safetensors.read(file), Network.of(program).tensors(), program.exportFraction());
  }

  @Test
  void aReleasedModelBecomesAReleasedModelOfAnotherFormat() throws Exception {
    World world = World.chains();
    TrainingProgram program = other(world);
    HallmarkBundle child =
        world.prove(
            world.beginChild(program, world.released(), Optional.empty(), ReleaseMode.RELEASED), 3);
    Verdict verdict = verify(child);
    assertEquals(Optional.empty(), verdict.rejection());
    assertTrue(codes(verdict.proven()).contains("PARENT"));
    assertTrue(verdict.parent().orElseThrow().accepted());
    assertTrue(codes(verdict.parent().orElseThrow().disclosed()).contains("WEIGHTS"));
    TrainingProgram before = world.program("0.1");
    byte[] start = world.released().optional(HallmarkBundle.MODEL).orElseThrow();
    assertEquals(
        expected(
            new Forger(World.chains(), child),
            program,
            weights(start, before),
            ServedFormat.of(before)),
        weights(child.optional(HallmarkBundle.MODEL).orElseThrow(), program));
    String text = new Report(verdict, "x.hallmark", World.NOW, Duration.ZERO).text();
    assertTrue(text.contains("Parent: Proven (from proofs alone)"), text);
  }

  @Test
  void aSealedModelBecomesASealedOneAndThenAReleasedOne() throws Exception {
    World world = World.chains();
    Path parentRun = world.sealedRun();
    long before = left(parentRun);
    Path run =
        world.beginChild(other(world), world.sealed(), Optional.of(parentRun), ReleaseMode.SEALED);
    HallmarkBundle child = world.prove(run, 0);
    assertEquals(before - 1, left(parentRun));
    assertEquals("accepted", Forger.outcome(child));
    Path last =
        world.beginChild(world.program("0.1"), child, Optional.of(run), ReleaseMode.RELEASED);
    HallmarkBundle grandchild = world.prove(last, 0);
    Verdict verdict = verify(grandchild);
    assertEquals(Optional.empty(), verdict.rejection());
    Verdict parent = verdict.parent().orElseThrow();
    assertTrue(parent.parent().orElseThrow().parent().isEmpty());
    assertFalse(codes(parent.disclosed()).contains("WEIGHTS"));
    String json = new Report(verdict, "x", World.NOW, Duration.ZERO).jsonText();
    assertEquals(3, json.split("\"proven\":", -1).length - 1);
  }

  /// How many more children a sealed model can have.
  private static long left(Path run) throws Exception {
    return ledger(run).runsLeft("model");
  }

  private static CreditLedger ledger(Path run) throws Exception {
    try (Stream<Path> models = Files.list(run.resolve("model"))) {
      return new CreditLedger(models.findFirst().orElseThrow().resolve("ledger"));
    }
  }

  @Test
  void aChildIsRejectedAtTheLinkThatIsBroken() throws Exception {
    World world = World.chains();
    HallmarkBundle child = releasedChild();
    HallmarkBundle bad =
        new Forger(World.chains(), world.released()).flip(HallmarkBundle.RUN_PROOF, 5000).forge();
    String outcome = Forger.outcome(child.with(HallmarkBundle.PARENT, bad.write()));
    assertTrue(outcome.startsWith("PARENT_CERTIFICATE/RUN_PROOF/"), outcome);
    byte[] cut = child.optional(HallmarkBundle.PARENT).orElseThrow();
    cut[cut.length - 1] ^= 1;
    VerificationException.Malformed malformed =
        assertThrows(
            VerificationException.Malformed.class,
            () -> Forger.outcome(child.with(HallmarkBundle.PARENT, cut)));
    assertTrue(malformed.place().startsWith(HallmarkBundle.PARENT), malformed.place());
  }

  private static @Nullable HallmarkBundle child;

  /// A released child of the released certificate; made once.
  static synchronized HallmarkBundle releasedChild() throws Exception {
    if (child == null) {
      World world = World.chains();
      child =
          world.prove(
              world.beginChild(
                  world.program("0.05"), world.released(), Optional.empty(), ReleaseMode.RELEASED),
              0);
    }
    return child;
  }

  @Test
  void trustAppliesToTheParentToo() throws Exception {
    World world = World.chains();
    Forger stranger =
        new Forger(World.chains(), world.released()).without(HallmarkBundle.authority(0));
    HallmarkBundle child = releasedChild().with(HallmarkBundle.PARENT, stranger.forge().write());
    assertEquals("PARENT_CERTIFICATE/TRUST_REQUIREMENT", Forger.outcome(child));
    Verdict late =
        TrainingVerifier.verify(
            world.file(releasedChild()), world.trust(), World.NOW.plus(Duration.ofDays(31)));
    assertEquals("CERTIFICATE_EXPIRED", late.rejection().orElseThrow().check());
    TrustPolicy open =
        new TrustPolicy(
            List.of(
                Authority.of(
                    "Hospital",
                    List.of(world.authority.getPublic()),
                    new TreeSet<>(List.of("owner")),
                    Optional.empty(),
                    Optional.empty())),
            List.of());
    Verdict without = TrainingVerifier.verify(world.file(child), open, World.NOW);
    assertEquals(Optional.empty(), without.rejection());
    assertTrue(codes(without.parent().orElseThrow().missing()).contains("SOURCES_NOT_RECOMPUTED"));
  }

  /// Another model of the same layers, honestly certified, in the place of the parent: named by a
  /// fresh intent, so that every document fits.
  @Test
  void anotherParentOfTheSameShapeDoesNotFitTheProof() throws Exception {
    World world = World.chains();
    HallmarkBundle released = releasedChild();
    assertReplaced(world, released, released);
    Path run = world.sealedRun();
    TrainingProgram program = world.program("0.05");
    HallmarkBundle sealed =
        world.prove(
            world.beginChild(program, world.sealed(), Optional.of(run), ReleaseMode.RELEASED), 0);
    Path twin =
        world.begin(program, world.intent(program, ReleaseMode.SEALED, SeedGrade.COMMITTED));
    assertReplaced(world, sealed, world.prove(twin, 3));
    // A sealed parent in the place of a released one, and the other way round: the run differs.
    assertReplaced(world, sealed, world.released());
  }

  private static void assertReplaced(World world, HallmarkBundle child, HallmarkBundle parent)
      throws Exception {
    Forger forger = new Forger(World.chains(), child);
    InitialModel other =
        ParentCertificate.read(world.file(parent), Optional.empty(), World.NOW).initial();
    forger.member(HallmarkBundle.PARENT, parent.write());
    String named = Forger.outcome(forger.forge());
    assertEquals("PARENT_STATEMENT", named);
    forger.intent(
        world.intent(world.program("0.05"), other, forger.intent.release(), SeedGrade.COMMITTED));
    String outcome = Forger.outcome(forger.forge());
    assertTrue(outcome.startsWith("RUN_PROOF/") || outcome.equals("OLDER_GEOMETRY"), outcome);
  }

  /// The child's data set is another one, with an owner's attestation of its own.
  @Test
  void aChildMayLearnFromOtherData() throws Exception {
    World world = World.chains();
    TrainingProgram program = World.program(world.otherManifest, "0.05");
    ParentCertificate parent =
        ParentCertificate.read(world.file(world.released()), Optional.empty(), World.NOW);
    Intent i =
        CertificateForgeryTest.with(
            world.intent(program, parent.initial(), ReleaseMode.RELEASED, SeedGrade.COMMITTED),
            List.of(world.otherManifest.digest()));
    Path run = world.begin(program, i, Optional.of(parent), Optional.empty());
    Path local = run.resolve("local.json");
    Files.writeString(
        local,
        Files.readString(local).replace(world.dataset.toString(), world.otherDataset.toString()));
    Verdict verdict = verify(world.prove(run, 0));
    assertEquals(Optional.empty(), verdict.rejection());
    Verdict before = verdict.parent().orElseThrow();
    assertFalse(verdict.proven().getLast().evidence().equals(before.proven().getLast().evidence()));
    assertTrue(codes(before.declared()).contains("SOURCES_RECOMPUTED"));
    assertTrue(codes(verdict.declared()).contains("SOURCES_RECOMPUTED"));
  }

  @Test
  void moreAncestorsThanTheLimitAreRefused() throws Exception {
    World world = World.chains();
    Limits d = Limits.DEFAULT;
    Limits none =
        new Limits(
            d.features(),
            d.steps(),
            d.samples(),
            d.parts(),
            d.cells(),
            d.m(),
            d.nu(),
            d.openings(),
            0);
    Verdict verdict =
        TrainingVerifier.verify(
            world.file(releasedChild()), Optional.empty(), world.trust(), World.NOW, none);
    assertEquals("LIMIT", verdict.rejection().orElseThrow().check());
  }

  @Test
  void aSealedParentWhoseOpeningsAreSpentIsRefusedBeforeTraining() throws Exception {
    World world = World.chains();
    TrainingProgram program = world.program("0.1");
    Path run = world.begin(program, world.intent(program, ReleaseMode.SEALED, SeedGrade.COMMITTED));
    HallmarkBundle parent = world.prove(run, 0);
    Path begun = world.beginChild(program, parent, Optional.of(run), ReleaseMode.SEALED);
    CreditLedger ledger = ledger(run);
    for (int i = 0; ledger.runsLeft("model") > 0; i++) {
      String digest = "%064x".formatted(i);
      ledger.charge("model", new OpeningEntry(digest, digest, "parent"), CreditPurpose.RUN);
    }
    long dataset = datasetRuns();
    RefusedException refused = assertThrows(RefusedException.class, () -> world.prove(begun, 0));
    assertTrue(String.valueOf(refused.getMessage()).contains("sealed model"), refused.getMessage());
    assertEquals(dataset, datasetRuns());
    assertThrows(
        RefusedException.class,
        () -> world.beginChild(program, parent, Optional.of(run), ReleaseMode.SEALED));
  }

  private static long datasetRuns() throws Exception {
    return DatasetOpening.open(World.chains().dataset.resolve("opening"))
        .ledger()
        .runsLeft("train");
  }

  @Test
  void aSealedParentIsOpenedFromItsOwnRunFolderOnly() throws Exception {
    World world = World.chains();
    TrainingProgram program = world.program("0.05");
    VerificationException.Rejected none =
        assertThrows(
            VerificationException.Rejected.class,
            () -> world.beginChild(program, world.sealed(), Optional.empty(), ReleaseMode.SEALED));
    assertEquals("PARENT_OPENING", none.code());
    Path folder = temp.resolve("run");
    copy(world.sealedRun().resolve("model"), folder.resolve("model"));
    Path weights;
    try (Stream<Path> models = Files.list(folder.resolve("model"))) {
      weights = models.findFirst().orElseThrow().resolve("weights.safetensors");
    }
    byte[] bytes = Files.readAllBytes(weights);
    ModelSnapshot snapshot = weights(bytes, world.program("0.1"));
    long[] first = snapshot.values(0);
    first[0]++;
    Files.write(
        weights,
        Safetensors.write(
            ModelFile.tensors(
                new ModelSnapshot(snapshot.tensors(), first, snapshot.values(1)),
                world.program("0.1").exportFraction())));
    VerificationException.Malformed other =
        assertThrows(
            VerificationException.Malformed.class,
            () ->
                world.beginChild(program, world.sealed(), Optional.of(folder), ReleaseMode.SEALED));
    assertTrue(other.place().contains("not those of the sealed model"), other.place());
  }

  private static void copy(Path from, Path to) throws Exception {
    Files.createDirectories(to.getParent());
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  @Test
  void aRejectedParentIsNoStart() throws Exception {
    World world = World.chains();
    HallmarkBundle bad =
        new Forger(World.chains(), world.released()).flip(HallmarkBundle.RUN_PROOF, 5000).forge();
    VerificationException.Rejected refused =
        assertThrows(
            VerificationException.Rejected.class,
            () -> ParentCertificate.read(world.file(bad), Optional.empty(), World.NOW));
    assertTrue(refused.code().startsWith("PARENT_CERTIFICATE/RUN_PROOF/"), refused.code());
    Path file = world.file(world.released().withoutModel());
    assertThrows(
        VerificationException.Rejected.class,
        () -> ParentCertificate.read(file, Optional.empty(), World.NOW));
    Path weights = temp.resolve("held.safetensors");
    byte[] held = world.released().optional(HallmarkBundle.MODEL).orElseThrow();
    Files.write(weights, held);
    ParentCertificate whole = ParentCertificate.read(file, Optional.of(weights), World.NOW);
    assertArrayEquals(world.released().write(), whole.write());
  }

  @Test
  void aParentOfOtherLayersOrTooManyBitsIsNoStart() throws Exception {
    World world = World.chains();
    ParentCertificate parent =
        ParentCertificate.read(world.file(world.released()), Optional.empty(), World.NOW);
    TrainingProgram p = world.program("0.1");
    var optimizer = (io.hallmark.document.JsonObject) p.document().find("optimizer").orElseThrow();
    TrainingProgram narrow =
        TrainingProgram.of(
            p.document().toBuilder()
                .put("optimizer", optimizer.toBuilder().put("weight_bits", 24).build())
                .build());
    RunRefused refused =
        assertThrows(RunRefused.class, () -> parent.requireStart(narrow, Optional.empty()));
    assertTrue(String.valueOf(refused.getMessage()).contains("exceed weight_bits"));
  }

  @Test
  void aStoredChildIsChargedOnceAfterACrash() throws Exception {
    World world = World.chains();
    Path parentRun = world.sealedRun();
    Path run =
        world.beginChild(
            world.program("0.05"), world.sealed(), Optional.of(parentRun), ReleaseMode.RELEASED);
    HallmarkBundle child = world.prove(run, 0);
    long left = left(parentRun);
    Files.write(run.resolve("pending.hallmark"), child.write());
    TrainingProver.Result again =
        TrainingProver.prove(
            run, run.resolve("again"), TrainingProver.Options.DEFAULT, Progress.QUIET);
    assertTrue(again.resumed());
    assertEquals(left, left(parentRun));
  }
}
