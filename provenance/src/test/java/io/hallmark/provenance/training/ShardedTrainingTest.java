package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.dataset.DatasetAppender;
import io.hallmark.provenance.dataset.DatasetCommitter;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.source.CsvSource;
import io.hallmark.provenance.training.RunStatement.DataLink;
import io.hallmark.provenance.training.RunStatement.Evaluation;
import io.hallmark.provenance.training.RunStatement.NamedGeometry;
import io.hallmark.provenance.training.RunStatement.PartLink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Trainings on a data set of several shards and versions, from its sources to the verdict.
final class ShardedTrainingTest {
  @SuppressWarnings("NullAway.Init") // set before every test
  private static World world;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static HallmarkBundle honest;

  @BeforeAll
  static void train() throws Exception {
    world = World.shards();
    honest = world.released();
  }

  private static Verdict verify(HallmarkBundle bundle) throws Exception {
    return TrainingVerifier.verify(bundle, world.trust(), World.NOW);
  }

  private static void assertRejected(String check, HallmarkBundle bundle) throws Exception {
    assertEquals(check, verify(bundle).rejection().map(Verdict.Rejection::check).orElse(""));
  }

  @Test
  void aRunOverAllShardsIsAccepted() throws Exception {
    Verdict verdict = verify(honest);
    assertTrue(verdict.accepted(), verdict.rejection().toString());
    assertEquals(2, world.manifest.version());
    assertTrue(world.manifest.shards("train").size() > 3, world.manifest.parts().toString());
    assertEquals(2, world.manifest.shards("test").size());
    assertEquals(
        world.manifest.parts().stream().map(ManifestPart::name).toList(),
        new Forger(world, honest).statement.data().parts().stream().map(PartLink::name).toList());
    String lines = verdict.proven().toString();
    assertTrue(lines.contains("together "), lines);
    assertTrue(
        verdict.missing().stream().noneMatch(l -> l.code().equals("NO_TEST")), "whole test part");
  }

  @Test
  void everyShardIsChargedOnce() throws Exception {
    DatasetOpening opening = DatasetOpening.open(world.dataset.resolve(DatasetFolder.OPENING));
    for (ManifestPart shard : world.manifest.parts()) {
      long runs =
          Files.readAllLines(world.dataset.resolve("opening").resolve("credits.log")).stream()
              .filter(
                  l -> l.contains("\"purpose\":\"run\"") && l.contains("\"" + shard.name() + "\""))
              .count();
      assertTrue(runs >= 1, shard.name());
      assertEquals(runs + 1, opening.ledger().budget(shard.name()).charged().size(), shard.name());
    }
  }

  @Test
  void exchangedDroppedAndForeignShardsAreRejected() throws Exception {
    List<PartLink> links = new Forger(world, honest).statement.data().parts();
    List<PartLink> exchanged = new ArrayList<>(links);
    Collections.swap(exchanged, 0, 1);
    List<PartLink> twice = new ArrayList<>(links);
    twice.add(1, links.getFirst());
    PartLink other =
        new PartLink(
            links.getFirst().name(), world.otherManifest.part("train").orElseThrow().descriptor());
    List<PartLink> foreign = new ArrayList<>(links);
    foreign.set(0, other);
    for (List<PartLink> lie : List.of(exchanged, twice, foreign, links.subList(1, links.size()))) {
      Forger f = new Forger(world, honest);
      assertRejected(
          "LINK_DESCRIPTOR", f.data(new DataLink(f.statement.data().manifest(), lie)).forge());
    }
  }

  @Test
  void theShardsOfTheStatementAreThoseOfTheManifest() throws Exception {
    Forger f = new Forger(world, honest);
    List<NamedGeometry> older = new ArrayList<>(f.statement.older());
    older.remove(1);
    assertRejected("OLDER_GEOMETRY", f.proof(f.statement.proof(), older).forge());
    String second = world.manifest.shards("train").get(1).name();
    assertRejected(
        "DATASET_PROOF_PRESENT",
        new Forger(world, honest).without(HallmarkBundle.datasetProof(second)).forge());
    String first = world.manifest.shards("train").getFirst().name();
    Forger exchanged = new Forger(world, honest);
    byte[] proof = exchanged.content(HallmarkBundle.datasetProof(first));
    assertTrue(
        verify(exchanged.member(HallmarkBundle.datasetProof(second), proof).forge())
            .rejection()
            .map(Verdict.Rejection::check)
            .orElse("")
            .startsWith("DATASET_PROOF/"));
  }

  /// A verifier holds the row numbers of all batches once per shard: a small container must not ask
  /// for more than that limit.
  @Test
  void shardsTimesSamplesAreLimited() throws Exception {
    CertificateDocuments documents = CertificateDocuments.read(honest, Limits.DEFAULT);
    long numbers =
        (long) world.manifest.shards("train").size()
            * documents.program().steps()
            * documents.program().batch();
    Limits d = Limits.DEFAULT;
    Limits less =
        new Limits(
            d.features(),
            d.steps(),
            d.samples(),
            d.parts(),
            numbers - 1,
            d.m(),
            d.nu(),
            d.openings(),
            d.ancestors());
    String problem = String.valueOf(LimitCheck.problem(documents, less));
    assertTrue(problem.contains("shards of the training part"), problem);
  }

  /// Other verifiers get the public bytes to which the proof of an older shard is bound.
  @Test
  void theFilesOfAnOlderShardNameTheVersionThatAddedIt() throws Exception {
    Map<String, Map<String, byte[]>> files = ProofFiles.of(honest, Optional.empty());
    ManifestPart old = world.manifest.shards("train").getFirst();
    byte[] bytes =
        Objects.requireNonNull(
            Objects.requireNonNull(files.get("dataset-" + old.name())).get("public.bin"));
    assertEquals(old.since().orElseThrow(), io.hallmark.document.Digest.of(bytes));
  }

  /// Test shards are evaluated one by one; leaving one out is said.
  @Test
  void aTestShardThatIsLeftOutIsMissing() throws Exception {
    TrainingProgram program = world.program("0.1");
    assertEquals(world.manifest.rows("train"), program.trainRows());
    List<Evaluation> all = new Forger(world, honest).statement.evaluations();
    assertEquals(
        world.manifest.shards("test").stream().map(ManifestPart::name).toList(),
        all.stream().map(Evaluation::part).toList());
    EvaluationLines lines =
        new EvaluationLines(world.manifest, world.manifest.digest(), program.outputs());
    assertTrue(lines.isWholeTest(all));
    assertTrue(!lines.isWholeTest(all.subList(0, 1)));
    assertTrue(lines.together(all).isPresent());
    assertTrue(lines.together(all.subList(0, 1)).isEmpty());
  }

  /// A run that was intended before an append is about the version that it names.
  @Test
  void aRunOnAnEarlierVersionIsFinishedAfterAnAppend() throws Exception {
    Path dataset = world.root.resolve("growing");
    CsvSource first = new CsvSource(world.root.resolve("one.csv"));
    DatasetCommitter.Options options = DatasetCommitter.Options.at(World.NOW);
    DatasetManifest before =
        DatasetCommitter.commit(first, world.manifest.schema(), dataset, options);
    TrainingProgram program = World.program(before, "0.1");
    Intent intent =
        new Intent(
            List.of(before.digest()),
            program.digest(),
            new InitialModel.FromSeed(),
            ReleaseMode.RELEASED,
            world.trainer.getPublic(),
            "%032x".formatted(99),
            World.NOW,
            SeedGrade.SELF_CHOSEN,
            java.util.Optional.of(io.hallmark.document.Digest.of(new byte[32])),
            java.util.Optional.empty());
    Path run = world.root.resolve("early-run");
    RunFolder.create(
        run,
        intent,
        program.canonicalBytes(),
        IntentSignature.sign(intent, IntentSignature.Role.TRAINER, world.trainer),
        new RunFolder.Local(dataset, world.trainerKey, java.util.Optional.empty()),
        java.util.Optional.empty());
    DatasetAppender.append(new CsvSource(world.root.resolve("two.csv")), dataset, options);
    HallmarkBundle bundle = world.prove(run, 0);
    Verdict verdict =
        TrainingVerifier.verify(
            bundle, io.hallmark.provenance.authority.TrustPolicy.EMPTY, World.NOW);
    assertTrue(verdict.accepted(), verdict.rejection().toString());
    assertEquals(before, DatasetManifest.read(bundle.required(HallmarkBundle.MANIFEST)));
  }
}
