package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import io.hallmark.provenance.SourceException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// Reads a source by a fitted schema into encoded records and salted record hashes, in one pass.
///
/// Rows keep the order of the source; each goes to `train` or `test` by the split rule.
public final class Ingestion {
  /// Name of the part for training.
  public static final String TRAIN = "train";

  /// Name of the part for testing.
  public static final String TEST = "test";

  private Ingestion() {}

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

  /// Reads a source without personal identifiers.
  ///
  /// @throws SourceException at the first cell that the schema does not allow, if a part has no
  ///   rows, or more cells than the limit
  /// @throws IOException if the source cannot be read
  public static Ingested read(
      RecordSource source, DatasetSchema schema, RecordSecret secret, DatasetLimits limits)
      throws SourceException, IOException {
    return read(source, schema, secret, limits, new byte[0]);
  }

  /// Reads everything.
  ///
  /// @param subjectKey key of personal identifiers, empty if the schema has none
  /// @throws SourceException at the first cell that the schema does not allow, if a part has no
  ///   rows, or more cells than the limit
  /// @throws IOException if the source cannot be read
  public static Ingested read(
      RecordSource source,
      DatasetSchema schema,
      RecordSecret secret,
      DatasetLimits limits,
      byte[] subjectKey)
      throws SourceException, IOException {
    Builder train = new Builder(TRAIN, schema, secret, limits);
    Builder test = new Builder(TEST, schema, secret, limits);
    SplitRule split = schema.split();
    EncodedRow encoded = new EncodedRow(schema);
    SourceFile file =
        source.read(header -> {
          RowEncoder encoder = new RowEncoder(source.name(), schema, header, subjectKey);
          return (row, line, cells) -> {
            encoder.encode(row, line, cells, encoded);
            (split.isTest(row) ? test : train).add(row, encoded, cells);
          };
        });
    boolean tested = !schema.split().isEmpty();
    for (Builder part : tested ? List.of(train, test) : List.of(train)) {
      part.check(source.name());
    }
    return new Ingested(
        file, tested ? List.of(train.build(), test.build()) : List.of(train.build()));
  }

  /// A part that grows row by row.
  private static final class Builder {
    private final String name;
    private final DatasetSchema schema;
    private final RecordSecret.Salts salts;
    private final long maxRows;
    private final long maxCells;
    private long rows;
    private short[] features = new short[1024];
    private short[] labels = new short[64];
    private final long[][] tags;
    private byte[] leaves = new byte[64 * Digest.BYTES];

    Builder(String name, DatasetSchema schema, RecordSecret secret, DatasetLimits limits) {
      this.name = name;
      this.schema = schema;
      this.salts = secret.part(name);
      this.maxCells = limits.cells();
      this.tags = new long[schema.tagColumns().size()][64];
      this.maxRows = maxCells / DatasetLimits.cells(1, schema);
    }

    /// Beyond the limit rows are only counted, for the message.
    void add(long row, EncodedRow encoded, List<String> cells) {
      if (rows < maxRows) {
        int at = (int) rows;
        int[] values = encoded.features();
        int width = values.length;
        features = room(features, at * width + width);
        labels = room(labels, at + 1);
        if (leaves.length < (at + 1) * Digest.BYTES) {
          leaves = Arrays.copyOf(leaves, 2 * leaves.length);
        }
        for (int i = 0; i < width; i++) {
          features[at * width + i] = (short) values[i];
        }
        labels[at] = (short) encoded.label();
        for (int k = 0; k < tags.length; k++) {
          if (tags[k].length == at) {
            tags[k] = Arrays.copyOf(tags[k], 2 * at);
          }
          tags[k][at] = encoded.tags()[k];
        }
        byte[] leaf = salts.leaf(row, RecordSecret.record(cells));
        System.arraycopy(leaf, 0, leaves, at * Digest.BYTES, Digest.BYTES);
      }
      rows++;
    }

    private static short[] room(short[] array, int length) {
      return array.length >= length
          ? array
          : Arrays.copyOf(array, Math.max(length, 2 * array.length));
    }

    void check(String file) throws SourceException {
      if (rows == 0) {
        throw new SourceException(
            file, 0, -1, "", "rows for the part \"" + name + "\"", "none by the split rule");
      }
      if (rows > maxRows) {
        long cells = DatasetLimits.cells(rows, schema);
        throw new SourceException(
            file,
            0,
            -1,
            "",
            "at most " + maxCells + " cells in a part",
            cells + " cells (" + rows + " rows) in the part \"" + name + "\"");
      }
    }

    PartCells build() {
      int n = (int) rows;
      int width = schema.featureCount();
      short[] turned = new short[n * width];
      for (int r = 0; r < n; r++) {
        for (int i = 0; i < width; i++) {
          turned[i * n + r] = features[r * width + i];
        }
      }
      for (int k = 0; k < tags.length; k++) {
        tags[k] = Arrays.copyOf(tags[k], n);
      }
      return new PartCells(
          name, n, turned, Arrays.copyOf(labels, n), tags, Arrays.copyOf(leaves, n * Digest.BYTES));
    }
  }
}
