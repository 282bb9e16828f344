package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hallmark.document.Digest;
import io.hallmark.provenance.source.RecordSource;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One table in every format, with every line end, on every machine: the same cells and the same
/// record roots.
final class SameRecordsTest {
  private static final RecordSecret SECRET = RecordSecret.of(new byte[32]);

  /// Of the sample data with a secret of zeros; a change of it is a change of the format.
  private static final String TRAIN_ROOT =
      "9b15394db7aa06b1cc6d55cafbeaa4165e09f7f85bbfac6bfc3278f81165a82a";

  @TempDir Path folder;

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<Digest> roots(DatasetSchema schema, Path... files) throws Exception {
    RecordSource source = Ingestion.source(schema, List.of(files));
    return Ingestion.read(source, schema, SECRET, DatasetLimits.DEFAULT).parts().stream()
        .map(PartCells::recordRoot)
        .toList();
  }

  private static String jsonLines(String csv) {
    StringBuilder out = new StringBuilder();
    String[] lines = csv.split("\n", -1);
    String[] names = lines[0].split(",", -1);
    for (int i = 1; i < lines.length - 1; i++) {
      String[] cells = lines[i].split(",", -1);
      out.append('{');
      for (int k = 0; k < cells.length; k++) {
        int at = i % 2 == 0 ? k : cells.length - 1 - k;
        String number = cells[at] + (cells[at].contains(".") ? "0" : "e0");
        String value = at < 2 ? number : '"' + cells[at] + '"';
        out.append(k == 0 ? "" : ", ").append('"').append(names[at]).append("\":").append(value);
      }
      out.append("}\n");
    }
    return out.toString();
  }

  @Test
  void everyFormatGivesTheSameRecords() throws Exception {
    DatasetSchema schema = SampleData.schema();
    String csv = SampleData.csv();
    List<Digest> expected = roots(schema, write("t.csv", csv));
    assertEquals(TRAIN_ROOT, expected.getFirst().hex());
    assertEquals(expected, roots(schema, write("crlf.csv", "\uFEFF" + csv.replace("\n", "\r\n"))));
    assertEquals(
        expected, roots(schema, write("quoted.csv", csv.replaceAll("([^,\n]+)", "\"$1\""))));
    assertEquals(expected, roots(schema, write("t.tsv", csv.replace(',', '\t'))));
    assertEquals(expected, roots(schema, write("t.jsonl", jsonLines(csv))));
    Path packed = folder.resolve("t.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(jsonLines(csv).getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(expected, roots(schema, packed));
    int half = csv.indexOf("\n", csv.length() / 2) + 1;
    String header = csv.substring(0, csv.indexOf('\n') + 1);
    Path first = write("part-0.csv", csv.substring(0, half));
    Path second = write("part-1.csv", header + csv.substring(half));
    assertEquals(expected, roots(schema, first, second));
    assertEquals(expected, roots(schema, second, first), "names give the order, not arguments");
    assertNotEquals(expected, roots(schema, write("bent.csv", csv.replace("note 7", "note 8"))));
  }

  @Test
  void neitherLocaleNorTimeZoneHasAPart() throws Exception {
    DatasetSchema schema = SampleData.schema();
    Path file = write("t.jsonl", jsonLines(SampleData.csv()));
    List<Digest> expected = roots(schema, file);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "de-DE")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        assertEquals(expected, roots(schema, file), tag);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }
}
