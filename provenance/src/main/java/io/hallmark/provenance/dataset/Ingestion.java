package io.hallmark.provenance.dataset;

import io.hallmark.document.Progress;
import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.source.RecordSource;
import io.hallmark.provenance.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/// Reads a source by a fitted schema into encoded records and salted record hashes, in one pass, in
/// memory for one shard of each part.
///
/// Rows keep the order of the source; each goes to `train` or `test` by the split rule, and there
/// into the shard that is being filled.
public final class Ingestion {
  /// Name of the part for training.
  public static final String TRAIN = "train";

  /// Name of the part for testing.
  public static final String TEST = "test";

  private Ingestion() {}

  /// The source in these files, by the format that a schema declares.
  ///
  /// @throws IllegalArgumentException if there is no file, or they have several formats
  /// @throws IOException if a folder cannot be listed
  public static RecordSource source(DatasetSchema schema, List<Path> files) throws IOException {
    List<String> names =
        schema.columns().stream().filter(RowEncoder::isInSource).map(SchemaColumn::name).toList();
    return RecordSource.of(files, schema.format(), names);
  }

  /// What was read.
  ///
  /// @param source the file
  /// @param parts the parts: train, and test unless the test fraction is 0
  public record Ingested(SourceFile source, List<PartCells> parts) {
    /// Copies the list.
    public Ingested {
      parts = List.copyOf(parts);
    }
  }

  /// How the records of a source become shards.
  ///
  /// @param schema the schema
  /// @param secret the record secret
  /// @param limits limits of sizes
  /// @param subjectKey key of personal identifiers, empty if the schema has none
  /// @param version version of the data set that is being made
  /// @param shardRows records of a full shard; empty for one shard of each part
  /// @param first row of the data set that is row 0 of the source
  /// @param progress hears how far the reading is
  @SuppressWarnings("ArrayRecordComponent") // arrays for their speed, never shared
  record Plan(
      DatasetSchema schema,
      RecordSecret secret,
      DatasetLimits limits,
      byte[] subjectKey,
      int version,
      OptionalInt shardRows,
      long first,
      Progress progress) {
    /// Name of a shard: a whole part, or its number-th piece.
    private ShardName name(String part, int number) {
      boolean whole = version == 1 && shardRows.isEmpty();
      return new ShardName(part, version, whole ? 0 : number);
    }
  }

  /// Takes finished shards, one at a time.
  @FunctionalInterface
  interface ShardSink {
    /// Called once per shard, those of a part in order.
    ///
    /// @param begin first row of the source that may belong to the shard
    /// @param end the row after its last record
    void shard(PartCells cells, long begin, long end) throws IOException;
  }

  /// Reads a source without personal identifiers into whole parts.
  ///
  /// @throws SourceException at the first cell that the schema does not allow, if a part has no
  ///   rows, or more cells than the limit
  /// @throws IOException if the source cannot be read
  public static Ingested read(
      RecordSource source, DatasetSchema schema, RecordSecret secret, DatasetLimits limits)
      throws SourceException, IOException {
    List<PartCells> parts = new ArrayList<>();
    Plan plan =
        new Plan(schema, secret, limits, new byte[0], 1, OptionalInt.empty(), 0, Progress.QUIET);
    OpenedSource read = read(source, plan, (cells, _, _) -> parts.add(cells));
    parts.sort(Comparator.comparing(cells -> ShardName.of(cells.name()).orElseThrow()));
    return new Ingested(read.file(), parts);
  }

  /// Reads, encodes and hashes a source as a commit does, shard by shard, and keeps nothing: what
  /// ingestion alone costs, and whether every row fits the schema.
  ///
  /// @return number of rows
  /// @throws SourceException see the other methods
  /// @throws IOException if the source cannot be read
  public static long rehearse(
      RecordSource source, DatasetSchema schema, int shardRows, Progress progress)
      throws SourceException, IOException {
    Plan plan =
        new Plan(
            schema,
            RecordSecret.generate(),
            DatasetLimits.DEFAULT,
            new byte[0],
            1,
            OptionalInt.of(shardRows),
            0,
            progress);
    return read(source, plan, (cells, _, _) -> {}).rows();
  }

  /// Reads everything.
  ///
  /// @throws SourceException at the first cell that the schema does not allow, if version 1 has no
  ///   rows of a part, or a later one no rows at all, or a shard has more cells than the limit
  /// @throws IllegalArgumentException if a full shard has more cells than the limit
  /// @throws IOException if the source cannot be read, or the sink fails
  static OpenedSource read(RecordSource source, Plan plan, ShardSink sink)
      throws SourceException, IOException {
    SplitRule split = plan.schema().split();
    PartShards train = new PartShards(TRAIN, plan, sink);
    PartShards test = new PartShards(TEST, plan, sink);
    EncodedRow encoded = new EncodedRow(plan.schema());
    try {
      SourceFile file =
          source.read(
              (name, header) -> {
                RowEncoder encoder = new RowEncoder(name, plan.schema(), header, plan.subjectKey());
                return (row, line, cells) -> {
                  encoder.encode(row, line, cells, encoded);
                  (split.isTest(plan.first() + row) ? test : train).add(row, encoded, cells);
                };
              },
              plan.progress());
      List<PartShards> parts = split.isEmpty() ? List.of(train) : List.of(train, test);
      for (PartShards part : parts) {
        part.finish(source.name());
      }
      long rows = parts.stream().mapToLong(p -> p.total).sum();
      if (rows == 0) {
        throw new SourceException(source.name(), 0, -1, "", "rows", "none");
      }
      return new OpenedSource(file, plan.version(), plan.first(), rows);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// The shards of one part, of which one is being filled.
  private static final class PartShards {
    private final String part;
    private final Plan plan;
    private final ShardSink sink;
    private final long maxRows;
    private final int full;
    private ShardBuilder current;
    private int number = 1;
    private long total;

    PartShards(String part, Plan plan, ShardSink sink) {
      this.part = part;
      this.plan = plan;
      this.sink = sink;
      this.maxRows = plan.limits().cells() / DatasetLimits.cells(1, plan.schema());
      this.full = plan.shardRows().orElse(Integer.MAX_VALUE);
      if (plan.shardRows().isPresent() && (full < 1 || full > maxRows)) {
        throw new IllegalArgumentException("a shard has 1 to " + maxRows + " rows, not " + full);
      }
      this.current = begin(0);
    }

    private ShardBuilder begin(long row) {
      String name = plan.name(part, number).text();
      return new ShardBuilder(
          name,
          plan.schema(),
          plan.secret().part(name),
          (int) Math.min(maxRows, Integer.MAX_VALUE),
          row);
    }

    void add(long row, EncodedRow encoded, List<String> cells) {
      if (current.rows() == full) {
        emit();
        number++;
        current = begin(row);
      }
      current.add(row, plan.first() + row, encoded, cells);
      total++;
    }

    private void emit() {
      try {
        sink.shard(current.build(), current.begin(), current.end());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void finish(String file) throws SourceException {
      if (total == 0 && plan.version() == 1) {
        throw new SourceException(
            file, 0, -1, "", "rows for the part \"" + part + "\"", "none by the split rule");
      }
      if (current.rows() > maxRows) {
        long cells = DatasetLimits.cells(current.rows(), plan.schema());
        throw new SourceException(
            file,
            0,
            -1,
            "",
            "at most " + plan.limits().cells() + " cells in a part",
            cells + " cells (" + current.rows() + " rows) in the part \"" + part + "\"");
      }
      if (current.rows() > 0) {
        emit();
      }
    }
  }
}
