package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digests;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.Attestation;
import io.hallmark.provenance.authority.Authority;
import io.hallmark.provenance.authority.DatasetCertificate;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.Requirement;
import io.hallmark.provenance.authority.TrustPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The published JSON Schemas accept what we write, and refuse an unknown key as the readers do.
final class DatasetJsonSchemasTest {
  private static final Path ROOT = Path.of("..");
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @Test
  void theDraftsOfTheExamples() throws Exception {
    for (String example : List.of("breast-cancer", "digits")) {
      String draft = Files.readString(ROOT.resolve(Path.of("examples", example, "schema.in.json")));
      assertStrict("schema-draft", draft);
      SchemaDraft.read(draft.getBytes(StandardCharsets.UTF_8));
      assertReaderRefuses(draft, SchemaDraft::read);
    }
  }

  @Test
  void fittedSchemasAndManifests() throws Exception {
    DatasetSchema schema = SampleData.schema();
    assertStrict("schema", text(schema.write()));
    assertReaderRefuses(text(schema.write()), DatasetSchema::read);
    String manifest = text(SampleData.manifest().write());
    assertStrict("manifest", manifest);
    assertReaderRefuses(manifest, DatasetManifest::read);
  }

  @Test
  void certificatesAndTrust() throws Exception {
    DatasetCertificate certificate =
        new DatasetCertificate(
            "City Hospital",
            "owner",
            new TreeSet<>(EnumSet.allOf(Attestation.class)),
            NOW,
            NOW.plusSeconds(1),
            "a note",
            List.of("protocol 7"));
    InTotoStatement statement =
        certificate.about(InTotoStatement.Subject.of("x", Digests.sha256(), Digests.sha256()));
    assertStrict("dataset-certificate", text(CanonicalJson.write(statement.predicate())));
    TrustPolicy trust =
        new TrustPolicy(
            List.of(
                Authority.of(
                    "City Hospital",
                    List.of(Keys.generate().getPublic()),
                    new TreeSet<>(Set.of("owner")),
                    Optional.of(NOW),
                    Optional.empty())),
            List.of(new Requirement(Attestation.REVIEWED, "owner", 1)));
    assertStrict("trust", text(trust.write()));
    assertReaderRefuses(text(trust.write()), TrustPolicy::read);
  }

  private interface Reader {
    Object read(byte[] bytes) throws VerificationException;
  }

  private static void assertReaderRefuses(String document, Reader reader) throws Exception {
    reader.read(document.getBytes(StandardCharsets.UTF_8));
    String bent = withUnknownKey(document);
    try {
      reader.read(bent.getBytes(StandardCharsets.UTF_8));
    } catch (VerificationException.Malformed e) {
      assertTrue(e.place().contains("zzz"), e.place());
      return;
    } catch (VerificationException e) {
      throw new AssertionError("an unknown key is malformed", e);
    }
    throw new AssertionError("an unknown key was accepted");
  }

  private static void assertStrict(String name, String document) throws Exception {
    assertEquals(List.of(), errors(name, document));
    assertFalse(errors(name, withUnknownKey(document)).isEmpty());
  }

  private static String withUnknownKey(String document) {
    int end = document.lastIndexOf('}');
    return document.substring(0, end).stripTrailing() + ",\"zzz\":1}";
  }

  private static List<String> errors(String name, String document) throws Exception {
    String file = Files.readString(ROOT.resolve(Path.of("docs", "schemas", name + ".schema.json")));
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(file, InputFormat.JSON);
    return schema.validate(document, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
