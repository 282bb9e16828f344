package io.hallmark.provenance.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digests;
import io.hallmark.document.JsonArray;
import io.hallmark.provenance.SourceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdxSourceTest {
  private static final String IMAGES = "a-images-idx3-ubyte";
  private static final String LABELS = "a-labels-idx1-ubyte";

  @TempDir Path folder;

  private static byte[] idx(int magic, int... dimensions) {
    ByteBuffer out = ByteBuffer.allocate(4 + 4 * dimensions.length).putInt(magic);
    Arrays.stream(dimensions).forEach(out::putInt);
    return out.array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  /// Three images of two rows of two pixels.
  private static byte[] images() {
    return join(idx(0x803, 3, 2, 2), new byte[] {0, 1, 2, 3, -1, -2, -3, -4, 100, 0, 0, 9});
  }

  private static byte[] labels() {
    return join(idx(0x801, 3), new byte[] {7, 0, -1});
  }

  private Path write(String suffix, byte[] images, byte[] labels) throws IOException {
    Files.write(folder.resolve(LABELS + suffix), labels);
    return Files.write(folder.resolve(IMAGES + suffix), images);
  }

  private static List<List<String>> rows(Path... files) throws Exception {
    List<List<String>> out = new ArrayList<>();
    RecordSource.of(List.of(files))
        .read((file, names) -> {
          if (out.isEmpty()) {
            out.add(List.copyOf(names));
          }
          return (row, line, cells) -> {
            assertEquals(out.size() - 1, row);
            assertEquals(0, line);
            out.add(List.copyOf(cells));
          };
        });
    return out;
  }

  @Test
  void pixelsAndLabelAreTheCells() throws Exception {
    List<List<String>> expected =
        List.of(
            List.of("p0", "p1", "p2", "p3", "label"),
            List.of("0", "1", "2", "3", "7"),
            List.of("255", "254", "253", "252", "0"),
            List.of("100", "0", "0", "9", "255"));
    assertEquals(expected, rows(write("", images(), labels())));
    assertEquals(expected, rows(write(".gz", gzip(images()), gzip(labels()))));
    assertEquals(expected, rows(write(".gz", gzip(images()), labels())));
  }

  @Test
  void filesFollowEachOther() throws Exception {
    Path first = write("", images(), labels());
    Files.write(folder.resolve("b-labels-idx1-ubyte"), labels());
    Path second = Files.write(folder.resolve("b-images-idx3-ubyte"), images());
    List<List<String>> rows = rows(first, second);
    assertEquals(7, rows.size());
    assertEquals(rows.subList(1, 4), rows.subList(4, 7));
  }

  @Test
  void theDigestIsOfTheRawBytesLabelsFirst() throws Exception {
    byte[] images = join(gzip(images()), new byte[3]); // padding
    byte[] labels = gzip(labels());
    SourceFile source =
        RecordSource.of(List.of(write(".gz", images, labels)))
            .read((file, names) -> (row, line, cells) -> {});
    assertEquals(IMAGES + ".gz", source.name());
    assertEquals(images.length + labels.length, source.length());
    assertEquals(Digests.sha256(labels, images), source.sha256());
  }

  @Test
  void everyFaultNamesFileAndImage() throws Exception {
    assertFault("magic number of images", IMAGES, -1, idx(0x801, 3, 2, 2), labels());
    assertFault("magic number of labels", LABELS, -1, images(), idx(0x803, 3));
    assertFault("4 images, one per label", IMAGES, -1, images(), join(idx(0x801, 4), new byte[4]));
    assertFault("images of 1 to 65536 pixels", IMAGES, -1, idx(0x803, 3, 0, 2), labels());
    assertFault("images of 1 to 65536 pixels", IMAGES, -1, idx(0x803, 3, 300, 300), labels());
    assertFault("at most 65536 rows of an image", IMAGES, -1, idx(0x803, 3, -1, 1), labels());
    assertFault("at most 67108864 labels", LABELS, -1, images(), idx(0x801, -1));
    assertFault("more bytes", LABELS, 2, images(), Arrays.copyOf(labels(), 10));
    assertFault("more bytes", IMAGES, 1, Arrays.copyOf(images(), 23), labels());
    assertFault("more bytes", IMAGES, -1, new byte[3], labels());
    assertFault("the end of the file", IMAGES, -1, join(images(), new byte[1]), labels());
    byte[] packed = gzip(images());
    assertFault("gzip", IMAGES, -1, Arrays.copyOf(packed, 5), labels());
    byte[] broken = packed.clone();
    broken[broken.length - 6] ^= 1; // the checksum
    assertFault("gzip", IMAGES, -1, broken, labels());
  }

  private void assertFault(String expected, String file, long row, byte[] images, byte[] labels)
      throws IOException {
    Path path = write("", images, labels);
    SourceException e = assertThrows(SourceException.class, () -> rows(path), expected);
    assertTrue(e.expected().contains(expected), e.getMessage());
    assertEquals(file, e.file(), e.getMessage());
    assertEquals(row, e.row().orElse(-1), e.getMessage());
  }

  @Test
  void imagesOfAnotherSizeAreRefused() throws Exception {
    Path first = write("", images(), labels());
    Files.write(folder.resolve("b-labels-idx1-ubyte"), idx(0x801, 0));
    Path second = Files.write(folder.resolve("b-images-idx3-ubyte"), idx(0x803, 0, 1, 2));
    SourceException e = assertThrows(SourceException.class, () -> rows(first, second));
    assertEquals("images of 4 pixels as before", e.expected());
    assertEquals("b-images-idx3-ubyte", e.file());
  }

  @Test
  void sourcesAreToldByTheirNames() throws IOException {
    assertTrue(RecordSource.of(List.of(Path.of("a.csv"))) instanceof CsvSource);
    assertTrue(RecordSource.of(List.of(Path.of(IMAGES))) instanceof IdxSource);
    assertFalse(IdxSource.isImages(Path.of(LABELS)));
    for (List<Path> wrong :
        List.of(
            List.<Path>of(),
            List.of(Path.of("a.csv"), Path.of("b.jsonl")),
            List.of(Path.of(IMAGES), Path.of("b.csv")))) {
      assertThrows(IllegalArgumentException.class, () -> RecordSource.of(wrong));
    }
  }

  /// Whatever a file holds, it is read or refused with its place.
  @Test
  void mutatedFilesAreReadOrRefused() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    byte[][] originals = {images(), gzip(images())};
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = originals[i % 2].clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      byte[] cut = Arrays.copyOf(bytes, bytes.length - (i % 3 == 0 ? random.nextInt(5) : 0));
      try {
        rows(write("", cut, labels()));
      } catch (SourceException e) {
        refused++;
      }
    }
    assertTrue(refused > 500, "" + refused);
  }

  /// A record is the canonical JSON array of its texts, however it is written.
  @Test
  void recordsOfManyCellsHaveTheCanonicalBytes() {
    List<String> cells = List.of("0", "a\"b", "", "\u00e9\n", "255");
    assertArrayEquals(
        CanonicalJson.write(JsonArray.ofStrings(cells)), CanonicalJson.writeStrings(cells));
    assertThrows(
        IllegalArgumentException.class, () -> CanonicalJson.writeStrings(List.of("\ud800")));
  }
}
