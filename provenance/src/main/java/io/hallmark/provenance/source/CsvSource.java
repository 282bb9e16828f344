package io.hallmark.provenance.source;

import io.hallmark.provenance.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// CSV files, plain or in gzip, read strictly: RFC 4180 in UTF-8, a header line, lines that end in
/// LF or CRLF; any common delimiter, which the schema declares. A leading byte-order mark is
/// dropped. Cells are texts: unquoted, never trimmed, never interpreted by a locale.
///
/// Refused with file, line, row and column: an empty file, invalid UTF-8, a lone carriage return, a
/// quote inside an unquoted cell, text after a closing quote, an unclosed quote, a duplicate or
/// empty header name, a row with more or fewer cells than the header, gzip that is cut off, broken
/// or followed by something.
public final class CsvSource extends TableSource {
  private final SourceFormat format;

  /// A source at this path; nothing is read yet.
  public CsvSource(Path path) {
    this(List.of(path), SourceFormat.BY_NAME);
  }

  CsvSource(List<Path> files, SourceFormat format) {
    super(files);
    this.format = format;
  }

  @Override
  void read(Path path, Table table, Tally tally) throws SourceException, IOException {
    String file = SourceFiles.name(path);
    try (SourceBytes bytes = new SourceBytes(path, tally)) {
      CsvText text = new CsvText(new CharStream(file, bytes), SourceFiles.delimiter(format, path));
      List<String> names = text.record(-1, 0);
      if (names == null) {
        throw new SourceException(file, 0, -1, "", "a header line", "an empty file");
      }
      table.header(file, 1, names);
      while (true) {
        List<String> cells = text.record(table.next(), names.size());
        if (cells == null) {
          return;
        }
        checkWidth(file, names, cells, table.next(), text.recordLine());
        table.row(text.recordLine(), cells);
      }
    } catch (BrokenBytes e) {
      throw e.at(file, 0, -1, "");
    }
  }

  private static void checkWidth(
      String file, List<String> names, List<String> cells, long row, long line)
      throws SourceException {
    int expected = names.size();
    if (cells.size() < expected) {
      String found =
          cells.size() == 1 && cells.getFirst().isEmpty() ? "an empty line" : cells.size() + "";
      throw new SourceException(
          file, line, row, names.get(cells.size()), expected + " cells", found + ": cell missing");
    }
    if (cells.size() > expected) {
      throw new SourceException(
          file,
          line,
          row,
          "number " + (expected + 1),
          expected + " cells",
          cells.size() + ", the first one too many is \"" + cells.get(expected) + "\"");
    }
  }
}
