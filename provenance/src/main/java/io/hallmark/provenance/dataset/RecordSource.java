package io.hallmark.provenance.dataset;

import io.hallmark.provenance.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Records in files: a header and rows of texts, read as a stream. Every byte enters SHA-256 before
/// it is decoded, so the digest is of what was read.
public sealed interface RecordSource permits CsvSource, IdxSource {
  /// The source in these files: one CSV file, or files of images in the IDX format.
  ///
  /// @throws IllegalArgumentException if there is no file, or several and one is not of images
  static RecordSource of(List<Path> files) {
    if (files.stream().anyMatch(IdxSource::isImages)) {
      return new IdxSource(files);
    }
    if (files.size() != 1) {
      throw new IllegalArgumentException(
          "one CSV file, or files with " + IdxSource.IMAGES + " in their names, not " + files);
    }
    return new CsvSource(files.getFirst());
  }

  /// Name of the source, without folders.
  String name();

  /// Reads the whole source.
  ///
  /// @return name, length and digest of the bytes that were read
  /// @throws SourceException at the first fault
  /// @throws IOException if a file cannot be read
  SourceFile read(HeaderReader reader) throws SourceException, IOException;

  /// Takes the header before any row.
  @FunctionalInterface
  interface HeaderReader {
    /// Called once.
    ///
    /// @param names column names in source order
    /// @return the reader of the rows
    /// @throws SourceException if the columns are not those of the schema
    RowReader header(List<String> names) throws SourceException;
  }

  /// Takes the rows one by one.
  @FunctionalInterface
  interface RowReader {
    /// Called for each row in order.
    ///
    /// @param row row number counted from 0 after the header
    /// @param line line of the file on which the row begins, counted from 1; 0 if it has no lines
    /// @param cells texts in source order, as many as the header has; valid during the call
    /// @throws SourceException if a cell is not what the schema allows
    void row(long row, long line, List<String> cells) throws SourceException;
  }
}
