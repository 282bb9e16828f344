package io.hallmark.provenance.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digests;
import io.hallmark.provenance.SourceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several files are one table, in an order that nobody's shell or file system decides.
final class SourceFilesTest {
  @TempDir Path folder;

  private Path write(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void filesAreReadInTheOrderOfTheirNames() throws Exception {
    Path b = write("b.csv", "x\n2\n");
    Path upper = write("B.csv", "x\n1\n");
    Path last = write("\u00e4.csv", "x\n3\n");
    List<List<String>> expected = List.of(List.of("x"), List.of("1"), List.of("2"), List.of("3"));
    assertEquals(expected, Rows.of(RecordSource.of(List.of(last, b, upper))));
    RecordSource source = RecordSource.of(List.of(b, last, upper));
    assertEquals(expected, Rows.of(source));
    SourceFile file = source.read((name, names) -> (row, line, cells) -> {});
    byte[] all = "x\n1\nx\n2\nx\n3\n".getBytes(StandardCharsets.UTF_8);
    assertEquals(new SourceFile("B.csv+b.csv+\u00e4.csv", all.length, Digests.sha256(all)), file);
  }

  @Test
  void aFolderStandsForItsFiles() throws Exception {
    write("d/part-2/a.jsonl", "{\"x\":3}\n");
    write("d/part-1/b.jsonl", "{\"x\":2}\n");
    write("d/part-1/a.jsonl", "{\"x\":1}\n");
    write("d/_SUCCESS", "");
    write("d/.part-1.jsonl.crc", "");
    write("d/_tmp/a.jsonl", "{");
    List<Path> in = SourceFiles.expand(List.of(folder.resolve("d")));
    assertEquals(3, in.size());
    assertTrue(in.getFirst().endsWith(Path.of("part-1", "a.jsonl")));
    assertEquals(4, Rows.of(RecordSource.of(List.of(folder.resolve("d")))).size());
    write("d/year=2024/a.jsonl", "{\"x\":3}\n");
    assertThrows(
        IllegalArgumentException.class, () -> RecordSource.of(List.of(folder.resolve("d"))));
    Files.createDirectories(folder.resolve("e"));
    assertThrows(
        IllegalArgumentException.class, () -> RecordSource.of(List.of(folder.resolve("e"))));
  }

  @Test
  void aFaultNamesItsFileAndARowOfTheWhole() throws Exception {
    Path a = write("a.csv", "x,y\n1,1\n2,2\n");
    Path b = write("b.csv", "x,y\n3,3\n4\n");
    SourceException e =
        assertThrows(SourceException.class, () -> Rows.of(RecordSource.of(List.of(b, a))));
    assertEquals("b.csv", e.file());
    assertEquals(3, e.row().orElseThrow());
    assertEquals(3, e.line().orElseThrow());
    Path c = write("c.csv", "y,x\n3,3\n");
    SourceException other =
        assertThrows(SourceException.class, () -> Rows.of(RecordSource.of(List.of(a, c))));
    assertEquals("the columns of a.csv in their order", other.expected());
    assertEquals("\"y\"", other.found());
  }

  @Test
  void filesOfTwoFormatsAndFilesTwiceAreRefused() throws Exception {
    Path a = write("a.csv", "x\n1\n");
    Path b = write("b.jsonl", "{\"x\":1}\n");
    assertThrows(IllegalArgumentException.class, () -> RecordSource.of(List.of(a, b)));
    assertThrows(IllegalArgumentException.class, () -> RecordSource.of(List.of(a, a)));
    assertThrows(IllegalArgumentException.class, () -> RecordSource.of(List.of()));
  }

  @Test
  void progressCountsBytes() throws Exception {
    Path file = write("a.csv", "x\n" + "1234567\n".repeat(400_000));
    List<Long> heard = new ArrayList<>();
    RecordSource.of(List.of(file))
        .read(
            (name, names) -> (row, line, cells) -> {},
            (phase, done, total) -> {
              assertEquals("read", phase);
              assertEquals(3_200_002, total);
              heard.add(done);
            });
    assertEquals(0, heard.getFirst());
    assertEquals(3_200_002, heard.getLast());
    assertTrue(heard.size() >= 5, heard.toString());
  }
}
