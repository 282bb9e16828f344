package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.source.RecordSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WordBagTest {
  private static final String DRAFT =
      """
      {"name": "mails", "split": {"test": "0"}, "origin": "none", "columns": [
        {"name": "text", "role": "feature", "encoding": "words", "buckets": 8, "most": 2,
          "factor": 100},
        {"name": "y", "role": "label", "classes": [{"name": "ham", "values": ["0"]},
          {"name": "spam", "values": ["1"]}]}]}
      """;

  @TempDir Path folder;

  private static int[] count(String text) throws Malformed {
    return new WordBag(8).count(text).clone();
  }

  @Test
  void wordsAreRunsOfLettersAndDigitsWhateverTheirCase() throws Exception {
    assertArrayEquals(new int[8], count("  ... --- !"));
    assertArrayEquals(count("a b"), count("B,\u00a0A!"));
    assertArrayEquals(count("caf\u00e9"), count("CAFE\u0301"));
    assertEquals(3, Arrays.stream(count("one two2 one")).sum());
    assertEquals(1, Arrays.stream(count("42")).sum());
    assertEquals(1, Arrays.stream(count("\uD835\uDC00")).sum(), "a letter beyond 2^16");
  }

  /// The buckets of two words by a SHA-256 of their own making: a change of them is a change of the
  /// format.
  @Test
  void theBucketsAreFixed() throws Exception {
    int[] counts = count("free money");
    assertArrayEquals(new int[] {0, 0, 0, 1, 0, 0, 1, 0}, counts);
  }

  @Test
  void unassignedCharactersAreRefused() {
    assertThrows(Malformed.class, () -> count("a \u0378"));
  }

  @Test
  void aColumnOfWordsIsEncodedWithItsBound() throws Exception {
    Path file =
        Files.writeString(folder.resolve("t.csv"), "text,y\n\"free free free\",1\nhello,0\n,1\n");
    SchemaDraft draft = SchemaDraft.read(DRAFT.getBytes(StandardCharsets.UTF_8));
    RecordSource source = draft.source(List.of(file));
    DatasetSchema schema = SchemaFit.fit(source, draft).schema();
    assertEquals(8, schema.featureCount());
    assertEquals(new DatasetSchema.Feature("text#3", 0, 200), schema.features().get(3));
    assertEquals(schema, DatasetSchema.read(schema.write()));
    PartCells cells =
        Ingestion.read(source, schema, RecordSecret.of(new byte[32]), DatasetLimits.DEFAULT)
            .parts()
            .getFirst();
    assertEquals(200, sum(cells, 0), "three words, two count");
    assertEquals(100, sum(cells, 1));
    assertEquals(0, sum(cells, 2));
    Path bad = Files.writeString(folder.resolve("bad.csv"), "text,y\n\u0378,1\n");
    SourceException e =
        assertThrows(SourceException.class, () -> SchemaFit.fit(draft.source(List.of(bad)), draft));
    assertEquals("text", e.column());
    assertThrows(
        Malformed.class,
        () ->
            SchemaDraft.read(
                DRAFT
                    .replace("\"factor\": 100", "\"factor\": 4000")
                    .getBytes(StandardCharsets.UTF_8)));
    assertTrue(e.expected().contains("assigned"));
  }

  private static int sum(PartCells cells, int row) {
    int sum = 0;
    for (int i = 0; i < 8; i++) {
      sum += cells.feature(i, row);
    }
    return sum;
  }
}
