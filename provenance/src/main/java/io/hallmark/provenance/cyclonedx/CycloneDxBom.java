package io.hallmark.provenance.cyclonedx;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.certificate.TrainingFacts;
import io.hallmark.provenance.certificate.TrainingFacts.Document;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A CycloneDX 1.6 bill of materials (ECMA-424) of a certified model: the model with a card, the
/// data set and the documents from which it was made, and `declarations`: what the certificate
/// claims, with the proof as evidence.
///
/// The file is canonical JSON and follows from the certificate, serial number included, so whoever
/// has the certificate can recompute it. There is no `timestamp` for this reason. **It proves
/// nothing itself**: `conformance` is that of the certificate's proof, which has to be verified.
public final class CycloneDxBom {
  private static final String MODEL = "model";
  private static final String DATA = "data";
  private static final String ASSESSOR = "assessor";
  private static final String STANDARD = "certificate";

  private CycloneDxBom() {}

  /// The bytes of the file.
  public static byte[] write(TrainingFacts facts) {
    JsonArray components = new JsonArray(components(facts));
    return CanonicalJson.write(
        JsonObject.builder()
            .put("bomFormat", "CycloneDX")
            .put("specVersion", "1.6")
            .put("serialNumber", "urn:uuid:" + serial(facts.statement()))
            .put("version", 1)
            .put("metadata", JsonObject.builder().put("component", model(facts)).build())
            .put("components", components)
            .put("dependencies", dependencies(facts))
            .put("definitions", definitions(facts))
            .put("declarations", declarations(facts))
            .build());
  }

  /// A version 8 UUID (RFC 9562) of the first 16 bytes of the run statement's digest.
  private static UUID serial(Digest statement) {
    ByteBuffer bytes = ByteBuffer.wrap(statement.bytes());
    long high = (bytes.getLong() & ~0xf000L) | 0x8000L;
    long low = (bytes.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  private static JsonObject model(TrainingFacts facts) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("type", "machine-learning-model")
            .put("bom-ref", MODEL)
            .put("name", facts.model().name())
            .put("version", facts.statement().hex().substring(0, 16))
            .put("modelCard", card(facts))
            .put("externalReferences", new JsonArray(List.of(certificate(facts))))
            .put("properties", identity(facts));
    sha256(facts).ifPresent(d -> out.put("hashes", hashes(d)));
    return out.build();
  }

  private static Optional<Digest> sha256(TrainingFacts facts) {
    return Optional.ofNullable(facts.model().digests().get(InTotoStatement.SHA256));
  }

  /// The run statement, and the weights digest or descriptor.
  private static JsonArray identity(TrainingFacts facts) {
    List<JsonValue> out = new ArrayList<>();
    out.add(property("run", facts.statement()));
    Digest model = facts.model().digests().get(InTotoStatement.HALLMARK);
    if (model != null) {
      out.add(property("model", model));
    }
    return new JsonArray(out);
  }

  private static JsonObject card(TrainingFacts facts) {
    TrainingFacts.Shape network = facts.network();
    List<String> layers = network.layers().stream().map(String::valueOf).toList();
    JsonObject parameters =
        JsonObject.builder()
            .put("approach", JsonObject.builder().put("type", "supervised").build())
            .put("task", network.isRegression() ? "regression" : "classification")
            .put("architectureFamily", "dense network")
            .put(
                "modelArchitecture",
                facts.data().features() + " features, layers of " + String.join(", ", layers))
            .put("datasets", new JsonArray(List.of(JsonObject.builder().put("ref", DATA).build())))
            .build();
    JsonObject.Builder out =
        JsonObject.builder()
            .put("modelParameters", parameters)
            .put(
                "considerations",
                JsonObject.builder()
                    .put(
                        "technicalLimitations",
                        JsonArray.ofStrings(
                            List.of(
                                "The certificate covers the committed records, not their truth.")))
                    .build());
    if (!network.results().isEmpty()) {
      List<JsonValue> metrics = new ArrayList<>();
      for (String result : network.results()) {
        metrics.add(
            JsonObject.builder().put("type", "certified result").put("value", result).build());
      }
      out.put(
          "quantitativeAnalysis",
          JsonObject.builder().put("performanceMetrics", new JsonArray(metrics)).build());
    }
    return out.build();
  }

  private static JsonObject certificate(TrainingFacts facts) {
    return JsonObject.builder()
        .put("type", "attestation")
        .put("url", "urn:hallmark:run:" + facts.statement().hex())
        .put("comment", "The certificate: a DSSE envelope around an in-toto statement.")
        .put("hashes", hashes(facts.envelope()))
        .build();
  }

  private static List<JsonValue> components(TrainingFacts facts) {
    List<JsonValue> out = new ArrayList<>();
    for (Document d : facts.inputs()) {
      boolean data = d.name().startsWith("manifest");
      JsonObject.Builder entry =
          JsonObject.builder()
              .put("type", "data")
              .put("bom-ref", reference(d))
              .put("name", data ? facts.data().name() : d.name())
              .put("hashes", hashes(d.sha256()))
              .put(
                  "properties",
                  JsonArray.of(d.tagged().stream().map(t -> property("document", t)).toList()))
              .put(
                  "data",
                  new JsonArray(
                      List.of(
                          JsonObject.builder()
                              .put("type", data ? "dataset" : "configuration")
                              .put("name", d.name())
                              .build())));
      if (data) {
        entry
            .put("version", facts.data().version())
            .put(
                "description",
                "A committed data set; trained on %d of its records. The hash is that of its manifest."
                    .formatted(facts.data().rows()));
      }
      out.add(entry.build());
    }
    return out;
  }

  private static String reference(Document d) {
    return d.name().startsWith("manifest") ? DATA : d.name();
  }

  private static JsonArray dependencies(TrainingFacts facts) {
    return new JsonArray(
        List.of(
            JsonObject.builder()
                .put("ref", MODEL)
                .put(
                    "dependsOn",
                    JsonArray.ofStrings(
                        facts.inputs().stream().map(CycloneDxBom::reference).toList()))
                .build()));
  }

  /// The claims of a certificate as requirements of a standard, which claims refer to.
  private static JsonObject definitions(TrainingFacts facts) {
    List<JsonValue> requirements = new ArrayList<>();
    for (int i = 0; i < facts.claims().size(); i++) {
      requirements.add(
          JsonObject.builder()
              .put("bom-ref", requirement(i))
              .put("identifier", facts.claims().get(i).code())
              .put("title", facts.claims().get(i).code())
              .build());
    }
    JsonObject standard =
        JsonObject.builder()
            .put("bom-ref", STANDARD)
            .put("name", "Hallmark training certificate")
            .put("version", "1")
            .put("description", "What a zero-knowledge proof of a training shows.")
            .put("requirements", new JsonArray(requirements))
            .build();
    return JsonObject.builder().put("standards", new JsonArray(List.of(standard))).build();
  }

  private static String requirement(int i) {
    return "requirement-" + i;
  }

  private static JsonObject declarations(TrainingFacts facts) {
    List<JsonValue> claims = new ArrayList<>();
    List<JsonValue> map = new ArrayList<>();
    for (int i = 0; i < facts.claims().size(); i++) {
      claims.add(
          JsonObject.builder()
              .put("bom-ref", "claim-" + i)
              .put("target", MODEL)
              .put("predicate", facts.claims().get(i).sentence())
              .put("reasoning", "Follows from the proofs of the certificate, once they verify.")
              .put(
                  "evidence",
                  JsonArray.ofStrings(facts.proofs().stream().map(Document::name).toList()))
              .build());
      map.add(
          JsonObject.builder()
              .put("requirement", requirement(i))
              .put("claims", JsonArray.ofStrings(List.of("claim-" + i)))
              .put(
                  "conformance",
                  JsonObject.builder()
                      .put("score", 1)
                      .put("rationale", "Proven in zero knowledge, bit for bit.")
                      .build())
              .build());
    }
    JsonObject attestation =
        JsonObject.builder()
            .put("summary", "What the certificate of this model proves")
            .put("assessor", ASSESSOR)
            .put("map", new JsonArray(map))
            .build();
    return JsonObject.builder()
        .put("assessors", new JsonArray(List.of(assessor(facts))))
        .put("attestations", new JsonArray(List.of(attestation)))
        .put("claims", new JsonArray(claims))
        .put("evidence", new JsonArray(evidence(facts)))
        .build();
  }

  private static JsonObject assessor(TrainingFacts facts) {
    return JsonObject.builder()
        .put("bom-ref", ASSESSOR)
        .put("thirdParty", false)
        .put(
            "organization",
            JsonObject.builder().put("name", "holder of key " + facts.trainer()).build())
        .build();
  }

  private static List<JsonValue> evidence(TrainingFacts facts) {
    List<JsonValue> out = new ArrayList<>();
    for (Document d : facts.proofs()) {
      out.add(
          JsonObject.builder()
              .put("bom-ref", d.name())
              .put("propertyName", "SHA-256 " + d.sha256().hex())
              .put("description", "Member " + d.name() + " of the certificate: a proof.")
              .build());
    }
    return out;
  }

  private static JsonArray hashes(Digest sha256) {
    return new JsonArray(
        List.of(JsonObject.builder().put("alg", "SHA-256").put("content", sha256.hex()).build()));
  }

  private static JsonObject property(String name, Digest value) {
    return JsonObject.builder().put("name", "hallmark:" + name).put("value", value.hex()).build();
  }
}
