package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digests;
import io.hallmark.provenance.SourceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvSourceTest {
  @TempDir Path folder;

  @Test
  void quotesCommasLineEndsAndTheByteOrderMark() throws Exception {
    List<List<String>> expected =
        List.of(List.of("a", "b,c"), List.of(" x ", "say \"hi\""), List.of("", "two\nlines"));
    assertEquals(expected, rows("a,\"b,c\"\n x ,\"say \"\"hi\"\"\"\n,\"two\nlines\"\n"));
    assertEquals(expected, rows("\uFEFFa,\"b,c\"\r\n x ,\"say \"\"hi\"\"\"\r\n,\"two\nlines\""));
    assertEquals(List.of(List.of("h"), List.of(""), List.of("z")), rows("h\n\nz\n"));
    assertEquals(List.of(List.of("h")), rows("h"));
  }

  @Test
  void theDigestIsOfTheRawBytes() throws Exception {
    byte[] bytes = "\uFEFFa,b\r\n1,2\r\n".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("raw.csv"), bytes);
    SourceFile source = new CsvSource(file).read(names -> (row, line, cells) -> {});
    assertEquals("raw.csv", source.name());
    assertEquals(bytes.length, source.length());
    assertEquals(Digests.sha256(bytes), source.sha256());
  }

  @Test
  void everyFaultNamesItsPlace() {
    assertFault("a,b\n1,2\n3\n", 3, 1, "b", "2 cells", "1: cell missing");
    assertFault("a,b\n1,2,9\n", 2, 0, "number 3", "2 cells", "3, the first one too many is \"9\"");
    assertFault("a,b\n1,2\n\n", 3, 1, "b", "2 cells", "an empty line: cell missing");
    assertFault("a,b\n1,2\r3,4\n", 2, 0, "number 2", "lines that end", "a lone carriage return");
    assertFault("a,b\n1,\"x\ry\"\n", 2, 0, "number 2", "lines that end", "a lone carriage return");
    assertFault("a,b\n1,\"x\"\r", 2, 0, "number 2", "lines that end", "a lone carriage return");
    assertFault("a,b\n1,x\"y\n", 2, 0, "number 2", "a cell with a quote", "x\"");
    assertFault("a,b\n1,\"x\"y\n", 2, 0, "number 2", "',' or a line end", "\"y\"");
    assertFault("a,b\n1,\"x\n", 3, 0, "number 2", "a closing quote", "the end of the file");
    assertFault("a,b,a\n", 1, -1, "a", "each column name once", "a duplicate header name");
    assertFault("a,,b\n", 1, -1, "number 2", "a column name", "an empty header cell");
    assertFault("", 0, -1, "", "a header line", "an empty file");
    assertFault("\uFEFF", 0, -1, "", "a header line", "an empty file");
  }

  @Test
  void aRowAfterLineBreaksInQuotesIsNamedByItsLine() {
    assertFault("a,b\n\"1\n1\",\"2\r\n2\"\n3\n", 5, 1, "b", "2 cells", "1: cell missing");
  }

  @Test
  void invalidUtf8IsRefusedWithItsOffset() throws Exception {
    for (String hex : List.of("ff", "c080", "eda080", "f4908080", "c3")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes("a,b\n1,".getBytes(StandardCharsets.UTF_8));
      out.writeBytes(HexFormat.of().parseHex(hex));
      Path file = Files.write(folder.resolve("bad.csv"), out.toByteArray());
      SourceException e = assertThrows(SourceException.class, () -> read(file), hex);
      assertEquals("UTF-8", e.expected(), hex);
      assertTrue(e.found().endsWith("at offset 6"), e.found());
    }
  }

  @Test
  void invalidUtf8FarFromTheStartIsNamedByItsOwnRow() throws Exception {
    byte[] bytes = "a,b\n1,2\n3,4\n5,?6\n7,8\n".getBytes(StandardCharsets.UTF_8);
    bytes[14] = (byte) 0xff;
    Path file = Files.write(folder.resolve("late.csv"), bytes);
    SourceException e = assertThrows(SourceException.class, () -> read(file));
    assertEquals(4, e.line().orElseThrow());
    assertEquals(2, e.row().orElseThrow());
    assertEquals("number 2", e.column());
    assertEquals("byte 0xff at offset 14", e.found());
  }

  @Test
  void aMissingFileIsAnIoException() {
    assertThrows(NoSuchFileException.class, () -> read(folder.resolve("none.csv")));
  }

  /// Characters of several bytes on the border of two buffers, and a file of many buffers.
  @Test
  void longFilesReadLikeShortOnes() throws Exception {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("\u20ac").append(i).append(",x\n");
    }
    List<List<String>> rows = rows(text.toString());
    assertEquals(20_001, rows.size());
    for (int i = 0; i < 20_000; i++) {
      assertEquals(List.of("\u20ac" + i, "x"), rows.get(i + 1));
    }
  }

  @Test
  void randomBytesNeverThrowAnythingElse() throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    String alphabet = "ab,,\n\n\r\"\"\u00e9 1.";
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder("a,b\n");
      for (int k = random.nextInt(30); k > 0; k--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(4) == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        read(Files.write(folder.resolve("fuzz.csv"), bytes));
      } catch (SourceException e) {
        refused++;
      }
    }
    assertTrue(refused > 1000 && refused < 3000, "" + refused);
  }

  private List<List<String>> rows(String text) throws SourceException, IOException {
    return read(Files.writeString(folder.resolve("t.csv"), text));
  }

  private static List<List<String>> read(Path file) throws SourceException, IOException {
    List<List<String>> out = new ArrayList<>();
    new CsvSource(file)
        .read(names -> {
          out.add(names);
          return (row, line, cells) -> {
            assertEquals(out.size() - 1, row);
            out.add(cells);
          };
        });
    return out;
  }

  private void assertFault(
      String text, long line, long row, String column, String expected, String found) {
    SourceException e = assertThrows(SourceException.class, () -> rows(text), text);
    assertEquals("t.csv", e.file());
    assertEquals(line, e.line().orElse(0), text);
    assertEquals(row, e.row().orElse(-1), text);
    assertEquals(column, e.column(), text);
    assertTrue(e.expected().startsWith(expected), e.getMessage());
    assertEquals(found, e.found(), text);
  }
}
