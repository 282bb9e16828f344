package io.hallmark.provenance.dataset;

import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.source.RecordSource;
import io.hallmark.provenance.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Compares one source, row by row, with the shards that were made of it.
final class SourceComparison {
  private final DatasetOpening opening;
  private final RecordSecret secret;
  private final DatasetSchema schema;
  private final OpenedSource ingested;
  private String file;
  private final byte[] subjectKey;
  private final int number;
  private final boolean redacted;
  private long nextRow;
  private final PartRows train;
  private final PartRows test;
  private long seen;

  /// @param number number of the source
  /// @param file its name, for messages
  /// @param redacted whether rows that no shard holds any more were deleted from the source
  SourceComparison(
      DatasetOpening opening,
      RecordSecret secret,
      int number,
      String file,
      byte[] subjectKey,
      boolean redacted) {
    this.opening = opening;
    this.secret = secret;
    this.schema = opening.manifest().schema();
    this.ingested = opening.secrets().sources().get(number);
    this.file = file;
    this.subjectKey = subjectKey.clone();
    this.number = number;
    this.redacted = redacted;
    this.train = new PartRows(Ingestion.TRAIN, number);
    this.test = new PartRows(Ingestion.TEST, number);
  }

  /// Reads the source to its end.
  ///
  /// @throws Rejected at the first difference
  SourceFile read(RecordSource source) throws VerificationException, SourceException, IOException {
    SplitRule split = schema.split();
    try {
      SourceFile read =
          source.read((name, header) -> {
            file = name;
            RowEncoder encoder = new RowEncoder(name, schema, header, subjectKey);
            return (found, line, cells) -> {
              long row = redacted ? nextHeld(split) : found;
              if (row >= ingested.rows()) {
                throw different("RECHECK_ROWS", "row " + found + ": a row too many");
              }
              seen++;
              PartRows part = split.isTest(ingested.first() + row) ? test : train;
              ShardComparison shard = part.at(row);
              if (shard == null) {
                part.leftOut++;
              } else {
                shard.compare(encoder, row, line, cells);
              }
            };
          });
      if (redacted) {
        nextHeld(split);
      }
      train.finish();
      test.finish();
      if (seen != ingested.rows()) {
        throw different("RECHECK_ROWS", seen + " rows, ingested were " + ingested.rows());
      }
      return read;
    } catch (Difference e) {
      throw e.thrown;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Rows of a part that no shard holds, once the source was read.
  long leftOut(String part) {
    return (part.equals(Ingestion.TEST) ? test : train).leftOut;
  }

  /// The next row that a shard holds, as it was counted when it was ingested; rows before it are
  /// left out.
  private long nextHeld(SplitRule split) {
    while (nextRow < ingested.rows() && !isHeld(nextRow, split)) {
      (split.isTest(ingested.first() + nextRow) ? test : train).leftOut++;
      nextRow++;
      seen++;
    }
    return nextRow++;
  }

  private boolean isHeld(long row, SplitRule split) {
    String part = split.isTest(ingested.first() + row) ? Ingestion.TEST : Ingestion.TRAIN;
    return opening.manifest().shards(part).stream()
        .map(shard -> opening.secrets().rows(shard.name()))
        .anyMatch(rows -> rows.source() == number && rows.holds(row));
  }

  private Difference different(String check, String detail) {
    return new Difference(new Rejected(check, file + ", " + detail));
  }

  /// Carries a failure through the reader of the source.
  private static final class Difference extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final VerificationException thrown;

    Difference(VerificationException thrown) {
      super(thrown);
      this.thrown = thrown;
    }
  }

  /// The shards of one part that were made of this source, one of them in memory.
  private final class PartRows {
    private final Deque<ManifestPart> shards = new ArrayDeque<>();
    private @Nullable ShardComparison current;
    private long leftOut;

    PartRows(String part, int source) {
      opening.manifest().shards(part).stream()
          .filter(shard -> opening.secrets().rows(shard.name()).source() == source)
          .sorted(Comparator.comparingLong(shard -> opening.secrets().rows(shard.name()).begin()))
          .forEach(shards::add);
    }

    /// The shard that holds a row; none if it was removed, or the row was withdrawn.
    @Nullable ShardComparison at(long row) {
      while (current == null || row >= current.rows.end()) {
        if (current != null) {
          current.requireEnd();
        }
        if (shards.isEmpty()) {
          current = null;
          return null;
        }
        current = new ShardComparison(shards.removeFirst());
      }
      return current.rows.holds(row) ? current : null;
    }

    void finish() {
      at(Long.MAX_VALUE);
    }
  }

  /// One shard, compared row by row.
  private final class ShardComparison {
    private final ManifestPart shard;
    private final ShardRows rows;
    private final PartCells cells;
    private final RecordSecret.Salts salts;
    private final RecordTree tree = new RecordTree();
    private int next;

    ShardComparison(ManifestPart shard) {
      this.shard = shard;
      this.rows = opening.secrets().rows(shard.name());
      this.salts = secret.part(rows.salts());
      try {
        this.cells = opening.records(shard.name());
      } catch (VerificationException.Malformed e) {
        throw new Difference(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void compare(RowEncoder encoder, long row, long line, List<String> texts)
        throws SourceException {
      if (next == cells.rows()) {
        throw different("RECHECK_ROWS", "row " + row + ": a row too many in " + shard.name());
      }
      EncodedRow encoded = new EncodedRow(schema);
      encoder.encode(row, line, texts, encoded);
      byte[] leaf = salts.leaf(ingested.first() + row, RecordSecret.record(texts));
      String column = difference(encoded);
      if (!column.isEmpty() || !Arrays.equals(leaf, cells.leaf(next))) {
        String where = column.isEmpty() ? "a cell whose encoding is the same" : "column " + column;
        throw different(
            "RECHECK_RECORD",
            "row " + row + " (line " + line + "), " + where + ": not what was committed");
      }
      tree.add(leaf);
      next++;
    }

    /// The first column whose cell differs, or empty.
    private String difference(EncodedRow encoded) {
      int[] features = encoded.features();
      for (int i = 0; i < features.length; i++) {
        if (features[i] != cells.feature(i, next)) {
          return schema.features().get(i).name();
        }
      }
      if (encoded.label() != cells.label(next)) {
        return schema.label().name();
      }
      for (int k = 0; k < encoded.tags().length; k++) {
        if (encoded.tags()[k] != cells.tag(k, next)) {
          return schema.tagName(k);
        }
      }
      return "";
    }

    void requireEnd() {
      if (next < cells.rows()) {
        throw different(
            "RECHECK_ROWS", next + " rows of " + shard.name() + ", committed " + cells.rows());
      }
      if (!tree.root().equals(shard.records())) {
        throw different("RECHECK_ROOT", "record root of " + shard.name());
      }
    }
  }
}
