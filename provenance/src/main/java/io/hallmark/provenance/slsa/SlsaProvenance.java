package io.hallmark.provenance.slsa;

import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.TrainingFacts;
import io.hallmark.provenance.certificate.TrainingFacts.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// SLSA provenance v1 (slsa.dev/provenance/v1) of a training run: the run is the build, the model
/// its output, data set, program and intent are what it was built from, and the proofs its
/// by-products. Digests of the certificate's own documents stand under `sha256`, of the file, and
/// `hallmark`, the tagged one.
///
/// The statement follows from the certificate: whoever has one can recompute it. It claims no SLSA
/// level; the builder is whoever holds the trainer's key.
public final class SlsaProvenance {
  /// Type of the predicate.
  public static final String PREDICATE_TYPE = "https://slsa.dev/provenance/v1";

  /// Type of the build: `docs/interoperability.md` says what its parameters mean.
  public static final String BUILD_TYPE = "urn:hallmark:build:training:v1";

  private SlsaProvenance() {}

  /// The statement.
  public static InTotoStatement of(TrainingFacts facts) {
    JsonObject definition =
        JsonObject.builder()
            .put("buildType", BUILD_TYPE)
            .put("externalParameters", facts.choices())
            .put("internalParameters", JsonObject.builder().put("run", facts.statement()).build())
            .put("resolvedDependencies", resources(facts.inputs()))
            .build();
    List<Document> made = new ArrayList<>(facts.proofs());
    made.add(new Document(HallmarkBundle.STATEMENT, facts.envelope(), Optional.empty()));
    JsonObject details =
        JsonObject.builder()
            .put(
                "builder",
                JsonObject.builder().put("id", "urn:hallmark:trainer:" + facts.trainer()).build())
            .put(
                "metadata",
                JsonObject.builder()
                    .put("invocationId", "urn:hallmark:registration:" + facts.registration())
                    .build())
            .put("byproducts", resources(made))
            .build();
    return new InTotoStatement(
        List.of(facts.model()),
        PREDICATE_TYPE,
        JsonObject.builder().put("buildDefinition", definition).put("runDetails", details).build());
  }

  private static JsonArray resources(List<Document> documents) {
    List<JsonValue> out = new ArrayList<>();
    for (Document d : documents) {
      JsonObject.Builder digests = JsonObject.builder().put(InTotoStatement.SHA256, d.sha256());
      d.tagged().ifPresent(tagged -> digests.put(InTotoStatement.HALLMARK, tagged));
      out.add(JsonObject.builder().put("name", d.name()).put("digest", digests.build()).build());
    }
    return new JsonArray(out);
  }
}
