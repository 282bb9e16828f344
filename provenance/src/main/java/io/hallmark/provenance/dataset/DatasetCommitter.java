package io.hallmark.provenance.dataset;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digest;
import io.hallmark.document.FolderLock;
import io.hallmark.document.Progress;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Commits to a data set: reads the source, commits to each part, writes the manifest, proves that
/// the cells are what the schema declares.
///
/// The folder appears whole or not at all: everything is made in `.NAME.staging` beside it, and
/// renamed at the end. What a killed commit left there is removed by the next one.
public final class DatasetCommitter {
  private DatasetCommitter() {}

  /// Choices of a commit.
  ///
  /// @param openings openings per commitment, or the default
  /// @param limits limits of sizes
  /// @param created the time to publish
  /// @param progress hears how far it is
  /// @param subjectKey key of personal identifiers, empty if the schema has none
  @SuppressWarnings("ArrayRecordComponent") // arrays for their speed, never shared
  public record Options(
      OptionalLong openings,
      DatasetLimits limits,
      Instant created,
      Progress progress,
      byte[] subjectKey) {
    /// Choices for a schema without personal identifiers.
    public Options(
        OptionalLong openings, DatasetLimits limits, Instant created, Progress progress) {
      this(openings, limits, created, progress, new byte[0]);
    }

    /// Default openings and limits.
    public static Options at(Instant created) {
      return new Options(OptionalLong.empty(), DatasetLimits.DEFAULT, created, Progress.QUIET);
    }
  }

  /// Makes a data set folder: `manifest.json`, one `PART.proof` per part, and `opening/`.
  ///
  /// @param folder must not exist
  /// @return the manifest
  /// @throws SourceException if the source is not what the schema allows
  /// @throws IllegalArgumentException if the number of openings is impossible
  /// @throws FileAlreadyExistsException if the folder exists
  /// @throws FolderLock.Busy if another process makes the same folder
  /// @throws IOException if reading or writing fails
  public static DatasetManifest commit(
      RecordSource source, DatasetSchema schema, Path folder, Options options)
      throws SourceException, RefusedException, VerificationException, IOException {
    try (StagingFolder staging = StagingFolder.open(folder, "staging", "hallmark dataset commit")) {
      boolean done = false;
      try {
        staging.clear();
        DatasetManifest manifest = fill(source, schema, staging.folder(), options);
        staging.publish();
        done = true;
        return manifest;
      } finally {
        if (!done) {
          staging.delete();
        }
      }
    }
  }

  private static DatasetManifest fill(
      RecordSource source, DatasetSchema schema, Path staging, Options options)
      throws SourceException, RefusedException, VerificationException, IOException {
    options.progress().report("ingest", 0, 1);
    RecordSecret recordSecret = RecordSecret.generate();
    Ingestion.Ingested ingested =
        Ingestion.read(source, schema, recordSecret, options.limits(), options.subjectKey());
    List<PartCells> parts = ingested.parts();
    OpeningSecrets secrets =
        OpeningSecrets.generate(
            Optional.of(recordSecret),
            parts.stream().map(PartCells::name).toList(),
            ingested.source());
    int largest = parts.stream().mapToInt(PartCells::rows).max().orElseThrow();
    Geometry geometry = CommitmentGeometry.of(largest, schema.featureCount(), options.openings());
    List<CommittedColumns> commitments = new ArrayList<>();
    List<ManifestPart> published = new ArrayList<>();
    for (PartCells part : parts) {
      options.progress().report("commit " + part.name(), 0, 1);
      CommittedColumns columns = DatasetOpening.commit(schema, geometry, part, secrets);
      commitments.add(columns);
      published.add(
          ManifestPart.of(
              part.name(),
              part.rows(),
              columns.root(),
              geometry,
              columns.columns(),
              part.recordRoot()));
    }
    DatasetManifest manifest =
        new DatasetManifest(
            schema,
            1,
            Optional.<Digest>empty(),
            DatasetManifest.DEFAULT_LIMB,
            published,
            options.created());
    DatasetOpening opening =
        DatasetOpening.create(staging.resolve(DatasetFolder.OPENING), manifest, secrets, parts);
    AtomicFiles.write(staging.resolve(DatasetFolder.MANIFEST), manifest.write());
    for (int i = 0; i < parts.size(); i++) {
      Path file = staging.resolve(DatasetFolder.proofName(parts.get(i).name()));
      DatasetProver.prove(
          manifest,
          parts.get(i),
          commitments.get(i),
          opening.ledger(),
          proof -> AtomicFiles.write(file, proof),
          options.progress());
    }
    return manifest;
  }
}
