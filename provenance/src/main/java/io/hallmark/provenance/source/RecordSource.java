package io.hallmark.provenance.source;

import io.hallmark.document.Progress;
import io.hallmark.provenance.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Records in files: a header and rows of texts, read as a stream. Every byte enters SHA-256 before
/// it is decoded, so the digest is of what was read. Memory does not grow with the number of rows.
///
/// What a row is depends on the bytes of the files and the [SourceFormat] only: no locale, time
/// zone, line end or order of a folder has a part in it.
public sealed interface RecordSource permits TableSource, IdxSource, PictureSource {
  /// The source in these files, each in the format that its name says.
  ///
  /// @throws IllegalArgumentException if there is no file, or they have several formats
  /// @throws IOException if a folder cannot be listed
  static RecordSource of(List<Path> files) throws IOException {
    return of(files, SourceFormat.BY_NAME, List.of());
  }

  /// The source in these files and folders.
  ///
  /// A folder stands for its files, in the order of their paths. Files of tables are read in the
  /// order of their names by code points, whatever the order in which they were given; files of
  /// images in the IDX format in the order in which they were given.
  ///
  /// @param format format and delimiter
  /// @param columns the columns in their order, for formats whose records do not state it (JSON
  ///   Lines); empty to take them from the first record
  /// @throws IllegalArgumentException if there is no file, or they have several formats
  /// @throws IOException if a folder cannot be listed
  static RecordSource of(List<Path> files, SourceFormat format, List<String> columns)
      throws IOException {
    List<Path> all = SourceFiles.expand(files);
    return switch (SourceFiles.kind(format, all)) {
      case IDX -> new IdxSource(all.stream().filter(f -> !IdxSource.isLabels(f)).toList());
      case CSV -> new CsvSource(SourceFiles.sorted(all), format);
      case JSON_LINES -> new JsonLinesSource(SourceFiles.sorted(all), columns);
      case PNG -> new PictureSource(SourceFiles.byPath(all));
      case PARQUET -> new ParquetSource(SourceFiles.sorted(all));
    };
  }

  /// The source in these files, with the columns that any of its records has, in the order in which
  /// they first come: for whoever has no schema yet. JSON Lines are read once for it.
  ///
  /// @throws IllegalArgumentException if there is no file, or they have several formats
  /// @throws SourceException if a file of JSON Lines cannot be read
  /// @throws IOException if a file cannot be read
  static RecordSource discover(List<Path> files, SourceFormat format)
      throws SourceException, IOException {
    RecordSource source = of(files, format, List.of());
    return source instanceof JsonLinesSource lines ? lines.discover() : source;
  }

  /// Name of the source, without folders.
  String name();

  /// Reads the whole source.
  ///
  /// @param progress hears how many bytes were read, under the name `read`
  /// @return name, length and digest of the bytes that were read
  /// @throws SourceException at the first fault
  /// @throws IOException if a file cannot be read
  SourceFile read(HeaderReader reader, Progress progress) throws SourceException, IOException;

  /// Reads the whole source and tells nobody how far it is.
  ///
  /// @throws SourceException at the first fault
  /// @throws IOException if a file cannot be read
  default SourceFile read(HeaderReader reader) throws SourceException, IOException {
    return read(reader, Progress.QUIET);
  }

  /// Takes the header before any row.
  @FunctionalInterface
  interface HeaderReader {
    /// Called once for each file, before its rows; all files of a source have the same columns.
    ///
    /// @param file name of the file, for messages
    /// @param names column names in source order
    /// @return the reader of the rows of this file
    /// @throws SourceException if the columns are not those of the schema
    RowReader header(String file, List<String> names) throws SourceException;
  }

  /// Takes the rows one by one.
  @FunctionalInterface
  interface RowReader {
    /// Called for each row in order.
    ///
    /// @param row row number counted from 0 over all files, headers not counted
    /// @param line line of the file on which the row begins, counted from 1; 0 if it has no lines
    /// @param cells texts in source order, as many as the header has; valid during the call
    /// @throws SourceException if a cell is not what the schema allows
    void row(long row, long line, List<String> cells) throws SourceException;
  }
}
