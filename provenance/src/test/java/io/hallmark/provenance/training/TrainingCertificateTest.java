package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.FolderLock;
import io.hallmark.document.Progress;
import io.hallmark.learning.program.Features;
import io.hallmark.learning.program.ModelOptions;
import io.hallmark.learning.program.ProgramDefaults;
import io.hallmark.learning.program.Schedule;
import io.hallmark.learning.program.StepOptions;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.Authority;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.CertificateChecks;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.Report;
import io.hallmark.provenance.certificate.Safetensors;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.copy.SameRecords;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.training.RunStatement.ProofParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// The whole path with real parameters: released and sealed, one and several parts.
final class TrainingCertificateTest {
  private static Verdict verify(HallmarkBundle bundle, TrustPolicy trust) throws Exception {
    return TrainingVerifier.verify(World.get().file(bundle), trust, World.NOW);
  }

  private static List<String> codes(List<Verdict.Line> lines) {
    return lines.stream().map(Verdict.Line::code).toList();
  }

  @Test
  void aReleasedCertificateIsAcceptedAndSaysWhatIsProven() throws Exception {
    Verdict verdict = verify(World.get().released(), World.get().trust());
    assertEquals(Optional.empty(), verdict.rejection());
    assertEquals(
        List.of("TRAINING", "ORDER", "MODEL", "DATA_RANGES", "ACCURACY"), codes(verdict.proven()));
    assertTrue(
        codes(verdict.declared()).containsAll(List.of("SOURCES_RECOMPUTED", "SEED_COMMITTED")));
    assertTrue(codes(verdict.disclosed()).contains("WEIGHTS"));
    assertTrue(codes(verdict.missing()).containsAll(List.of("NO_LOG", "NO_ORIGIN")));
    assertTrue(verdict.security().orElseThrow().bits() >= 100);
  }

  @Test
  void chosenRecordsAndTrainingRecordsAreNoTest() throws Exception {
    HallmarkBundle bundle = World.get().released();
    CertificateDocuments documents = CertificateDocuments.read(bundle, Limits.DEFAULT);
    RunStatement.Evaluation whole = documents.statement().evaluations().getFirst();
    assertFalse(codes(lines(documents, whole).missing()).contains("NO_TEST"));
    Verdict some =
        lines(
            documents, new RunStatement.Evaluation("test", 1, 2, new EvaluationOutput.Correct(2)));
    assertTrue(codes(some.missing()).contains("NO_TEST"));
    assertTrue(
        some.proven()
            .getLast()
            .sentence()
            .endsWith(": records 1 to 2 of %d, which the trainer chose".formatted(whole.rows())),
        some.proven().getLast().sentence());
    long rows = documents.program().trainRows();
    Verdict train =
        lines(
            documents,
            new RunStatement.Evaluation("train", 0, rows, new EvaluationOutput.Correct(rows)));
    assertTrue(codes(train.missing()).contains("NO_TEST"));
  }

  /// What the verdict would say of the same certificate with this evaluation.
  private static Verdict lines(CertificateDocuments d, RunStatement.Evaluation evaluation)
      throws Exception {
    RunStatement s = d.statement();
    RunStatement other =
        new RunStatement(
            s.data(),
            s.program(),
            s.intent(),
            s.seed(),
            s.windows(),
            List.of(evaluation),
            s.proof(),
            s.older(),
            s.model());
    CertificateDocuments documents =
        new CertificateDocuments(
            d.bundle(),
            d.envelope(),
            d.certificate(),
            other,
            d.manifest(),
            d.program(),
            d.intent());
    return new VerdictLines(
            documents, Optional.empty(), d.manifest().parts(), TrustPolicy.EMPTY, World.NOW)
        .verdict(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            new ProofCheck(new CertificateChecks.ProofOutcome("", ""), Optional.empty(), 0),
            new Verdict.Sizes(0, 0, 0),
            SameRecords.read(d.manifest(), d.bundle(), DatasetLimits.DEFAULT),
            List.of(),
            Optional.empty());
  }

  @Test
  void aTensorNameCannotSpeakToTheTerminal() throws Exception {
    HallmarkBundle bundle = World.get().released();
    String name = "d\u001b[2J\u202e";
    byte[] model = Safetensors.write(Map.of(name, new Safetensors.Tensor(List.of(1), 0f)));
    Path file = Files.createTempFile("model", ".safetensors");
    Verdict verdict;
    try {
      Files.write(file, model);
      verdict =
          TrainingVerifier.verify(
              World.get().file(bundle),
              Optional.of(file),
              World.get().trust(),
              World.NOW,
              Limits.DEFAULT);
    } finally {
      Files.delete(file);
    }
    assertEquals("WEIGHTS_FORMAT", verdict.rejection().orElseThrow().check());
    String text = new Report(verdict, "x.hallmark", World.NOW, Duration.ZERO).text();
    assertTrue(text.contains("d\\u{1b}[2J\\u{202e}"), text);
  }

  @Test
  void aSealedCertificateOfTwoPartsIsAcceptedAndHasNoWeights() throws Exception {
    HallmarkBundle sealed = World.get().sealed();
    Verdict verdict = verify(sealed, World.get().trust());
    assertEquals(Optional.empty(), verdict.rejection());
    assertFalse(codes(verdict.disclosed()).contains("WEIGHTS"));
    assertTrue(sealed.optional(HallmarkBundle.MODEL).isEmpty());
    assertEquals(2, new Forger(sealed).statement.windows().size());
  }

  @Test
  void onePartTwoPartsAndFivePartsGiveTheSameWeights() throws Exception {
    World world = World.get();
    TrainingProgram program = world.program("0.1");
    Intent intent = world.intent(program, ReleaseMode.RELEASED, SeedGrade.COMMITTED);
    byte[] one = null;
    for (int segments : new int[] {0, 3, 1}) {
      HallmarkBundle bundle = world.prove(world.begin(program, intent), segments);
      assertEquals("accepted", Forger.outcome(bundle));
      int parts = new Forger(bundle).statement.windows().size();
      assertEquals(segments == 0 ? 1 : (5 + segments - 1) / segments, parts);
      byte[] model = bundle.optional(HallmarkBundle.MODEL).orElseThrow();
      one = one == null ? model : one;
      assertArrayEquals(one, model);
    }
  }

  @Test
  void aSelfChosenSeedIsAcceptedAndReportedAsMissing() throws Exception {
    World world = World.get();
    TrainingProgram program = world.program("0.1");
    HallmarkBundle bundle =
        world.prove(
            world.begin(
                program, world.intent(program, ReleaseMode.RELEASED, SeedGrade.SELF_CHOSEN)),
            0);
    Verdict verdict = verify(bundle, world.trust());
    assertTrue(verdict.accepted());
    assertTrue(codes(verdict.missing()).contains("SEED_SELF_CHOSEN"));
    assertFalse(codes(verdict.declared()).contains("SEED_COMMITTED"));
  }

  @Test
  void withoutATrustFileNothingIsRequiredAndStrangersAreMissingLines() throws Exception {
    Verdict verdict = verify(World.get().released(), TrustPolicy.EMPTY);
    assertTrue(verdict.accepted());
    assertTrue(
        codes(verdict.missing())
            .containsAll(
                List.of(
                    "NO_REQUIREMENT",
                    "UNKNOWN_SIGNER",
                    "SOURCES_NOT_RECOMPUTED",
                    "SEED_SIGNER_UNKNOWN")));
  }

  @Test
  void beforeAndAfterItsValidityTheAttestationDoesNotHold() throws Exception {
    World world = World.get();
    Path file = world.file(world.released());
    Verdict late =
        TrainingVerifier.verify(file, world.trust(), World.NOW.plus(Duration.ofDays(31)));
    assertEquals("CERTIFICATE_EXPIRED", late.rejection().orElseThrow().check());
    Verdict early =
        TrainingVerifier.verify(file, world.trust(), World.NOW.minus(Duration.ofDays(2)));
    assertEquals("CERTIFICATE_NOT_YET_VALID", early.rejection().orElseThrow().check());
  }

  @Test
  void weightsBesideTheCertificateMayHaveAnotherHeader() throws Exception {
    World world = World.get();
    HallmarkBundle bundle = world.released();
    byte[] model = bundle.optional(HallmarkBundle.MODEL).orElseThrow();
    Path file = world.file(bundle.withoutModel());
    Path held = file.resolveSibling("held.safetensors");
    Files.write(held, savedAgain(model));
    assertNotEquals(model.length, Files.size(held));
    Verdict verdict =
        TrainingVerifier.verify(file, Optional.of(held), world.trust(), World.NOW, Limits.DEFAULT);
    assertEquals(Optional.empty(), verdict.rejection());
    byte[] changed = Files.readAllBytes(held);
    changed[changed.length - 2] ^= 1;
    Files.write(held, changed);
    Verdict other =
        TrainingVerifier.verify(file, Optional.of(held), world.trust(), World.NOW, Limits.DEFAULT);
    assertEquals("WEIGHTS_DIGEST", other.rejection().orElseThrow().check());
  }

  /// The same tensors with spaces in the header and other metadata.
  private static byte[] savedAgain(byte[] model) throws Exception {
    long header = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String json = new String(model, 8, (int) header, StandardCharsets.UTF_8).strip();
    byte[] again =
        json.replace("{\"format\":\"pt\"}", "{\"by\":\"another tool\"}")
            .replace("\"shape\":", "\"shape\" : ")
            .getBytes(StandardCharsets.UTF_8);
    byte[] out =
        ByteBuffer.allocate(8 + again.length + model.length - 8 - (int) header)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(again.length)
            .put(again)
            .put(model, 8 + (int) header, model.length - 8 - (int) header)
            .array();
    assertEquals(Safetensors.read(model), Safetensors.read(out));
    return out;
  }

  @Test
  void twoProofsOfOneRunShareNoTraceRootAndOpenOncePerPart() throws Exception {
    World world = World.get();
    TrainingProgram program = world.program("0.1");
    Path folder =
        world.begin(program, world.intent(program, ReleaseMode.RELEASED, SeedGrade.COMMITTED));
    DatasetOpening opening = DatasetOpening.open(world.dataset.resolve("opening"));
    long before = opening.ledger().runsLeft("train");
    byte[] first = world.prove(folder, 0).required(HallmarkBundle.RUN_PROOF);
    byte[] second = world.prove(folder, 0).required(HallmarkBundle.RUN_PROOF);
    assertFalse(Arrays.equals(first, 8, 40, second, 8, 40));
    assertEquals(before - 2, opening.ledger().runsLeft("train"));
  }

  @Test
  void aStoredCertificateLeavesAfterACrashAndIsChargedOnce() throws Exception {
    World world = World.get();
    TrainingProgram program = world.program("0.1");
    Path folder =
        world.begin(program, world.intent(program, ReleaseMode.SEALED, SeedGrade.COMMITTED));
    HallmarkBundle bundle = world.prove(folder, 0);
    // As if the process had died before the certificate left.
    Files.write(folder.resolve("pending.hallmark"), bundle.write());
    DatasetOpening opening = DatasetOpening.open(world.dataset.resolve("opening"));
    long left = opening.ledger().runsLeft("test");
    Path out = folder.resolve("again.hallmark");
    TrainingProver.Result result =
        TrainingProver.prove(folder, out, TrainingProver.Options.DEFAULT, Progress.QUIET);
    assertTrue(result.resumed());
    assertArrayEquals(bundle.write(), Files.readAllBytes(out));
    assertEquals(left, opening.ledger().runsLeft("test"));
    assertFalse(Files.exists(folder.resolve("pending.hallmark")));
  }

  /// Whether the weights leave is decided when the certificate leaves, not when it is stored.
  @Test
  void aStoredCertificateLeavesWithoutItsWeightsIfTheyAreNotWanted() throws Exception {
    World world = World.reveals();
    TrainingProgram program = world.program("0.1");
    Path folder =
        world.begin(program, world.intent(program, ReleaseMode.RELEASED, SeedGrade.COMMITTED));
    TrainingProver.Options without = new TrainingProver.Options(0, 0, 1, true, Optional.empty());
    Path out = folder.resolve("out");
    HallmarkBundle first = world.prove(folder, 0);
    Files.write(folder.resolve("pending.hallmark"), first.write());
    assertTrue(TrainingProver.prove(folder, out, without, Progress.QUIET).resumed());
    assertArrayEquals(first.withoutModel().write(), Files.readAllBytes(out));
  }

  /// The data set of the run is a copied one, whose ledger is frozen.
  @Test
  void aStoredCertificateWhoseOpeningIsRefusedIsDeleted() throws Exception {
    World world = World.get();
    TrainingProgram program = world.program("0.1");
    Path folder =
        world.begin(program, world.intent(program, ReleaseMode.RELEASED, SeedGrade.COMMITTED));
    Path copy = folder.resolve("copied dataset");
    copyFolder(world.dataset, copy);
    Path local = folder.resolve("local.json");
    String text = Files.readString(local);
    Files.writeString(local, text.replace(world.dataset.toString(), copy.toString()));
    Path pending = folder.resolve("pending.hallmark");
    // A proof that the copied ledger does not know.
    HallmarkBundle released = world.released();
    byte[] proof = released.required(HallmarkBundle.RUN_PROOF).clone();
    proof[8] ^= 1;
    Files.write(
        pending, new Forger(released).member(HallmarkBundle.RUN_PROOF, proof).forge().write());
    String first = refusal(() -> world.prove(folder, 0));
    assertTrue(first.contains("frozen") && first.contains("deleted"), first);
    assertFalse(Files.exists(pending));
    assertFalse(Files.exists(folder.resolve("out.hallmark")));
    String second = refusal(() -> world.prove(folder, 0));
    assertTrue(second.contains("frozen") && !second.contains("deleted"), second);
    // With a ledger that allows it, the run begins anew.
    Files.writeString(local, text);
    assertEquals("accepted", Forger.outcome(world.prove(folder, 0)));
  }

  private static void copyFolder(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @Test
  void aSecondProcessIsKeptOutOfTheFolder() throws Exception {
    World world = World.get();
    TrainingProgram program = world.program("0.1");
    Path folder =
        world.begin(program, world.intent(program, ReleaseMode.RELEASED, SeedGrade.COMMITTED));
    try (FolderLock _ = FolderLock.acquire(folder, "another")) {
      assertThrows(FolderLock.Busy.class, () -> world.prove(folder, 0));
    }
    try (FolderLock _ = DatasetOpening.open(world.dataset.resolve("opening")).lock("another")) {
      assertThrows(FolderLock.Busy.class, () -> world.prove(folder, 0));
    }
  }

  @Test
  void recordsThatTheProgramNeverReachedAreMissing() throws Exception {
    World world = World.get();
    TrainingProgram whole =
        ProgramDefaults.of(
            new Features(3, world.manifest.schema().frac(), -4096, 4095, Optional.empty()),
            world.manifest.part("train").orElseThrow().rows(),
            2,
            ModelOptions.logistic(),
            StepOptions.of(2, 4, Schedule.Kind.CONSTANT, "0.1", "0", 0));
    Intent intent = world.intent(whole, ReleaseMode.RELEASED, SeedGrade.COMMITTED);
    HallmarkBundle bundle = world.prove(world.begin(whole, intent), 0);
    Verdict verdict = verify(bundle, world.trust());
    assertTrue(verdict.accepted());
    assertTrue(codes(verdict.missing()).contains("RECORDS_UNUSED"));
    assertFalse(
        codes(verify(world.released(), world.trust()).missing()).contains("RECORDS_UNUSED"));
  }

  @Test
  void filesOfAProofAreNotMadeBeyondTheLimits() throws Exception {
    Forger forger = new Forger(World.get().released());
    Geometry huge = new Geometry(40, 43, 124, 16);
    ProofParameters p = forger.statement.proof();
    HallmarkBundle bundle =
        forger
            .proof(
                new ProofParameters(
                    p.tail(),
                    p.lookupPow(),
                    p.foldPow(),
                    p.queryPow(),
                    p.levelPow(),
                    p.levels(),
                    huge),
                forger.statement.older())
            .forge();
    VerificationException.Rejected refused =
        assertThrows(
            VerificationException.Rejected.class, () -> ProofFiles.of(bundle, Optional.empty()));
    assertEquals("LIMIT", refused.code());
  }

  @Test
  void aFolderOfSomebodyElseIsNotMadeIntoARun() throws Exception {
    World world = World.get();
    TrainingProgram program = world.program("0.1");
    Intent intent = world.intent(program, ReleaseMode.RELEASED, SeedGrade.SELF_CHOSEN);
    Path folder = Files.createDirectory(world.root.resolve("shared"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("notes.txt"), "mine");
    assertThrows(
        FileAlreadyExistsException.class,
        () ->
            RunFolder.create(
                folder,
                intent,
                program.canonicalBytes(),
                IntentSignature.sign(intent, IntentSignature.Role.TRAINER, world.trainer),
                new RunFolder.Local(world.dataset, world.trainerKey, Optional.empty()),
                Optional.empty()));
    assertEquals(
        PosixFilePermissions.fromString("rwxr-xr-x"), Files.getPosixFilePermissions(folder));
  }

  @Test
  void aSeedSignedByTheTrainersOwnAuthorityIsNoDeclaration() throws Exception {
    World world = World.get();
    Authority both =
        Authority.of(
            "Hospital",
            List.of(world.authority.getPublic(), world.trainer.getPublic()),
            new TreeSet<>(List.of("owner")),
            Optional.empty(),
            Optional.empty());
    Verdict verdict =
        TrainingVerifier.verify(
            world.file(world.released()), new TrustPolicy(List.of(both), List.of()), World.NOW);
    assertTrue(verdict.accepted());
    assertTrue(verdict.missing().stream().anyMatch(l -> l.code().equals("SEED_SIGNER_IS_TRAINER")));
    assertTrue(verdict.declared().stream().noneMatch(l -> l.code().equals("SEED_COMMITTED")));
  }

  @Test
  void aWeightsFileGivenForASealedModelIsNotIgnored() throws Exception {
    World world = World.get();
    Path any = Files.write(world.root.resolve("any.safetensors"), new byte[] {1});
    Verdict verdict =
        TrainingVerifier.verify(
            world.file(world.sealed()), Optional.of(any), world.trust(), World.NOW, Limits.DEFAULT);
    assertEquals("WEIGHTS_PRESENT", verdict.rejection().orElseThrow().check());
  }

  @Test
  void aCommittedIntentNeedsItsSignatureBeforeAnythingIsTrained() throws Exception {
    World world = World.get();
    TrainingProgram program = world.program("0.1");
    Path folder =
        world.begin(program, world.intent(program, ReleaseMode.RELEASED, SeedGrade.COMMITTED));
    Files.delete(folder.resolve(HallmarkBundle.INTENT_SEED));
    VerificationException.Rejected refused =
        assertThrows(
            VerificationException.Rejected.class,
            () -> TrainingProver.train(folder, Progress.QUIET));
    assertEquals("SEED_SIGNATURE", refused.code());
    assertFalse(Files.exists(folder.resolve(HallmarkBundle.MODEL)));
  }

  @Test
  void trainingAloneGivesTheWeightsThatAreProven() throws Exception {
    World world = World.get();
    TrainingProgram program = world.program("0.1");
    Path folder =
        world.begin(program, world.intent(program, ReleaseMode.RELEASED, SeedGrade.COMMITTED));
    TrainingProver.train(folder, Progress.QUIET);
    byte[] trained = Files.readAllBytes(folder.resolve(HallmarkBundle.MODEL));
    assertArrayEquals(trained, world.prove(folder, 0).optional(HallmarkBundle.MODEL).orElseThrow());
  }

  @Test
  void theReportIsTextAndJson() throws Exception {
    Verdict verdict = verify(World.get().released(), World.get().trust());
    Report report = new Report(verdict, "x.hallmark", World.NOW, Duration.ofMillis(5));
    assertTrue(report.text().startsWith("ACCEPTED  x.hallmark"));
    assertTrue(report.jsonText().contains("\"type\":\"hallmark/verdict/v1\""));
    assertTrue(report.jsonText().contains("\"accepted\":true"));
  }

  private static String refusal(Executable proving) {
    return String.valueOf(assertThrows(RefusedException.class, proving).getMessage());
  }
}
