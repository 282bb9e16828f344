package io.hallmark.provenance.source;

import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.source.RecordSource.HeaderReader;
import io.hallmark.provenance.source.RecordSource.RowReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The rows of several files as those of one table, on their way to a reader.
final class Table {
  private final HeaderReader reader;
  private List<String> names = List.of();
  private String firstFile = "";
  private RowReader rows = (row, line, cells) -> {};
  private long row;

  Table(HeaderReader reader) {
    this.reader = reader;
  }

  /// The header of the next file.
  ///
  /// @param line line of the header, or 0
  /// @throws SourceException if a name is empty or stands twice, or the columns are not those of
  ///   the files before
  void header(String file, long line, List<String> header) throws SourceException {
    List<String> columns = List.copyOf(header);
    check(file, line, columns);
    if (names.isEmpty()) {
      names = columns;
      firstFile = file;
    } else if (!names.equals(columns)) {
      int at = 0;
      while (at < Math.min(names.size(), columns.size()) && names.get(at).equals(columns.get(at))) {
        at++;
      }
      throw new SourceException(
          file,
          line,
          -1,
          "number " + (at + 1),
          "the columns of " + firstFile + " in their order",
          at < columns.size() ? "\"" + columns.get(at) + "\"" : "fewer columns");
    }
    rows = reader.header(file, columns);
  }

  private static void check(String file, long line, List<String> columns) throws SourceException {
    if (columns.isEmpty()) {
      throw new SourceException(file, line, -1, "", "a column", "none");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).isEmpty()) {
        throw new SourceException(
            file, line, -1, "number " + (i + 1), "a column name", "an empty header cell");
      }
      if (!seen.add(columns.get(i))) {
        throw new SourceException(
            file, line, -1, columns.get(i), "each column name once", "a duplicate header name");
      }
    }
  }

  /// The columns; empty before the first header.
  List<String> names() {
    return names;
  }

  /// Number of the next row.
  long next() {
    return row;
  }

  /// The next row.
  void row(long line, List<String> cells) throws SourceException {
    rows.row(row, line, cells);
    row++;
  }
}
