package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A CSV file, read strictly and as a stream: RFC 4180 in UTF-8, a header line, lines that end in
/// LF or CRLF. A leading byte-order mark is dropped. Cells are texts: unquoted, never trimmed,
/// never interpreted by a locale.
///
/// Refused with file, line, row and column: an empty file, invalid UTF-8, a lone carriage return, a
/// quote inside an unquoted cell, text after a closing quote, an unclosed quote, a duplicate or
/// empty header name, a row with more or fewer cells than the header.
///
/// Every byte enters SHA-256 before it is decoded, so the digest is of what was read.
public final class CsvSource implements RecordSource {
  private final Path path;
  private final String name;

  /// A source at this path; nothing is read yet.
  public CsvSource(Path path) {
    this.path = path;
    this.name = String.valueOf(path.getFileName());
  }

  /// Name of the file without folders.
  @Override
  public String name() {
    return name;
  }

  @Override
  public SourceFile read(HeaderReader reader) throws SourceException, IOException {
    MessageDigest sha256 = Digests.newSha256();
    try (InputStream raw = Files.newInputStream(path);
        InputStream hashed = new DigestInputStream(raw, sha256)) {
      CsvText text = new CsvText(name, hashed);
      List<String> names = text.record(-1);
      if (names == null) {
        throw new SourceException(name, 0, -1, "", "a header line", "an empty file");
      }
      checkHeader(names);
      RowReader rows = reader.header(List.copyOf(names));
      for (long row = 0; ; row++) {
        List<String> cells = text.record(row);
        if (cells == null) {
          return new SourceFile(name, text.length(), Digest.of(sha256.digest()));
        }
        checkWidth(names, cells, row, text.recordLine());
        rows.row(row, text.recordLine(), cells);
      }
    }
  }

  private void checkHeader(List<String> names) throws SourceException {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) {
        throw new SourceException(
            name, 1, -1, "number " + (i + 1), "a column name", "an empty header cell");
      }
      if (!seen.add(names.get(i))) {
        throw new SourceException(
            name, 1, -1, names.get(i), "each column name once", "a duplicate header name");
      }
    }
  }

  private void checkWidth(List<String> names, List<String> cells, long row, long line)
      throws SourceException {
    int expected = names.size();
    if (cells.size() < expected) {
      String found =
          cells.size() == 1 && cells.getFirst().isEmpty() ? "an empty line" : cells.size() + "";
      throw new SourceException(
          name, line, row, names.get(cells.size()), expected + " cells", found + ": cell missing");
    }
    if (cells.size() > expected) {
      throw new SourceException(
          name,
          line,
          row,
          "number " + (expected + 1),
          expected + " cells",
          cells.size() + ", the first one too many is \"" + cells.get(expected) + "\"");
    }
  }
}
