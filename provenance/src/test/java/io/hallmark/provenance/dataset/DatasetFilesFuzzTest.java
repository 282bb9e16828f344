package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digests;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.JsonMutation;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.source.SourceFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files of a data set that only its owner has, bent at random, and the draft that a person
/// writes: read or malformed, nothing else. Secrets are lent and erased.
final class DatasetFilesFuzzTest {
  private static OpeningSecrets secrets() {
    return OpeningSecrets.of(RecordSecret.generate())
        .withShard("train", new ShardRows(0, 0, 3, List.of(1L), "train"))
        .withShard("test", new ShardRows(0, 0, 2, List.of(), "train"))
        .withSource(
            new OpenedSource(new SourceFile("data.csv", 5, Digests.sha256(new byte[0])), 1, 0, 3));
  }

  @Test
  void bentSecretsAreMalformedOrHaveOneForm() throws Exception {
    byte[] honest = secrets().write();
    assertArrayEquals(honest, OpeningSecrets.read(honest).write());
    JsonValue value = CanonicalJson.read(honest);
    SplittableRandom random = new SplittableRandom(4);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bent = CanonicalJson.write(JsonMutation.of(random, value));
      try {
        assertArrayEquals(bent, OpeningSecrets.read(bent).write());
      } catch (VerificationException.Malformed e) {
        refused++;
      }
    }
    assertTrue(refused > 100, "refused " + refused);
  }

  @Test
  void bentDraftsAreReadOrMalformed() throws Exception {
    JsonValue draft = CanonicalJson.readLenient(SampleData.DRAFT.getBytes(StandardCharsets.UTF_8));
    SplittableRandom random = new SplittableRandom(5);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] bent = CanonicalJson.write(JsonMutation.of(random, draft));
      try {
        SchemaDraft.read(bent);
      } catch (VerificationException.Malformed e) {
        refused++;
      }
    }
    assertTrue(refused > 500, "refused " + refused);
  }

  @Test
  void recordsOfAnotherSizeOrShapeAreMalformed(@TempDir Path folder) throws Exception {
    DatasetSchema schema = SampleData.schema();
    ManifestPart part = SampleData.manifest().part("test").orElseThrow();
    int features = schema.featureCount();
    PartCells cells =
        new PartCells(
            "test",
            part.rows(),
            new short[part.rows() * features],
            new short[part.rows()],
            new long[0][],
            new byte[part.rows() * 32]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecordsFile.write(cells, out);
    Path file = folder.resolve("test.records");
    Files.write(file, out.toByteArray());
    assertArrayEquals(cells.features(), RecordsFile.read(file, part, schema).features());
    SplittableRandom random = new SplittableRandom(6);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] bent = out.toByteArray();
      bent[random.nextInt(16)] ^= (byte) (1 << random.nextInt(8));
      Files.write(
          file, i % 2 == 0 ? bent : Arrays.copyOf(out.toByteArray(), random.nextInt(bent.length)));
      try {
        RecordsFile.read(file, part, schema);
      } catch (VerificationException.Malformed e) {
        refused++;
      }
    }
    assertTrue(refused == 500, "refused " + refused);
  }

  @Test
  void aLentSecretIsErased() {
    OpeningSecrets secrets = secrets();
    byte[] during = secrets.withCommitment("train", byte[]::clone);
    byte[] kept = secrets.withCommitment("train", lent -> lent);
    assertFalse(Arrays.equals(new byte[32], during));
    assertArrayEquals(new byte[32], kept);
  }
}
