package io.hallmark.provenance.cyclonedx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import io.hallmark.provenance.certificate.TrainingFacts;
import io.hallmark.provenance.certificate.TrainingFacts.Claim;
import io.hallmark.provenance.certificate.TrainingFacts.Document;
import io.hallmark.provenance.slsa.SlsaProvenance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The bill of materials and the provenance of fixed facts are fixed bytes: those that stand in
/// certificates are compared byte by byte, so a change of these files is a change of the format.
final class ExportedFormatsTest {
  private static final Path FIXTURES = Path.of("src", "test", "resources", "foreign");

  private static Digest digest(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static final TrainingFacts FACTS =
      new TrainingFacts(
          Subject.of("model.safetensors", digest("file"), digest("weights")),
          digest("run"),
          digest("envelope"),
          digest("key").hex(),
          "000102030405060708090a0b0c0d0e0f",
          JsonObject.builder()
              .put("datasets", JsonArray.ofStrings(List.of(digest("manifest tagged").hex())))
              .put("program", digest("program tagged"))
              .put("initial", JsonObject.builder().put("kind", "seed").build())
              .put("release", "released")
              .put(
                  "seed",
                  JsonObject.builder()
                      .put("grade", "self-chosen")
                      .put("value", digest("value"))
                      .build())
              .build(),
          new TrainingFacts.Data("breast-cancer", "1", 30, 455),
          new TrainingFacts.Shape(
              List.of(8, 1), false, List.of("112 correct of 114 records of part test")),
          List.of(
              document("manifest.json", "manifest"),
              document("program.json", "program"),
              document("intent.json", "intent")),
          List.of(
              new Document("run.proof", digest("proof"), Optional.empty()),
              new Document("dataset/train.proof", digest("train"), Optional.empty())),
          List.of(
              new Claim("TRAINING", "The model is exactly what the program makes of the records."),
              new Claim("EVALUATION", "The model gets 112 correct of 114 records.")));

  private static Document document(String name, String text) {
    return new Document(name, digest(text), Optional.of(digest(text + " tagged")));
  }

  private static void assertFixture(String name, byte[] made) throws Exception {
    String indented =
        new String(CanonicalJson.writeIndented(CanonicalJson.read(made)), StandardCharsets.UTF_8);
    assertEquals(Files.readString(FIXTURES.resolve(name)), indented, name);
  }

  @Test
  void theBillOfMaterialsStaysWhatItIs() throws Exception {
    assertFixture("bom.cdx.json", CycloneDxBom.write(FACTS));
  }

  @Test
  void theProvenanceStaysWhatItIsAndFitsItsSchema() throws Exception {
    byte[] made = SlsaProvenance.of(FACTS).write();
    assertFixture("slsa.json", made);
    Path file = Path.of("..", "docs", "schemas", "slsa-provenance.schema.json");
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(file), InputFormat.JSON);
    String document = new String(made, StandardCharsets.UTF_8);
    assertEquals(List.of(), schema.validate(document, InputFormat.JSON));
    assertEquals(
        1,
        schema
            .validate(
                document.replace("urn:hallmark:build:training:v1", "urn:other"), InputFormat.JSON)
            .size());
  }
}
