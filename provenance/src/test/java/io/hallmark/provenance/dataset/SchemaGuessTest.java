package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Progress;
import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.source.RecordSource;
import io.hallmark.provenance.source.SourceFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaGuessTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  @TempDir Path folder;

  private static SchemaGuess guess(Path file, String label) throws Exception {
    RecordSource source = RecordSource.discover(List.of(file), SourceFormat.BY_NAME);
    return SchemaGuess.of(
        source, label.isEmpty() ? Optional.empty() : Optional.of(label), Progress.QUIET);
  }

  private SchemaGuess guess(String name, String text, String label) throws Exception {
    return guess(Files.writeString(folder.resolve(name), text), label);
  }

  private static SortedMap<String, String> proposals(SchemaGuess guess) {
    SortedMap<String, String> out = new TreeMap<>();
    guess.columns().forEach(c -> out.put(c.name(), c.proposal()));
    return out;
  }

  /// What is proposed can be fitted as soon as the owner says where the data come from.
  private static DatasetSchema fit(SchemaGuess guess, Path file) throws Exception {
    SchemaDraft draft = SchemaDraft.read(guess.withFormat(SourceFormat.BY_NAME)).withoutOrigin();
    return SchemaFit.fit(draft.source(List.of(file)), draft).schema();
  }

  @Test
  void theExamplesAreUnderstood() throws Exception {
    Path credit = EXAMPLES.resolve(Path.of("german-credit", "data.csv"));
    SchemaGuess guess = guess(credit, "");
    SortedMap<String, String> proposals = proposals(guess);
    assertEquals("label", proposals.get("class"));
    assertEquals("numeric", proposals.get("credit_amount"));
    assertEquals("one-hot", proposals.get("purpose"));
    assertEquals(1000, guess.rows());
    assertTrue(guess.undecided().contains("whether \"class\" is the label, as its name says"));
    assertEquals(2, fit(guess, credit).classCount());
    Path cancer = EXAMPLES.resolve(Path.of("breast-cancer", "data.csv"));
    assertEquals(30, fit(guess(cancer, "diagnosis"), cancer).featureCount());
    Path digits = EXAMPLES.resolve(Path.of("digits", "data.csv"));
    SchemaGuess ten = guess(digits, "digit");
    assertEquals("label", proposals(ten).get("digit"));
    assertEquals("ignored", proposals(ten).get("p00"), "one value in all rows");
    assertEquals(10, fit(ten, digits).classCount());
  }

  @Test
  void everyRoleHasItsReason() throws Exception {
    StringBuilder csv =
        new StringBuilder("id,patient_id,severity,seen,work,licence,weight,note,gone,same,big,y\n");
    for (int i = 0; i < 40; i++) {
      csv.append(
          "%d,P%d,%s,2024-01-%02d,%s,%s,%d.%d,%s,,x,%s,%d\n"
              .formatted(
                  i + 100,
                  i / 2,
                  List.of("mild", "severe", "moderate").get(i % 3),
                  i % 28 + 1,
                  ("%02d".formatted(i) + "ab").repeat(15),
                  i % 2 == 0 ? "cc0" : "cc-by",
                  50 + i,
                  i % 10,
                  "the patient number " + i + " was here",
                  "1234567890123456" + i,
                  i % 2));
    }
    SchemaGuess guess = guess("all.csv", csv.toString(), "y");
    SortedMap<String, String> proposals = proposals(guess);
    assertEquals("ignored", proposals.get("id"), "a number of the row");
    assertEquals("identifier", proposals.get("patient_id"));
    assertEquals("ordinal", proposals.get("severity"));
    assertEquals("tag", proposals.get("seen"));
    assertEquals("digest", proposals.get("work"));
    assertEquals("tag", proposals.get("licence"));
    assertEquals("numeric", proposals.get("weight"));
    assertEquals("words", proposals.get("note"));
    assertEquals("ignored", proposals.get("gone"));
    assertEquals("ignored", proposals.get("same"));
    assertEquals("ignored", proposals.get("big"), "more digits than a quantiser takes");
    assertEquals("label", proposals.get("y"));
    String text = new String(guess.withFormat(SourceFormat.BY_NAME), StandardCharsets.UTF_8);
    assertFalse(text.contains("P7"), "identifiers are not published as codes");
    assertTrue(text.indexOf("mild") < text.indexOf("moderate"), "in the order of the scale");
    assertTrue(guess.undecided().stream().anyMatch(u -> u.startsWith("\"severity\"")));
  }

  @Test
  void whatCannotBeDecidedIsSaid() throws Exception {
    SchemaGuess none = guess("t.csv", "a,b\n1,x\n2,y\n2,x\n", "");
    assertTrue(none.undecided().getFirst().startsWith("which column is the label"));
    SchemaGuess target = guess("t.csv", "a,price\n1,10.5\n2,11\n2,12.25\n", "price");
    assertEquals("target", proposals(target).get("price"));
    String rare = "0,1\n1,0\n".repeat(400) + "999,1\n";
    Path file = Files.writeString(folder.resolve("rare.csv"), "a,y\n" + rare);
    SchemaGuess spread = guess(file, "y");
    assertTrue(spread.columns().getFirst().reason().startsWith("some numbers are far"));
    assertEquals(1, fit(spread, file).featureCount());
    SchemaGuess holes = guess("t.csv", "a,y\n1,0\n,1\n2,1\n", "y");
    assertEquals("one-hot", proposals(holes).get("a"));
    assertThrows(SourceException.class, () -> guess("t.csv", "a,y\n1,0\n", "z"));
    assertThrows(SourceException.class, () -> guess("t.csv", "a,y\n", "y"));
  }

  @Test
  void keysThatComeLateAreColumnsToo() throws Exception {
    SchemaGuess guess =
        guess(
            "t.jsonl",
            String.join(
                "\n",
                List.of(
                    "{\"y\":\"a\",\"n\":null}",
                    "{\"y\":\"b\",\"x\":{\"z\":1}}",
                    "{\"n\":{\"m\":2},\"y\":\"b\"}")),
            "y");
    assertEquals(
        List.of("y", "x.z", "n.m"), guess.columns().stream().map(ColumnGuess::name).toList());
  }

  @Test
  void tenThousandColumnsStayWithinTheBudget() throws Exception {
    StringBuilder csv = new StringBuilder("y");
    for (int i = 1; i < 10_000; i++) {
      csv.append(",c").append(i);
    }
    for (int row = 0; row < 3; row++) {
      csv.append('\n').append(row % 2);
      for (int i = 1; i < 10_000; i++) {
        csv.append(',').append(row * 7 % 5).append('.').append(i);
      }
    }
    Path file = Files.writeString(folder.resolve("wide.csv"), csv.append('\n'));
    DatasetSchema schema = fit(guess(file, "y"), file);
    assertEquals(9_999, schema.featureCount());
  }
}
