package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.Progress;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.compliance.PolicyList;
import io.hallmark.provenance.compliance.PolicyVerifier;
import io.hallmark.provenance.compliance.Withdrawal;
import io.hallmark.provenance.dataset.DatasetCommitter;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.Fingerprint;
import io.hallmark.provenance.dataset.SchemaDraft;
import io.hallmark.provenance.dataset.SchemaFit;
import io.hallmark.provenance.policy.EntryList;
import io.hallmark.provenance.policy.ListDocument;
import io.hallmark.provenance.source.CsvSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A training after a withdrawal: its certificate carries the proof that the withdrawn subjects are
/// not among the records of the version that it was trained on.
final class WithdrawnTrainingTest {
  private static final byte[] KEY = Digests.sha256(new byte[] {7}).bytes();
  private static final String DRAFT =
      """
      {"name": "visits", "split": {"test": "0.25"}, "origin": "none", "columns": [
        {"name": "a", "role": "feature"}, {"name": "b", "role": "feature"},
        {"name": "c", "role": "feature"},
        {"name": "y", "role": "label", "classes": [
          {"name": "no", "values": ["0"]}, {"name": "yes", "values": ["1"]}]},
        {"name": "patient", "role": "digest", "of": "subject", "namespace": "patients"}]}
      """;

  @TempDir Path folder;

  private DatasetManifest commit(Path dataset) throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder csv = new StringBuilder("a,b,c,y,patient\n");
    for (int r = 0; r < 60; r++) {
      int a = random.nextInt(200);
      csv.append("%d.5,%d,%d,%d,p%d\n".formatted(a, random.nextInt(200), r, a > 100 ? 1 : 0, r));
    }
    CsvSource source = new CsvSource(Files.writeString(folder.resolve("visits.csv"), csv));
    SchemaDraft draft = SchemaDraft.read(DRAFT.getBytes(StandardCharsets.UTF_8));
    DatasetSchema schema = SchemaFit.fit(source, draft, KEY).schema();
    return DatasetCommitter.commit(
        source,
        schema,
        dataset,
        new DatasetCommitter.Options(
            OptionalLong.empty(),
            DatasetLimits.DEFAULT,
            World.NOW,
            Progress.QUIET,
            KEY,
            OptionalInt.empty()));
  }

  private static Withdrawal of(Path dataset, long... patients) {
    EntryList entries =
        EntryList.ofKeys(
            LongStream.of(patients)
                .map(n -> Fingerprint.ofSubject(KEY, "patients", "p" + n)[0])
                .toArray());
    ListDocument document =
        ListDocument.of(
            "withdrawn",
            1,
            Optional.empty(),
            Optional.of("patients"),
            Optional.of(Fingerprint.keyCheck(KEY)),
            entries);
    return new Withdrawal(dataset, "patient", new PolicyList.Published(document, entries));
  }

  private HallmarkBundle train(Path dataset, DatasetManifest manifest) throws Exception {
    KeyPair trainer = Keys.generate();
    Path key = folder.resolve("trainer");
    KeyFiles.write(key, trainer);
    TrainingProgram program = World.program(manifest, "0.1");
    Intent intent =
        new Intent(
            List.of(manifest.digest()),
            program.digest(),
            new InitialModel.FromSeed(),
            ReleaseMode.RELEASED,
            trainer.getPublic(),
            "%032x".formatted(7),
            World.NOW,
            SeedGrade.SELF_CHOSEN,
            Optional.of(Digest.of(new byte[32])),
            Optional.empty());
    Path run = folder.resolve("run");
    RunFolder.create(
        run,
        intent,
        program.canonicalBytes(),
        IntentSignature.sign(intent, IntentSignature.Role.TRAINER, trainer),
        new RunFolder.Local(dataset, key, Optional.empty()),
        Optional.empty());
    Path out = folder.resolve("model.hallmark");
    TrainingProver.prove(
        run, out, new TrainingProver.Options(0, 0, 1, false, Optional.empty()), Progress.QUIET);
    return HallmarkBundle.read(out);
  }

  private static Verdict verify(HallmarkBundle bundle) throws Exception {
    return TrainingVerifier.verify(bundle, TrustPolicy.EMPTY, World.NOW);
  }

  @Test
  void theCertificateCarriesTheProofOfTheWithdrawal() throws Exception {
    Path dataset = folder.resolve("dataset");
    DatasetManifest first = commit(dataset);
    HallmarkBundle before = of(dataset, 1000).prove(Progress.QUIET);
    Files.write(dataset.resolve("policy-withdrawn-v1.hallmark"), before.write());
    Withdrawal withdrawal = of(dataset, 3, 7, 11, 1000);
    DatasetManifest after = withdrawal.withdraw(World.NOW, Progress.QUIET);
    HallmarkBundle proof = withdrawal.prove(Progress.QUIET);
    Files.write(dataset.resolve("policy-withdrawn-v2.hallmark"), proof.write());

    HallmarkBundle model = train(dataset, after);
    assertEquals(
        List.of(after.digest()),
        model.policyProofs().stream().map(WithdrawnTrainingTest::about).toList(),
        "the proof about the version before is left out");
    Verdict verdict = verify(model);
    assertEquals(Optional.empty(), verdict.rejection());
    assertTrue(
        verdict.proven().stream()
            .anyMatch(l -> l.code().equals("RULE") && l.sentence().contains("withdrawn")),
        verdict.proven().toString());

    assertEquals(first.digest(), about(before));
    assertEquals(
        "POLICY_DATA",
        verify(model.with(HallmarkBundle.policyBundle(0), before.write()))
            .rejection()
            .map(Verdict.Rejection::check)
            .orElse("accepted"));
  }

  private static Digest about(HallmarkBundle policy) {
    try {
      return PolicyVerifier.statement(policy).manifest();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
