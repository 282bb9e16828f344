package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// Runs ingestion again on the sources and compares: the source's digest, every record hash, every
/// cell, the record roots of the manifest and the descriptors of the commitments.
public final class DatasetRecheck {
  private DatasetRecheck() {}

  /// That this program, just now, obtained the record roots and cells of a manifest from a source.
  /// Only [#recheck] makes one, so whoever holds it has recomputed.
  public static final class Recomputed {
    private final Digest manifest;
    private final SourceFile source;
    private final boolean sameBytes;

    private Recomputed(Digest manifest, SourceFile source, boolean sameBytes) {
      this.manifest = manifest;
      this.source = source;
      this.sameBytes = sameBytes;
    }

    /// Digest of the manifest.
    public Digest manifest() {
      return manifest;
    }

    /// The source that was read.
    public SourceFile source() {
      return source;
    }

    /// Whether the source has the very bytes that were ingested; other line ends give the same
    /// records.
    public boolean isSameFile() {
      return sameBytes;
    }
  }

  /// Compares a source without personal identifiers with an opening; see the other method.
  ///
  /// @throws Rejected see the other method
  public static Recomputed recheck(
      RecordSource source, DatasetManifest manifest, DatasetOpening opening)
      throws VerificationException, SourceException, IOException {
    return recheck(source, manifest, opening, new byte[0]);
  }

  /// Compares a source with an opening.
  ///
  /// @param subjectKey key of personal identifiers, empty if the schema has none
  /// @param manifest the published manifest
  /// @throws Rejected `RECHECK_MANIFEST` if the opening is of another manifest; `RECHECK_SECRET` if
  ///   it is that of a copy for another holder; `RECHECK_ROWS` if the number of rows differs;
  ///   `RECHECK_RECORD` naming file, row and column of the first difference; `RECHECK_ROOT` or
  ///   `LINK_DESCRIPTOR` if records or cells of the opening are not those of the manifest
  /// @throws SourceException if the source cannot be ingested at all
  /// @throws VerificationException.Malformed if the opening cannot be read
  /// @throws IOException if a file cannot be read
  public static Recomputed recheck(
      RecordSource source, DatasetManifest manifest, DatasetOpening opening, byte[] subjectKey)
      throws VerificationException, SourceException, IOException {
    if (!opening.manifest().digest().equals(manifest.digest())) {
      throw new Rejected("RECHECK_MANIFEST", "the opening belongs to another manifest");
    }
    DatasetSchema schema = manifest.schema();
    RecordSecret secret =
        opening
            .recordSecret()
            .orElseThrow(() ->
                new Rejected(
                    "RECHECK_SECRET",
                    "the opening of a copy has no record secret: recheck the original"));
    SplitRule split = schema.split();
    Comparison train = new Comparison(opening.records(Ingestion.TRAIN), secret);
    Comparison test =
        split.isEmpty() ? train : new Comparison(opening.records(Ingestion.TEST), secret);
    SourceFile file;
    try {
      file =
          source.read(header -> {
            RowEncoder encoder = new RowEncoder(source.name(), schema, header, subjectKey);
            return (row, line, cells) -> {
              Comparison part = split.isTest(row) ? test : train;
              part.compare(source.name(), schema, encoder, row, line, cells);
            };
          });
    } catch (Difference e) {
      throw e.rejected;
    }
    for (Comparison part : split.isEmpty() ? List.of(train) : List.of(train, test)) {
      part.requireEnd(source.name());
      ManifestPart published = manifest.part(part.cells.name()).orElseThrow();
      if (!part.tree.root().equals(published.records())) {
        throw new Rejected("RECHECK_ROOT", "record root of part " + published.name());
      }
      opening.commitment(published.name());
    }
    return new Recomputed(manifest.digest(), file, file.sha256().equals(opening.source().sha256()));
  }

  /// Carries a rejection through the reader of the source.
  private static final class Difference extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Rejected rejected;

    Difference(Rejected rejected) {
      super(rejected);
      this.rejected = rejected;
    }
  }

  /// One part, compared row by row.
  private static final class Comparison {
    private final PartCells cells;
    private final RecordSecret.Salts salts;
    private final RecordTree tree = new RecordTree();
    private int next;

    Comparison(PartCells cells, RecordSecret secret) {
      this.cells = cells;
      this.salts = secret.part(cells.name());
    }

    void compare(
        String file,
        DatasetSchema schema,
        RowEncoder encoder,
        long row,
        long line,
        List<String> texts)
        throws SourceException {
      if (next == cells.rows()) {
        throw new Difference(
            new Rejected("RECHECK_ROWS", file + ", row " + row + ": a row too many"));
      }
      EncodedRow encoded = new EncodedRow(schema);
      encoder.encode(row, line, texts, encoded);
      byte[] leaf = salts.leaf(row, RecordSecret.record(texts));
      String column = difference(schema, encoded);
      if (!column.isEmpty() || !Arrays.equals(leaf, cells.leaf(next))) {
        String where = column.isEmpty() ? "a cell whose encoding is the same" : "column " + column;
        throw new Difference(
            new Rejected(
                "RECHECK_RECORD",
                file
                    + ", row "
                    + row
                    + " (line "
                    + line
                    + "), "
                    + where
                    + ": not what was committed"));
      }
      tree.add(leaf);
      next++;
    }

    /// The first column whose cell differs, or empty.
    private String difference(DatasetSchema schema, EncodedRow encoded) {
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

    void requireEnd(String file) throws Rejected {
      if (next < cells.rows()) {
        throw new Rejected(
            "RECHECK_ROWS",
            file + ": " + next + " rows of part " + cells.name() + ", committed " + cells.rows());
      }
    }
  }
}
