package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Rational;
import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.dataset.SchemaColumn.Numeric;
import io.hallmark.provenance.dataset.SchemaFit.Fitted;
import io.hallmark.provenance.source.CsvSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaFitTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  @TempDir Path folder;

  @Test
  void standardisedColumnsHaveMeanZeroAndDeviationOne() throws Exception {
    Path csv = EXAMPLES.resolve(Path.of("breast-cancer", "data.csv"));
    Fitted fitted = fit(csv, EXAMPLES.resolve(Path.of("breast-cancer", "schema.in.json")));
    DatasetSchema schema = fitted.schema();
    assertEquals(30, schema.featureCount());
    assertEquals(List.of(), fitted.warnings());
    Ingestion.Ingested read = ingest(csv, schema);
    PartCells train = read.parts().getFirst();
    assertEquals(fitted.trainingRows(), train.rows());
    assertEquals(569, train.rows() + read.parts().getLast().rows());
    for (int i = 0; i < 30; i++) {
      double sum = 0;
      double squares = 0;
      for (int r = 0; r < train.rows(); r++) {
        sum += train.feature(i, r) / 256.0;
        squares += Math.pow(train.feature(i, r) / 256.0, 2);
      }
      assertEquals(0, sum / train.rows(), 0.02, "mean of feature " + i);
      assertEquals(1, squares / train.rows(), 0.02, "variance of feature " + i);
      Numeric column = (Numeric) schema.columns().get(i);
      assertTrue(column.mul() >= 1 << 15 && column.mul() < 1 << 16, "mul " + column.mul());
    }
  }

  @Test
  void theDigitsAreTenClasses() throws Exception {
    Path csv = EXAMPLES.resolve(Path.of("digits", "data.csv"));
    Fitted fitted = fit(csv, EXAMPLES.resolve(Path.of("digits", "schema.in.json")));
    assertEquals(64, fitted.schema().featureCount());
    assertEquals(10, fitted.schema().classCount());
    PartCells train = ingest(csv, fitted.schema()).parts().getFirst();
    int[] count = new int[10];
    for (int r = 0; r < train.rows(); r++) {
      count[train.label(r)]++;
    }
    for (int c = 0; c < 10; c++) {
      assertTrue(count[c] > train.rows() * 0.08, c + ": " + count[c]);
    }
  }

  /// Thirteen categorical columns become 54 features, one of each group set in every record.
  @Test
  void theCreditRecordsAreOneHot() throws Exception {
    Path csv = EXAMPLES.resolve(Path.of("german-credit", "data.csv"));
    Fitted fitted = fit(csv, EXAMPLES.resolve(Path.of("german-credit", "schema.in.json")));
    assertEquals(61, fitted.schema().featureCount());
    PartCells train = ingest(csv, fitted.schema()).parts().getFirst();
    List<DatasetSchema.Feature> features = fitted.schema().features();
    for (int r = 0; r < train.rows(); r++) {
      int set = 0;
      for (int i = 0; i < features.size(); i++) {
        if (features.get(i).name().contains("=")) {
          assertTrue(train.feature(i, r) == 0 || train.feature(i, r) == 256);
          set += train.feature(i, r) / 256;
        }
      }
      assertEquals(13, set);
    }
  }

  /// Two values, 10 and 30, half each: mean 20, deviation 10, so 2^8 / 10 = mul / 2^sh.
  @Test
  void theConstantsByHand() throws Exception {
    StringBuilder csv = new StringBuilder("a,c,y\n");
    for (int i = 0; i < 8; i++) {
      csv.append(i % 2 == 0 ? "1.0" : "3.0")
          .append(",7,")
          .append(i % 2 == 0 ? "n" : "p")
          .append('\n');
    }
    Fitted fitted =
        fitText(
            csv.toString(),
            draft(
                "0",
                "{\"name\":\"a\",\"role\":\"feature\"},"
                    + "{\"name\":\"c\",\"role\":\"feature\"},"));
    assertEquals(
        new Numeric("a", 1, true, 20, 52429, 11, -4096, 4095), fitted.schema().columns().get(0));
    assertEquals(new Numeric("c", 0, true, 7, 1, 0, -4096, 4095), fitted.schema().columns().get(1));
    assertEquals(1, fitted.warnings().size());
    assertTrue(fitted.warnings().getFirst().contains("\"c\" is constant"));
  }

  @Test
  void identityCodesAndOneHot() throws Exception {
    String columns =
        "{\"name\":\"a\",\"role\":\"feature\",\"scale\":\"identity\",\"factor\":2},"
            + "{\"name\":\"b\",\"role\":\"feature\",\"encoding\":\"codes\",\"codes\":[\"lo\",\"hi\"],\"factor\":5},"
            + "{\"name\":\"c\",\"role\":\"feature\",\"encoding\":\"one-hot\",\"codes\":[\"x\",\"y\",\"z\"]},"
            + "{\"name\":\"i\",\"role\":\"ignored\"},";
    String csv = "y,i,c,b,a\np,?,y,hi,-3\nn,!,z,lo,5\n";
    Fitted fitted = fitText(csv, draft("0", columns));
    List<DatasetSchema.Feature> features = fitted.schema().features();
    assertEquals(new DatasetSchema.Feature("a", -32, 31), features.get(0));
    assertEquals(new DatasetSchema.Feature("b", 0, 5), features.get(1));
    assertEquals(new DatasetSchema.Feature("c=y", 0, 256), features.get(3));
    PartCells part = ingest(folder.resolve("t.csv"), fitted.schema()).parts().getFirst();
    assertArrayEquals(new int[] {-6, 10, 5, 0, 0, 0, 256, 0, 0, 256}, part.features());
    assertArrayEquals(new int[] {1, 0}, part.labels());
  }

  @Test
  void testRowsAreNotLookedAt() throws Exception {
    String columns = "{\"name\":\"a\",\"role\":\"feature\",\"digits\":0},";
    StringBuilder csv = new StringBuilder("a,y\n");
    StringBuilder other = new StringBuilder("a,y\n");
    SplitRule split = new SplitRule("t", Rational.parse("0.5"));
    for (int i = 0; i < 40; i++) {
      csv.append(i).append(",n\n");
      other.append(split.isTest(i) ? "not a number" : i).append(",n\n");
    }
    DatasetSchema schema = fitText(csv.toString(), draft("0.5", columns)).schema();
    assertEquals(schema, fitText(other.toString(), draft("0.5", columns)).schema());
    SourceException e =
        assertThrows(SourceException.class, () -> ingest(folder.resolve("t.csv"), schema));
    assertEquals("a", e.column());
    assertTrue(split.isTest(e.row().orElseThrow()));
  }

  @Test
  void badCellsAreNamed() throws Exception {
    String columns = "{\"name\":\"a\",\"role\":\"feature\",\"digits\":1},";
    String good = "a,y\n1.5,n\n2.5,p\n";
    DatasetSchema schema = fitText(good, draft("0", columns)).schema();
    assertFault(schema, "a,y\n1.5,n\nabc,p\n", "a", "a decimal number", "\"abc\"");
    assertFault(schema, "a,y\n1.5,n\nNaN,p\n", "a", "a decimal number", "\"NaN\"");
    assertFault(schema, "a,y\n1.5,n\n1e5,p\n", "a", "a decimal number", "\"1e5\"");
    assertFault(schema, "a,y\n1.5,n\n\"1,5\",p\n", "a", "a decimal number", "\"1,5\"");
    assertFault(schema, "a,y\n1.5,n\n+1,p\n", "a", "a decimal number", "\"+1\"");
    assertFault(schema, "a,y\n1.5,n\n 1,p\n", "a", "a decimal number", "\" 1\"");
    assertFault(schema, "a,y\n1.5,n\n,p\n", "a", "a decimal number", "an empty cell");
    assertFault(schema, "a,y\n1.5,n\n1.25,p\n", "a", "a number with at most 1 digits", "\"1.25\"");
    assertFault(
        schema, "a,y\n1.5,n\n99999999999999,p\n", "a", "a magnitude below", "\"99999999999999\"");
    assertFault(
        schema,
        "a,y\n1.5,n\n999,p\n",
        "a",
        "a quantised value in the declared range",
        "\"999\", quantised to");
    assertFault(schema, "a,y\n1.5,n\n1,q\n", "y", "a text of one of the classes", "\"q\"");
    SourceException e = fault(schema, "a;y\n1.5;n\n");
    assertEquals("a header separated by ';'", e.found());
    assertEquals("y", fault(schema, "a\n1.5\n").column());
    assertEquals("z", fault(schema, "a,y,z\n1.5,n,1\n").column());
    assertEquals("rows for the part \"train\"", fault(schema, "a,y\n").expected());
  }

  @Test
  void moreCellsThanAPartMayHaveAreRefusedWithTheNumber() throws Exception {
    String columns = "{\"name\":\"a\",\"role\":\"feature\",\"digits\":0},";
    DatasetSchema schema = fitText("a,y\n1,n\n2,p\n", draft("0", columns)).schema();
    Files.writeString(folder.resolve("t.csv"), "a,y\n" + "1,n\n".repeat(11));
    DatasetLimits limits = new DatasetLimits(20, 22, 26, 64);
    SourceException e =
        assertThrows(
            SourceException.class,
            () ->
                Ingestion.read(
                    new CsvSource(folder.resolve("t.csv")),
                    schema,
                    RecordSecret.generate(),
                    limits));
    assertEquals("at most 20 cells in a part", e.expected());
    assertEquals("22 cells (11 rows) in the part \"train\"", e.found());
    assertEquals(1L << 26, DatasetLimits.DEFAULT.cells());
  }

  @Test
  void lineEndsAndByteOrderMarksDoNotMatterToRecords() throws Exception {
    String columns = "{\"name\":\"a\",\"role\":\"feature\"},{\"name\":\"i\",\"role\":\"ignored\"},";
    String text = "a,i,y\n1,\"x\",n\n2, x,p\n3,x,p\n";
    DatasetSchema schema = fitText(text, draft("0", columns)).schema();
    RecordSecret secret = RecordSecret.of(new byte[32]);
    PartCells lf = ingestText(text, schema, secret);
    PartCells crlf = ingestText("\uFEFF" + text.replace("\n", "\r\n"), schema, secret);
    assertEquals(lf.recordRoot(), crlf.recordRoot());
    assertArrayEquals(lf.features(), crlf.features());
    byte[] other = new byte[32];
    other[31] = 1;
    assertFalse(
        lf.recordRoot().equals(ingestText(text, schema, RecordSecret.of(other)).recordRoot()));
    assertFalse(
        lf.recordRoot().equals(ingestText(text.replace(" x", "x"), schema, secret).recordRoot()),
        "an ignored cell is part of the record");
  }

  @Test
  void aWrongDraftIsRefusedWithItsPlace() {
    for (String columns :
        new String[] {
          "{\"name\":\"a\",\"role\":\"feature\",\"scale\":\"log\"},",
          "{\"name\":\"a\",\"role\":\"feature\",\"scale\":\"identity\"},",
          "{\"name\":\"a\",\"role\":\"feature\",\"scale\":\"identity\",\"factor\":1,\"range\":[0,5000]},",
          "{\"name\":\"a\",\"role\":\"feature\",\"extra\":1},",
          "{\"name\":\"a\",\"role\":\"feature\",\"encoding\":\"codes\",\"codes\":[\"x\",\"x\"],\"factor\":1},",
          "{\"name\":\"a\",\"role\":\"other\"},"
        }) {
      VerificationException.Malformed e =
          assertThrows(
              VerificationException.Malformed.class,
              () -> SchemaDraft.read(draft("0", columns).getBytes(StandardCharsets.UTF_8)),
              columns);
      assertTrue(e.place().contains("$.columns[0]"), e.place());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> fitText("a,y\n1,n\n", draft("1.0", "{\"name\":\"a\",\"role\":\"feature\"},")));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            fitText(
                "a,y\n1,n\n",
                draft("0", "{\"name\":\"a\",\"role\":\"feature\"},")
                    .replace("\"origin\":\"none\",", "")));
  }

  /// A range proof about nothing is no proof; the manifest of a stranger must not reach the
  /// compiler.
  @Test
  void aSchemaInWhichNothingCanVaryIsRefused() {
    String text =
        "{\"type\":\"hallmark/schema/v1\",\"frac\":8,\"name\":\"t\",\"split\":{\"test\":\"0\"},"
            + "\"origin\":\"none\",\"columns\":[{\"name\":\"a\",\"role\":\"feature\","
            + "\"encoding\":\"numeric\",\"digits\":0,\"scale\":\"identity\",\"mu\":0,\"mul\":1,"
            + "\"sh\":0,\"min\":3,\"max\":3},{\"name\":\"y\",\"role\":\"label\",\"classes\":["
            + "{\"name\":\"no\",\"values\":[\"n\"]},{\"name\":\"yes\",\"values\":[\"p\"]}]}]}";
    VerificationException.Malformed e =
        assertThrows(
            VerificationException.Malformed.class,
            () -> DatasetSchema.read(text.getBytes(StandardCharsets.UTF_8)));
    assertTrue(e.place().contains("a feature whose range is not one value"), e.place());
  }

  @Test
  void anOriginRecordNeedsItsMandatoryFields() {
    String draft =
        draft("0", "{\"name\":\"a\",\"role\":\"feature\"},")
            .replace("\"none\"", "{\"title\":\"t\",\"issuer\":\"i\"}");
    VerificationException.Malformed e =
        assertThrows(
            VerificationException.Malformed.class,
            () -> SchemaDraft.read(draft.getBytes(StandardCharsets.UTF_8)));
    assertTrue(e.place().contains("the origin record has no \"source\""), e.place());
  }

  @Test
  void schemasRoundTripAndMutationsNeverThrowAnythingElse() throws Exception {
    Path csv = EXAMPLES.resolve(Path.of("breast-cancer", "data.csv"));
    DatasetSchema schema =
        fit(csv, EXAMPLES.resolve(Path.of("breast-cancer", "schema.in.json"))).schema();
    byte[] bytes = schema.write();
    assertEquals(schema, DatasetSchema.read(bytes));
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 2000; i++) {
      byte[] bent = bytes.clone();
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        bent[random.nextInt(bent.length)] = (byte) random.nextInt(32, 127);
      }
      try {
        DatasetSchema read = DatasetSchema.read(bent);
        assertEquals(read, DatasetSchema.read(read.write()));
      } catch (VerificationException.Malformed e) {
        assertTrue(e.place().startsWith("schema"), e.place());
      }
    }
  }

  private static String draft(String test, String columns) {
    return "{\"name\":\"t\",\"split\":{\"test\":\""
        + test
        + "\"},\"origin\":\"none\",\"columns\":["
        + columns
        + "{\"name\":\"y\",\"role\":\"label\",\"classes\":["
        + "{\"name\":\"no\",\"values\":[\"n\"]},{\"name\":\"yes\",\"values\":[\"p\"]}]}]}";
  }

  private static Fitted fit(Path csv, Path draft) throws Exception {
    return SchemaFit.fit(new CsvSource(csv), SchemaDraft.read(Files.readAllBytes(draft)));
  }

  private Fitted fitText(String csv, String draft) throws Exception {
    Path file = Files.writeString(folder.resolve("t.csv"), csv);
    return SchemaFit.fit(
        new CsvSource(file), SchemaDraft.read(draft.getBytes(StandardCharsets.UTF_8)));
  }

  private static Ingestion.Ingested ingest(Path csv, DatasetSchema schema) throws Exception {
    return Ingestion.read(
        new CsvSource(csv), schema, RecordSecret.generate(), DatasetLimits.DEFAULT);
  }

  private PartCells ingestText(String csv, DatasetSchema schema, RecordSecret secret)
      throws Exception {
    Path file = Files.writeString(folder.resolve("u.csv"), csv);
    return Ingestion.read(new CsvSource(file), schema, secret, DatasetLimits.DEFAULT)
        .parts()
        .getFirst();
  }

  private SourceException fault(DatasetSchema schema, String csv) {
    return assertThrows(
        SourceException.class, () -> ingestText(csv, schema, RecordSecret.generate()), csv);
  }

  private void assertFault(
      DatasetSchema schema, String csv, String column, String expected, String found) {
    SourceException e = fault(schema, csv);
    assertEquals("u.csv", e.file());
    assertEquals(1, e.row().orElseThrow());
    assertEquals(3, e.line().orElseThrow());
    assertEquals(column, e.column());
    assertTrue(e.expected().startsWith(expected), e.getMessage());
    assertTrue(e.found().startsWith(found), e.getMessage());
  }
}
