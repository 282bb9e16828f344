package io.hallmark.provenance.source;

import io.hallmark.document.Progress;
import io.hallmark.provenance.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Files with the same columns, whose rows follow each other.
abstract sealed class TableSource implements RecordSource
    permits CsvSource, JsonLinesSource, ParquetSource {
  private final List<Path> files;

  /// A source of these files, in this order.
  ///
  /// @throws IllegalArgumentException if there is none
  TableSource(List<Path> files) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("expected a file");
    }
    this.files = List.copyOf(files);
  }

  /// The files, in order.
  final List<Path> files() {
    return files;
  }

  @Override
  public final String name() {
    return SourceFiles.joined(files);
  }

  @Override
  public final SourceFile read(HeaderReader reader, Progress progress)
      throws SourceException, IOException {
    Tally tally = Tally.of(files, progress);
    Table table = new Table(reader);
    for (Path file : files) {
      read(file, table, tally);
    }
    return tally.file(name());
  }

  /// Reads one file.
  abstract void read(Path file, Table table, Tally tally) throws SourceException, IOException;
}
