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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
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
    SourceFile source = new CsvSource(file).read((name, names) -> (row, line, cells) -> {});
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
  void otherDelimitersAreDeclaredOrFollowFromTheName() throws Exception {
    List<List<String>> expected = List.of(List.of("a", "b"), List.of("1,5;6", "x\ty"));
    for (String cut : List.of(",", ";", "|", ":", " ")) {
      Path file = folder.resolve("t.csv");
      Files.writeString(file, "a%sb\n\"1,5;6\"%s\"x\ty\"\n".formatted(cut, cut));
      assertEquals(expected, rows(file, delimiter(cut.charAt(0))), cut);
    }
    Path tabs = folder.resolve("t.tsv");
    Files.writeString(tabs, "a\tb\n1,5;6\t\"x\ty\"\n");
    assertEquals(expected, rows(tabs, SourceFormat.BY_NAME));
    SourceException e = assertThrows(SourceException.class, () -> rows(tabs, delimiter(';')));
    assertEquals("number 2", e.column());
    assertThrows(IllegalArgumentException.class, () -> delimiter('x'));
  }

  @Test
  void lineSeparatorsOfUnicodeAreCharacters() throws Exception {
    assertEquals(
        List.of(List.of("a", "b"), List.of("x\u2028y", "\u0085")), rows("a,b\nx\u2028y,\u0085\n"));
    assertFault("a,b\n1,2\r\r\n", 2, 0, "number 2", "lines that end", "a lone carriage return");
  }

  @Test
  void tenThousandColumns() throws Exception {
    StringBuilder header = new StringBuilder("c0");
    StringBuilder row = new StringBuilder("0");
    for (int i = 1; i < 10_000; i++) {
      header.append(",c").append(i);
      row.append(',').append(i);
    }
    List<List<String>> rows = rows(header + "\n" + row + "\n");
    assertEquals(10_000, rows.get(1).size());
    assertEquals("9999", rows.get(1).get(9_999));
    assertFault(
        header + "\n" + row + ",x\n",
        2,
        0,
        "number 10001",
        "10000 cells",
        "10001, the first one too many is \"x\"");
  }

  @Test
  void gzipIsReadAndItsOwnBytesAreDigested() throws Exception {
    byte[] plain = "\uFEFFa,b\r\n1,2\r\n3,\"x\ny\"\r\n".getBytes(StandardCharsets.UTF_8);
    byte[] packed = gzip(plain);
    Path file = Files.write(folder.resolve("t.csv.gz"), packed);
    assertEquals(List.of(List.of("a", "b"), List.of("1", "2"), List.of("3", "x\ny")), read(file));
    SourceFile source = new CsvSource(file).read((name, names) -> (row, line, cells) -> {});
    assertEquals(packed.length, source.length());
    assertEquals(Digests.sha256(packed), source.sha256());
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.writeBytes(gzip("a,b\n1,".getBytes(StandardCharsets.UTF_8)));
    two.writeBytes(gzip("2\n".getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        List.of(List.of("a", "b"), List.of("1", "2")),
        read(Files.write(folder.resolve("two.csv.gz"), two.toByteArray())),
        "members end to end");
  }

  @Test
  void gzipThatIsCutOffBentOrFollowedBySomethingIsRefused() throws Exception {
    StringBuilder text = new StringBuilder("a,b\n");
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 3_000; i++) {
      text.append(random.nextInt()).append(',').append(i).append('\n');
    }
    byte[] packed = gzip(text.toString().getBytes(StandardCharsets.UTF_8));
    for (int length = 2; length < packed.length; length += length < 20 ? 1 : 997) {
      Path file = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(packed, length));
      SourceException e = assertThrows(SourceException.class, () -> read(file), "" + length);
      assertEquals("the end of the file: it is cut off", e.found(), "" + length);
      assertTrue(length < 20_000 || e.row().orElse(0) > 100, "names the row it was in");
    }
    Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(packed, packed.length - 1));
    assertEquals(2_999, assertThrows(SourceException.class, () -> read(cut)).row().orElse(0) - 1);
    byte[] longer = Arrays.copyOf(packed, packed.length + 40);
    Path padded = Files.write(folder.resolve("padded.csv.gz"), longer);
    assertEquals(3_001, read(padded).size(), "zeros are padding");
    longer[packed.length + 30] = 1;
    Path more = Files.write(folder.resolve("more.csv.gz"), longer);
    assertEquals("more bytes", assertThrows(SourceException.class, () -> read(more)).found());
    longer[packed.length] = 0x1f;
    Path member = Files.write(folder.resolve("member.csv.gz"), longer);
    assertEquals("more bytes", assertThrows(SourceException.class, () -> read(member)).found());
    for (int i = 0; i < 40; i++) {
      byte[] bent = packed.clone();
      bent[10 + random.nextInt(bent.length - 10)] ^= (byte) (1 << random.nextInt(8));
      Path file = Files.write(folder.resolve("bent.csv.gz"), bent);
      assertThrows(SourceException.class, () -> read(file));
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static SourceFormat delimiter(char c) {
    return new SourceFormat(Optional.of(SourceFormat.Kind.CSV), Optional.of(c));
  }

  private static List<List<String>> rows(Path file, SourceFormat format) throws Exception {
    return Rows.of(RecordSource.of(List.of(file), format, List.of()));
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
    return Rows.of(new CsvSource(file));
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
