package io.hallmark.provenance.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digests;
import io.hallmark.provenance.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetSourceTest {
  private static final int DECIMAL = 5;
  private static final int DATE = 6;
  private static final int TIME_MILLIS = 7;
  private static final int TIMESTAMP_MICROS = 10;
  private static final int UINT_32 = 13;

  @TempDir Path folder;

  @Test
  void valuesBecomeTextsByTheirType() throws Exception {
    TinyParquet file =
        new TinyParquet()
            .texts("a.b", "x", "\u00e9\u2028")
            .doubles("d", 130.0, -0.25)
            .ints("i", -1, 0, -7, 0)
            .ints("u", UINT_32, 0, -1, 1)
            .ints("price", DECIMAL, 2, 150, -1999)
            .longs("big", DECIMAL, 4, 1234567, 10000)
            .ints("day", DATE, 0, 0, -1)
            .ints("time", TIME_MILLIS, 0, 3_661_500, 0)
            .longs("at", TIMESTAMP_MICROS, 0, 1_700_000_000_000_000L, -1)
            .column("yes", TinyParquet.BOOLEAN, -1, 0, new byte[] {1}, new byte[0]);
    assertEquals(
        List.of(
            List.of("a\\.b", "d", "i", "u", "price", "big", "day", "time", "at", "yes"),
            List.of(
                "x",
                "130",
                "-7",
                "4294967295",
                "1.5",
                "123.4567",
                "1970-01-01",
                "01:01:01.5",
                "2023-11-14T22:13:20Z",
                "true"),
            List.of(
                "\u00e9\u2028",
                "-0.25",
                "0",
                "1",
                "-19.99",
                "1",
                "1969-12-31",
                "00:00:00",
                "1969-12-31T23:59:59.999999Z",
                "false")),
        rows(file.bytes()));
  }

  @Test
  void theDigestIsOfTheFileAndMissingChecksumsAreSaid() throws Exception {
    TinyParquet table = new TinyParquet().doubles("x", 1, 2).texts("y", "a", "b");
    byte[] checked = table.bytes();
    SourceFile file = source(checked).read((name, names) -> (row, line, cells) -> {});
    assertEquals(Digests.sha256(checked), file.sha256());
    assertEquals(checked.length, file.length());
    assertEquals(List.of(), file.notes());
    byte[] unchecked = table.withoutChecksums().bytes();
    SourceFile other = source(unchecked).read((name, names) -> (row, line, cells) -> {});
    assertEquals(1, other.notes().size());
    assertTrue(other.notes().getFirst().startsWith("t.parquet: 2 of 2 pages have no checksum"));
  }

  @Test
  void aPageThatChangedIsSeenByItsChecksum() {
    assertFault(
        new TinyParquet().doubles("x", 1, 2).doubles("y", 1, 2).wrongChecksum(1),
        "",
        "a Parquet file",
        "CRC");
  }

  @Test
  void columnsOfUnequalLengthAreRefused() {
    assertFault(
        new TinyParquet().doubles("x", 1, 2, 3).doubles("y", 1, 2),
        "y",
        "3 values, as the row group has rows",
        "2 by its metadata");
    assertFault(
        new TinyParquet().doubles("x", 1, 2).doubles("y", 1, 2).declaredRows(3),
        "x",
        "3 values, as the row group has rows",
        "2 by its metadata");
  }

  @Test
  void aColumnTwiceIsRefused() {
    assertFault(
        new TinyParquet().doubles("x", 1, 2).doubles("x", 3, 4),
        "x",
        "each column name once",
        "a duplicate header name");
  }

  @Test
  void typesWithoutTextsAreRefused() {
    byte[] twelve = new byte[12];
    assertFault(
        new TinyParquet().column("t", TinyParquet.INT96, -1, 0, twelve),
        "t",
        "texts",
        "a point in");
    assertFault(
        new TinyParquet().column("t", TinyParquet.BYTE_ARRAY, -1, 0, TinyParquet.text(twelve)),
        "t",
        "texts",
        "bytes that are no text");
    assertFault(new TinyParquet().repeated("t", new byte[4]), "t", "texts", "a list or map");
  }

  @Test
  void valuesWithoutTextsAreRefusedWithTheirRow() {
    SourceException e =
        assertFault(
            new TinyParquet().doubles("x", 1, 2).doubles("y", 1, Double.NaN),
            "y",
            "a finite number",
            "one that has no text");
    assertEquals(1, e.row().orElseThrow());
    assertFault(
        new TinyParquet()
            .column(
                "t",
                TinyParquet.BYTE_ARRAY,
                0,
                0,
                TinyParquet.text(new byte[] {(byte) 0xc3, 0x28})),
        "t",
        "UTF-8",
        "one that has no text");
    assertFault(
        new TinyParquet().ints("t", DATE, 0, Integer.MAX_VALUE), "t", "a value of its", "one that");
  }

  @Test
  void severalFilesAreOneTable() throws Exception {
    Path first =
        Files.write(folder.resolve("a.parquet"), new TinyParquet().ints("x", -1, 0, 1, 2).bytes());
    Path second =
        Files.write(folder.resolve("b.parquet"), new TinyParquet().ints("x", -1, 0, 3).bytes());
    assertEquals(
        List.of(List.of("x"), List.of("1"), List.of("2"), List.of("3")),
        Rows.of(RecordSource.of(List.of(second, first))));
  }

  /// Files of another writer give what that writer's own reader gives.
  @Test
  void filesOfDuckDbReadAsDuckDbReadsThem() throws Exception {
    Path resources = Path.of("src", "test", "resources", "parquet");
    List<List<String>> expected = Rows.of(new CsvSource(resources.resolve("expected.csv")));
    assertEquals(13, expected.size());
    for (String compression : List.of("snappy", "zstd", "gzip", "uncompressed")) {
      Path file = resources.resolve(compression + ".parquet");
      assertEquals(expected, Rows.of(RecordSource.of(List.of(file))), compression);
    }
  }

  /// Whatever a file holds, it is read or refused with its place; with checksums no byte of a page
  /// changes a value.
  @Test
  void mutatedFilesAreReadOrRefused() throws Exception {
    byte[] bytes =
        new TinyParquet()
            .texts("name", "a", "bb", "ccc")
            .doubles("x", 1, 2, 3)
            .ints("k", -1, 0, 4, 5, 6)
            .bytes();
    List<List<String>> right = rows(bytes);
    SplittableRandom random = new SplittableRandom(8);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] bent = bytes.clone();
      bent[random.nextInt(bent.length)] ^= (byte) (1 + random.nextInt(255));
      try {
        assertEquals(right.size(), rows(bent).size());
      } catch (SourceException e) {
        refused++;
      }
    }
    assertTrue(refused > 200, "" + refused);
    for (int length = 0; length < bytes.length; length += 7) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(SourceException.class, () -> rows(cut));
    }
  }

  private RecordSource source(byte[] bytes) throws IOException {
    return RecordSource.of(List.of(Files.write(folder.resolve("t.parquet"), bytes)));
  }

  private List<List<String>> rows(byte[] bytes) throws SourceException, IOException {
    return Rows.of(source(bytes));
  }

  private SourceException assertFault(
      TinyParquet file, String column, String expected, String found) {
    SourceException e = assertThrows(SourceException.class, () -> rows(file.bytes()));
    assertEquals("t.parquet", e.file());
    assertEquals(column, e.column(), e.getMessage());
    assertTrue(e.expected().startsWith(expected), e.getMessage());
    assertTrue(e.found().contains(found), e.getMessage());
    return e;
  }
}
