package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.source.RecordSource;
import io.hallmark.provenance.source.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Runs ingestion again on the sources and compares: the sources' digests, every record hash, every
/// cell, the record roots of the manifest and the descriptors of the commitments.
public final class DatasetRecheck {
  private static final List<String> PARTS = List.of(Ingestion.TRAIN, Ingestion.TEST);

  private DatasetRecheck() {}

  /// That this program, just now, obtained the record roots and cells of a manifest from its
  /// sources. Only [#recheck] makes one, so whoever holds it has recomputed.
  public static final class Recomputed {
    private final Digest manifest;
    private final List<SourceFile> sources;
    private final boolean sameBytes;
    private final long leftOut;

    private Recomputed(Digest manifest, List<SourceFile> sources, boolean sameBytes, long leftOut) {
      this.manifest = manifest;
      this.sources = List.copyOf(sources);
      this.sameBytes = sameBytes;
      this.leftOut = leftOut;
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

    /// Rows of the sources that are not in the data set: as many as earlier versions say that they
    /// removed.
    public long leftOut() {
      return leftOut;
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
  /// of shards that were removed, and rows that were withdrawn, are not looked at, but counted: of
  /// each part as many are left out as the versions in the opening say that they removed.
  ///
  /// @param sources all sources, in the order in which they were ingested
  /// @param manifest the published manifest
  /// @param subjectKey key of personal identifiers, empty if the schema has none
  /// @throws Rejected `RECHECK_MANIFEST` if the opening is of another manifest; `RECHECK_SECRET` if
  ///   it is that of a copy for another holder; `RECHECK_SOURCES` if there are more or fewer
  ///   sources, or one stands twice, or rows are not counted through them; `RECHECK_ROWS` if the
  ///   number of rows differs; `RECHECK_LEFT_OUT` if rows are not in the data set and no version
  ///   says that it removed them; `RECHECK_ORDER` if shards stand in another order than their rows;
  ///   `RECHECK_RECORD` naming file, row and column of the first difference; `RECHECK_ROOT` or
  ///   `LINK_DESCRIPTOR` if records or cells of the opening are not those of the manifest
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
    Set<Digest> contents = new HashSet<>();
    boolean same = true;
    long rows = 0;
    long[] leftOut = new long[PARTS.size()];
    for (int i = 0; i < ingested.size(); i++) {
      if (ingested.get(i).first() != rows) {
        throw new Rejected(
            "RECHECK_SOURCES", "rows of source " + i + " begin at another number than " + rows);
      }
      Compared compared = compare(sources.get(i), opening, secret, i, subjectKey);
      SourceFile file = compared.file();
      if (!contents.add(file.sha256())) {
        throw new Rejected("RECHECK_SOURCES", file.name() + " has the bytes of another source");
      }
      files.add(file);
      same &= file.sha256().equals(ingested.get(i).file().sha256());
      rows += ingested.get(i).rows();
      for (int p = 0; p < leftOut.length; p++) {
        leftOut[p] += compared.rows().leftOut(PARTS.get(p));
      }
    }
    requireRemoved(opening, leftOut);
    for (ManifestPart shard : manifest.parts()) {
      opening.commitment(shard.name());
    }
    return new Recomputed(manifest.digest(), files, same, Arrays.stream(leftOut).sum());
  }

  /// Rows that are left out are those that the versions removed; if none removed any, shards stand
  /// in the order of the rows.
  private static void requireRemoved(DatasetOpening opening, long[] leftOut)
      throws VerificationException, IOException {
    List<DatasetManifest> versions = opening.history();
    boolean removes = versions.stream().anyMatch(v -> !v.removed().isEmpty());
    for (int p = 0; p < leftOut.length; p++) {
      String part = PARTS.get(p);
      long removed = 0;
      for (int v = 1; v < versions.size(); v++) {
        if (!versions.get(v).removed().isEmpty()) {
          removed += versions.get(v - 1).rows(part) - versions.get(v).rows(part);
        }
      }
      if (leftOut[p] != removed) {
        throw new Rejected(
            "RECHECK_LEFT_OUT",
            "%d rows of the sources are not in part %s, the versions in the opening removed %d"
                .formatted(leftOut[p], part, removed));
      }
      List<ShardRows> order =
          opening.manifest().shards(part).stream()
              .map(shard -> opening.secrets().rows(shard.name()))
              .toList();
      Comparator<ShardRows> byRow =
          Comparator.comparingInt(ShardRows::source).thenComparingLong(ShardRows::begin);
      if (!removes && !order.equals(order.stream().sorted(byRow).toList())) {
        throw new Rejected("RECHECK_ORDER", "shards of part " + part);
      }
    }
  }

  /// A source that was compared.
  private record Compared(SourceComparison rows, SourceFile file) {
    static Compared of(SourceComparison comparison, RecordSource source)
        throws VerificationException, SourceException, IOException {
      return new Compared(comparison, comparison.read(source));
    }
  }

  /// Rows that versions held, as public manifests say; the private folder may say anything. None if
  /// there is one version only.
  private static long mostRows(DatasetOpening opening) throws VerificationException, IOException {
    List<DatasetManifest> versions = opening.history();
    return versions.size() == 1
        ? -1
        : versions.stream().flatMap(v -> v.parts().stream()).mapToLong(ManifestPart::rows).sum();
  }

  /// Compares one source as it was ingested or, if it differs and there are earlier versions,
  /// without the rows that no shard holds any more.
  private static Compared compare(
      RecordSource source, DatasetOpening opening, RecordSecret secret, int i, byte[] subjectKey)
      throws VerificationException, SourceException, IOException {
    String name = source.name();
    try {
      return Compared.of(new SourceComparison(opening, secret, i, name, subjectKey, false), source);
    } catch (Rejected e) {
      if (opening.secrets().sources().get(i).rows() <= mostRows(opening)) {
        try {
          return Compared.of(
              new SourceComparison(opening, secret, i, name, subjectKey, true), source);
        } catch (Rejected again) {
          e.addSuppressed(again);
        }
      }
      throw e;
    }
  }
}
