package io.hallmark.provenance.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digests;
import io.hallmark.provenance.SourceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JsonLinesSourceTest {
  @TempDir Path folder;

  @Test
  void valuesBecomeTextsByRule() throws Exception {
    assertEquals(
        List.of(
            List.of("text", "number", "truth", "none"),
            List.of("a\"b\n\u2028\uD83D\uDE00", "1.5", "true", ""),
            List.of("12", "-1000", "false", "x"),
            List.of("", "0", "", "")),
        rows(
            lines(
                "\uFEFF{\"text\":\"a\\\"b\\n\u2028\\ud83d\\uDE00\",\"number\":1.50,\"truth\":true,\"none\":null}\r",
                " { \"none\" : \"x\", \"truth\":false,\t\"number\":-1E+3,\"text\":\"12\" } ",
                "{\"number\":-0.0}")));
  }

  @Test
  void pathsAreColumns() throws Exception {
    assertEquals(
        List.of(
            List.of("a.b.c", "a.d", "x\\.y", "z\\\\"),
            List.of("1", "2", "3", "4"),
            List.of("", "", "5", "")),
        rows(
            lines(
                "{\"a\":{\"b\":{\"c\":1},\"d\":2},\"x.y\":3,\"z\\\\\":4}",
                "{\"a\":null,\"x.y\":5}")));
  }

  @Test
  void theCallersColumnsFixTheOrder() throws Exception {
    Path file = Files.writeString(folder.resolve("t.jsonl"), "{\"b\":1}\n{\"a\":2,\"b\":3}\n");
    assertEquals(
        List.of(List.of("a", "b"), List.of("", "1"), List.of("2", "3")),
        Rows.of(RecordSource.of(List.of(file), SourceFormat.BY_NAME, List.of("a", "b"))));
    SourceException e = assertThrows(SourceException.class, () -> rows(Files.readString(file)));
    assertEquals("a", e.column());
    assertEquals(2, e.line().orElseThrow());
  }

  @Test
  void everyFaultNamesItsPlace() {
    String first = "{\"a\":1}\n";
    assertFault("", 0, -1, "", "a record", "an empty file");
    assertFault(first + "\n", 2, 1, "", "a JSON object", "an empty line");
    assertFault(first + "[1]", 2, 1, "", "a JSON object", "[1]");
    assertFault(first + "{\"a\":1,\"a\":2}", 2, 1, "", "each key once", "\"a\" twice");
    assertFault(first + "{\"a\":{\"b\":1,\"b\":1}}", 2, 1, "", "each key once", "\"b\" twice");
    assertFault(first + "{\"b\":1}", 2, 1, "b", "only columns", "a key that is none of them");
    assertFault(first + "{\"a\":[1]}", 2, 1, "a", "a text, number", "an array");
    assertFault(first + "{\"a\":1e999}", 2, 1, "a", "a number of at most", "1e999");
    assertFault(first + "{\"a\":1e-9999999999}", 2, 1, "a", "a number of at most", "1e-9999999999");
    assertFault(first + "{\"a\":01}", 2, 1, "", "',' at character 7", "\"1\"");
    assertFault(first + "{\"a\":NaN}", 2, 1, "", "a value at character 6", "\"N\"");
    assertFault(first + "{\"a\":1.}", 2, 1, "", "a digit at character 8", "\"}\"");
    assertFault(
        first + "{\"a\":\"\\ud800\"}", 2, 1, "", "a text of whole", "half a surrogate pair");
    assertFault(first + "{\"a\":\"\t\"}", 2, 1, "", "control characters", "\"\\u0009\"");
    assertFault(first + "{\"a\":\"\\x\"}", 2, 1, "", "an escape at", "\"x\"");
    assertFault(first + "{\"a\":1}x", 2, 1, "", "the end of the value", "\"x\"");
    assertFault(first + "{\"a\":1", 2, 1, "", "',' at character 7", "the end of the text");
    assertFault(first + "{\"a\":1}\r\r\n", 2, 1, "", "lines that end", "a lone carriage return");
    assertFault("{\"\":1}", 0, -1, "number 1", "a column name", "an empty header cell");
    assertFault("{}", 0, -1, "", "a column", "none");
    assertFault(
        "{\"a\":".repeat(70) + "1" + "}".repeat(70), 1, 0, "", "at most 64 levels", "\"{\"");
  }

  @Test
  void randomBytesNeverThrowAnythingElse() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    String alphabet = "{}[]\",:\\ab1.eE-u0 \n\r\u00e9";
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder("{\"a\":1,\"b\":2}\n{\"a\":");
      for (int k = random.nextInt(12); k > 0; k--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      byte[] bytes = (text + (random.nextBoolean() ? "1}" : "")).getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(4) == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("fuzz.jsonl"), bytes);
      try {
        Rows.of(RecordSource.of(List.of(file)));
      } catch (SourceException e) {
        refused++;
      }
    }
    assertTrue(refused > 2000 && refused < 3000, "" + refused);
  }

  @Test
  void theDigestIsOfTheRawBytes() throws Exception {
    byte[] bytes = "{\"a\":1}\n".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("t.ndjson"), bytes);
    SourceFile source =
        RecordSource.of(List.of(file)).read((name, names) -> (row, line, cells) -> {});
    assertEquals(new SourceFile("t.ndjson", bytes.length, Digests.sha256(bytes)), source);
  }

  /// A file cut off anywhere is refused, also where a line ends: there is no shorter set of
  /// records.
  @Test
  void gzipThatIsCutOffIsRefused() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write("{\"a\":1}\n{\"a\":2}\n".getBytes(StandardCharsets.UTF_8));
    }
    byte[] packed = out.toByteArray();
    Path whole = Files.write(folder.resolve("t.jsonl.gz"), packed);
    assertEquals(
        List.of(List.of("a"), List.of("1"), List.of("2")),
        Rows.of(RecordSource.of(List.of(whole))));
    for (int length = 1; length < packed.length; length++) {
      Path cut = Files.write(folder.resolve("cut.jsonl.gz"), Arrays.copyOf(packed, length));
      SourceException e =
          assertThrows(
              SourceException.class, () -> Rows.of(RecordSource.of(List.of(cut))), "" + length);
      assertEquals("cut.jsonl.gz", e.file());
    }
  }

  @Test
  void tenThousandKeysAreColumns() throws Exception {
    String keys =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "\"c%d\":%d".formatted(i, i))
            .collect(Collectors.joining(","));
    List<List<String>> rows = rows("{" + keys + "}\n");
    assertEquals(10_000, rows.get(1).size());
    assertEquals("9999", rows.get(1).get(rows.get(0).indexOf("c9999")));
  }

  /// A stranger's file must not fill the memory with keys that never have a value.
  @Test
  void keysWithoutValuesAreCountedToo() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 7; row++) {
      int first = row * 10_000;
      text.append(
          IntStream.range(first, first + 10_000)
              .mapToObj("\"k%d\":null"::formatted)
              .collect(Collectors.joining(",", "{", "}\n")));
    }
    SourceException e = assertThrows(SourceException.class, () -> discovered(text.toString()));
    assertEquals("at most 65536 columns", e.expected());
  }

  @Test
  void aKeyThatIsNullInOneLineAndAnObjectInAnotherIsNoColumn() throws Exception {
    assertEquals(
        List.of("c", "a.b"),
        discovered(lines("{\"a\":null,\"c\":1}", "{\"a\":{\"b\":2},\"c\":1}")).getFirst());
  }

  private List<List<String>> discovered(String text) throws SourceException, IOException {
    Path file = Files.writeString(folder.resolve("d.jsonl"), text);
    return Rows.of(RecordSource.discover(List.of(file), SourceFormat.BY_NAME));
  }

  private static String lines(String... lines) {
    return String.join("\n", lines);
  }

  private List<List<String>> rows(String text) throws SourceException, IOException {
    Path file = Files.writeString(folder.resolve("t.jsonl"), text);
    return Rows.of(RecordSource.of(List.of(file)));
  }

  private void assertFault(
      String text, long line, long row, String column, String expected, String found) {
    SourceException e = assertThrows(SourceException.class, () -> rows(text), text);
    assertEquals("t.jsonl", e.file());
    assertEquals(line, e.line().orElse(0), text);
    assertEquals(row, e.row().orElse(-1), text);
    assertEquals(column, e.column(), text);
    assertTrue(e.expected().startsWith(expected), e.getMessage());
    assertEquals(found, e.found(), text);
  }
}
