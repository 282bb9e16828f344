package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Progress;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.dataset.DatasetCommitter;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.DatasetRecheck;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.SchemaDraft;
import io.hallmark.provenance.dataset.SchemaFit;
import io.hallmark.provenance.source.CsvSource;
import io.hallmark.provenance.training.IntentSignature.Role;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A data set with a numeric target, committed, its ranges proven, a linear model trained with
/// AdamW and weight decay, proven and verified.
final class RegressionTest {
  @TempDir private Path folder = Path.of("");

  private static String csv() {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder out = new StringBuilder("a,b,price\n");
    for (int r = 0; r < 40; r++) {
      int a = random.nextInt(100);
      int b = random.nextInt(100);
      out.append("%d,%d,%d.%d\n".formatted(a, b, 3 * a - b + 200, random.nextInt(10)));
    }
    return out.toString();
  }

  private DatasetManifest commit() throws Exception {
    Path file = folder.resolve("prices.csv");
    Files.writeString(file, csv());
    CsvSource source = new CsvSource(file);
    String draft =
        """
        {"name": "prices", "split": {"test": "0.25"}, "origin": "none", "columns": [
          {"name": "a", "role": "feature"}, {"name": "b", "role": "feature"},
          {"name": "price", "role": "target"}]}
        """;
    DatasetSchema schema =
        SchemaFit.fit(source, SchemaDraft.read(draft.getBytes(StandardCharsets.UTF_8))).schema();
    assertEquals(2, schema.featureCount());
    assertEquals(0, schema.classCount());
    assertEquals(schema, DatasetSchema.read(schema.write()));
    DatasetManifest manifest =
        DatasetCommitter.commit(
            source, schema, folder.resolve("data"), DatasetCommitter.Options.at(World.NOW));
    DatasetRecheck.recheck(
        source, manifest, DatasetOpening.open(folder.resolve("data").resolve("opening")));
    return manifest;
  }

  private static TrainingProgram program(DatasetManifest manifest) throws Exception {
    String json =
        """
        {"type":"hallmark/program/v1","task":{"kind":"regression"},"clip":{"kind":"none"},
         "init":{"kind":"zero"},"limb":10,"batch":6,"steps":14,"segment":7,
         "sampler":{"hash":"sha-256","kind":"stream-permutation","tag":"hallmark/sampler/v1"},
         "data":{"features":{"count":2,"frac":8,"min":-4096,"max":4095},"label":"value",
         "target":{"min":-4096,"max":4095},"train_rows":%d},
         "loss":{"kind":"squared-error"},
         "model":[{"name":"d1","op":"dense","in":2,"out":1,"act":"none","act_bits":14,
         "act_frac":8}],
         "optimizer":{"kind":"adamw","profile":"compact","b1":"0.9","b2":"0.999","eps":"unit",
         "grad_shift":8,"grad_bits":20,"u_bits":42,"root_bits":22,"div_bits":24,"kernel_bits":0,
         "signal_bits":16,"weight_bits":24,"weight_frac":16,"weight_decay":"0.01"},
         "export":{"weight_frac":16,"weight_bits":24},
         "schedule":{"kind":"linear","rate":"0.1","final":"0","warmup":2}}
        """
            .formatted(manifest.part("train").orElseThrow().rows());
    return TrainingProgram.readLenient(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aRegressionIsTrainedProvenAndItsErrorPublished() throws Exception {
    World people = World.get();
    DatasetManifest manifest = commit();
    TrainingProgram program = program(manifest);
    Intent intent =
        new Intent(
            List.of(manifest.digest()),
            program.digest(),
            new InitialModel.FromSeed(),
            ReleaseMode.RELEASED,
            people.trainer.getPublic(),
            "%032x".formatted(1),
            World.NOW,
            SeedGrade.SELF_CHOSEN,
            Optional.of(Digest.of(new byte[32])));
    Path run = folder.resolve("run");
    RunFolder.create(
        run,
        intent,
        program.canonicalBytes(),
        IntentSignature.sign(intent, Role.TRAINER, people.trainer),
        new RunFolder.Local(folder.resolve("data"), people.trainerKey, Optional.empty()),
        Optional.empty());
    Path out = run.resolve("out.hallmark");
    TrainingProver.prove(run, out, TrainingProver.Options.DEFAULT, Progress.QUIET);
    HallmarkBundle bundle = HallmarkBundle.read(out);
    Verdict verdict = TrainingVerifier.verify(out, TrustPolicy.EMPTY, World.NOW);
    assertEquals(Optional.empty(), verdict.rejection());
    Verdict.Line line =
        verdict.proven().stream()
            .filter(l -> l.code().equals("SQUARED_ERROR"))
            .findFirst()
            .orElseThrow();
    assertTrue(line.sentence().contains("the mean squared error on the"), line.sentence());

    RunStatement.Evaluation e =
        CertificateDocuments.read(bundle, Limits.DEFAULT).statement().evaluations().getFirst();
    EvaluationOutput.SquaredError error = (EvaluationOutput.SquaredError) e.output();
    assertTrue(error.sum().compareTo(BigInteger.ZERO) > 0);
    assertEquals(List.of(e), TrainingProver.train(run, Progress.QUIET));
  }
}
