package io.hallmark.provenance.source;

import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.FieldPath;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Parquet files. A column is the path to a value, its names joined by `.` (a `.` or `\` inside a
/// name stands behind a `\`); cells become texts by their type, see [ParquetCells].
///
/// A file is digested before it is decoded and again afterwards, so that what was decoded is what
/// was digested. Then the headers of all pages are walked, see [ParquetPages]; a file in which
/// pages have no checksum is read and said to be so, since nothing in it would show a changed byte.
///
/// Refused with file, row and column: what is no Parquet file, columns of unequal length, pages
/// outside their column, a checksum that does not hold, lists and maps, bytes that are no text,
/// numbers that are infinite or none.
public final class ParquetSource extends TableSource {
  private static final int THREADS = 2;
  private static final int BUFFER = 1 << 16;

  /// The library says at level INFO which kernels it took; kept here so that the level stays.
  private static final Logger LIBRARY = Logger.getLogger("dev.hardwood");

  static {
    LIBRARY.setLevel(Level.WARNING);
  }

  ParquetSource(List<Path> files) {
    super(files);
  }

  @Override
  void read(Path path, Table table, Tally tally) throws SourceException, IOException {
    String file = SourceFiles.name(path);
    Digest before = digest(path, Optional.of(tally));
    try (HardwoodContext context = HardwoodContext.create(THREADS);
        ParquetFileReader reader = ParquetFileReader.open(InputFile.of(path), context)) {
      decode(path, file, reader, table, tally);
    } catch (Handed e) {
      throw e.source;
    } catch (IOException | RuntimeException e) {
      throw new SourceException(
          file, 0, table.next(), "", "a Parquet file", String.valueOf(e.getMessage()));
    }
    if (!digest(path, Optional.empty()).equals(before)) {
      throw new SourceException(
          file, 0, -1, "", "a file that does not change", "other bytes when read again");
    }
  }

  private static Digest digest(Path path, Optional<Tally> tally) throws IOException {
    MessageDigest sha256 = Digests.newSha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
        if (tally.isPresent()) {
          tally.get().add(buffer, 0, n);
        }
      }
    }
    return Digest.of(sha256.digest());
  }

  /// Carries a fault that has its place past those of the library, which have none.
  private static final class Handed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final SourceException source;

    Handed(SourceException source) {
      super(source);
      this.source = source;
    }
  }

  private static void decode(
      Path path, String file, ParquetFileReader reader, Table table, Tally tally)
      throws IOException {
    try {
      FileMetaData metadata = reader.getFileMetaData();
      List<ParquetCells> columns = columns(file, reader, table);
      try (FileChannel channel = FileChannel.open(path)) {
        ParquetPages.Counts counts = ParquetPages.check(file, channel, metadata);
        if (counts.unchecked() > 0) {
          tally.note(
              file
                  + ": "
                  + counts.unchecked()
                  + " of "
                  + counts.pages()
                  + " pages have no checksum; a byte that changed before it was digested would"
                  + " have given another value");
        }
      }
      if (metadata.numRows() > 0) {
        rows(file, reader, columns, table, metadata.numRows());
      }
    } catch (SourceException e) {
      throw new Handed(e);
    }
  }

  private static List<ParquetCells> columns(String file, ParquetFileReader reader, Table table)
      throws SourceException {
    List<String> names = new ArrayList<>();
    List<ParquetCells> columns = new ArrayList<>();
    for (ColumnSchema schema : reader.getFileSchema().getColumns()) {
      String name = name(schema.fieldPath());
      Optional<String> refusal = ParquetCells.refusal(schema);
      if (refusal.isPresent()) {
        throw new SourceException(
            file,
            0,
            -1,
            name,
            "texts, numbers, truth values, dates, times or structs of them",
            refusal.get());
      }
      names.add(name);
      columns.add(new ParquetCells(schema));
    }
    table.header(file, 0, names);
    return columns;
  }

  /// The name of a column.
  static String name(FieldPath path) {
    return String.join(
        ".",
        path.elements().stream().map(e -> e.replace("\\", "\\\\").replace(".", "\\.")).toList());
  }

  private static void rows(
      String file, ParquetFileReader reader, List<ParquetCells> columns, Table table, long expected)
      throws SourceException {
    long read = 0;
    try (ColumnReaders readers = reader.columnReaders(ColumnProjection.all())) {
      while (readers.nextBatch()) {
        int count = readers.getRecordCount();
        for (int k = 0; k < columns.size(); k++) {
          if (readers.getColumnReader(k).getRecordCount() != count) {
            throw new SourceException(
                file, 0, table.next(), table.names().get(k), count + " values", "another number");
          }
          columns.get(k).load(readers.getColumnReader(k));
        }
        for (int i = 0; i < count; i++) {
          table.row(0, row(file, columns, table, i));
        }
        read += count;
      }
    }
    if (read != expected) {
      throw new SourceException(
          file, 0, table.next(), "", expected + " rows by the metadata", read + " in the columns");
    }
  }

  private static List<String> row(String file, List<ParquetCells> columns, Table table, int i)
      throws SourceException {
    List<String> cells = new ArrayList<>(columns.size());
    for (int k = 0; k < columns.size(); k++) {
      Optional<String> text = columns.get(k).text(i);
      if (text.isEmpty()) {
        throw new SourceException(
            file,
            0,
            table.next(),
            table.names().get(k),
            columns.get(k).expected(),
            "one that has no text");
      }
      cells.add(text.get());
    }
    return cells;
  }
}
