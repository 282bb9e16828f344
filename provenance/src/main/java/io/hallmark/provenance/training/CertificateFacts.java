package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.learning.program.LayerFormat;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.TrainingFacts;
import io.hallmark.provenance.certificate.TrainingFacts.Claim;
import io.hallmark.provenance.certificate.TrainingFacts.Document;
import io.hallmark.provenance.training.RunStatement.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// From the documents of a certificate to what the formats of others say. **The sentences are
/// fixed**: members of other formats are compared byte by byte with what follows from the
/// certificate, so a new wording is a new version of the member.
final class CertificateFacts {
  private final CertificateDocuments documents;

  private CertificateFacts(CertificateDocuments documents) {
    this.documents = documents;
  }

  /// The facts of a certificate.
  static TrainingFacts of(CertificateDocuments documents) {
    return new CertificateFacts(documents).facts();
  }

  private TrainingFacts facts() {
    RunStatement statement = documents.statement();
    TrainingProgram program = documents.program();
    return new TrainingFacts(
        documents.certificate().subjects().getFirst(),
        statement.digest(),
        Digests.sha256(documents.envelope().write()),
        Keys.keyId(documents.intent().trainer()),
        documents.intent().registration(),
        choices(),
        new TrainingFacts.Data(
            documents.manifest().name(),
            String.valueOf(documents.manifest().version()),
            documents.manifest().schema().featureCount(),
            program.trainRows()),
        new TrainingFacts.Shape(
            program.layers().stream().map(LayerFormat::outputs).toList(),
            program.target().isPresent(),
            results()),
        List.of(
            document(HallmarkBundle.MANIFEST, documents.manifest().digest()),
            document(HallmarkBundle.PROGRAM, program.digest()),
            document(HallmarkBundle.INTENT, documents.intent().digest())),
        proofs(),
        claims());
  }

  private JsonObject choices() {
    Intent intent = documents.intent();
    RunStatement.SeedValue seed = documents.statement().seed();
    return JsonObject.builder()
        .put("datasets", JsonArray.ofStrings(intent.datasets().stream().map(Digest::hex).toList()))
        .put("program", intent.program())
        .put("initial", intent.initialJson())
        .put("release", intent.release().word())
        .put(
            "seed",
            JsonObject.builder().put("grade", seed.grade().word()).put("value", seed.hex()).build())
        .build();
  }

  private Document document(String member, Digest tagged) {
    return new Document(member, sha256(member), Optional.of(tagged));
  }

  private Digest sha256(String member) {
    return Digests.sha256(documents.bundle().required(member));
  }

  private List<Document> proofs() {
    List<Document> out = new ArrayList<>();
    out.add(
        new Document(HallmarkBundle.RUN_PROOF, sha256(HallmarkBundle.RUN_PROOF), Optional.empty()));
    documents
        .bundle()
        .datasetProofs()
        .forEach((part, proof) ->
            out.add(
                new Document(
                    HallmarkBundle.datasetProof(part), Digests.sha256(proof), Optional.empty())));
    return out;
  }

  private List<String> results() {
    return documents.statement().evaluations().stream().map(this::result).toList();
  }

  private String result(Evaluation e) {
    String records =
        String.format(
            Locale.ROOT, "%d records of part %s from record %d on", e.rows(), e.part(), e.first());
    return switch (e.output()) {
      case EvaluationOutput.AtLeast a -> "at least " + a.count() + " correct of " + records;
      case EvaluationOutput.SquaredError s ->
          "sum of squared errors "
              + s.sum()
              + " in units of 2^-"
              + 2 * documents.manifest().schema().frac()
              + " over "
              + records;
      case EvaluationOutput.Correct c -> c.count() + " correct of " + records;
      case EvaluationOutput.Groups g -> e.output().correct() + " correct of " + records;
      case EvaluationOutput.Confusion c -> e.output().correct() + " correct of " + records;
    };
  }

  private List<Claim> claims() {
    TrainingProgram p = documents.program();
    List<Claim> out = new ArrayList<>();
    out.add(
        new Claim(
            "TRAINING",
            String.format(
                Locale.ROOT,
                "The model is exactly what program %s makes of %d committed records of data set %s"
                    + " in %d steps of %d records.",
                p.digest().hex(),
                p.trainRows(),
                documents.manifest().digest().hex(),
                p.steps(),
                p.batch())));
    if (documents.intent().initial() instanceof InitialModel.Parent parent) {
      out.add(
          new Claim(
              "PARENT",
              "The initial weights are those of the parent model whose run statement is "
                  + parent.certificate().hex()
                  + "."));
    }
    out.add(
        new Claim(
            "DATA_RANGES",
            "Every feature of the committed records is in its declared range, every label or target"
                + " is a declared one."));
    results().forEach(r -> out.add(new Claim("EVALUATION", "The model gets " + r + ".")));
    return out;
  }
}
