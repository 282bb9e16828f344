package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.source.RecordSource;
import io.hallmark.provenance.source.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Runs ingestion again on the sources and compares: the sources' digests, every record hash, every
/// cell, the record roots of the manifest and the descriptors of the commitments.
public final class DatasetRecheck {
  private DatasetRecheck() {}

  /// That this program, just now, obtained the record roots and cells of a manifest from its
  /// sources. Only [#recheck] makes one, so whoever holds it has recomputed.
  public static final class Recomputed {
    private final Digest manifest;
    private final List<SourceFile> sources;
    private final boolean sameBytes;

    private Recomputed(Digest manifest, List<SourceFile> sources, boolean sameBytes) {
      this.manifest = manifest;
      this.sources = List.copyOf(sources);
      this.sameBytes = sameBytes;
    }

    /// Digest of the manifest.
    public Digest manifest() {
      return manifest;
    }

    /// The sources that were read, in order.
    public List<SourceFile> sources() {
      return sources;
    }

    /// Whether the sources have the very bytes that were ingested; other line ends give the same
    /// records.
    public boolean isSameFile() {
      return sameBytes;
    }
  }

  /// Compares the one source of a data set without personal identifiers; see the other method.
  ///
  /// @throws Rejected see the other method
  public static Recomputed recheck(
      RecordSource source, DatasetManifest manifest, DatasetOpening opening)
      throws VerificationException, SourceException, IOException {
    return recheck(List.of(source), manifest, opening, new byte[0]);
  }

  /// Compares the sources of a data set with an opening, in memory for one shard of each part. Rows
  /// of shards that were removed, and rows that were withdrawn, are not looked at.
  ///
  /// @param sources all sources, in the order in which they were ingested
  /// @param manifest the published manifest
  /// @param subjectKey key of personal identifiers, empty if the schema has none
  /// @throws Rejected `RECHECK_MANIFEST` if the opening is of another manifest; `RECHECK_SECRET` if
  ///   it is that of a copy for another holder; `RECHECK_SOURCES` if there are more or fewer
  ///   sources; `RECHECK_ROWS` if the number of rows differs; `RECHECK_RECORD` naming file, row and
  ///   column of the first difference; `RECHECK_ROOT` or `LINK_DESCRIPTOR` if records or cells of
  ///   the opening are not those of the manifest
  /// @throws SourceException if a source cannot be ingested at all
  /// @throws VerificationException.Malformed if the opening cannot be read
  /// @throws IOException if a file cannot be read
  public static Recomputed recheck(
      List<? extends RecordSource> sources,
      DatasetManifest manifest,
      DatasetOpening opening,
      byte[] subjectKey)
      throws VerificationException, SourceException, IOException {
    if (!opening.manifest().digest().equals(manifest.digest())) {
      throw new Rejected("RECHECK_MANIFEST", "the opening belongs to another manifest");
    }
    RecordSecret secret =
        opening
            .secrets()
            .records()
            .orElseThrow(() ->
                new Rejected(
                    "RECHECK_SECRET",
                    "the opening of a copy has no record secret: recheck the original"));
    List<OpenedSource> ingested = opening.secrets().sources();
    if (sources.size() != ingested.size()) {
      throw new Rejected(
          "RECHECK_SOURCES",
          "%d sources, the data set was made of %d: %s"
              .formatted(
                  sources.size(),
                  ingested.size(),
                  ingested.stream().map(s -> s.file().name()).toList()));
    }
    List<SourceFile> files = new ArrayList<>();
    boolean same = true;
    for (int i = 0; i < ingested.size(); i++) {
      SourceComparison comparison =
          new SourceComparison(opening, secret, i, sources.get(i).name(), subjectKey);
      SourceFile file = comparison.read(sources.get(i));
      files.add(file);
      same &= file.sha256().equals(ingested.get(i).file().sha256());
    }
    for (ManifestPart shard : manifest.parts()) {
      opening.commitment(shard.name());
    }
    return new Recomputed(manifest.digest(), files, same);
  }
}
