package io.hallmark.provenance.dataset;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.FolderLock;
import io.hallmark.document.Progress;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.source.RecordSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Commits to a data set: reads the source, commits to each shard, writes the manifest, proves that
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
  /// @param shardRows records of a full shard, or one shard of each part
  @SuppressWarnings("ArrayRecordComponent") // arrays for their speed, never shared
  public record Options(
      OptionalLong openings,
      DatasetLimits limits,
      Instant created,
      Progress progress,
      byte[] subjectKey,
      OptionalInt shardRows) {
    /// Choices for a schema without personal identifiers, and whole parts.
    public Options(
        OptionalLong openings, DatasetLimits limits, Instant created, Progress progress) {
      this(openings, limits, created, progress, new byte[0], OptionalInt.empty());
    }

    /// The same with shards of so many records.
    public Options withShardRows(int rows) {
      return new Options(openings, limits, created, progress, subjectKey, OptionalInt.of(rows));
    }

    /// Default openings and limits.
    public static Options at(Instant created) {
      return new Options(OptionalLong.empty(), DatasetLimits.DEFAULT, created, Progress.QUIET);
    }
  }

  /// Makes a data set folder: `manifest.json`, one `SHARD.proof` per shard, and `opening/`.
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
    RecordSecret recordSecret = RecordSecret.generate();
    Path folder = staging.resolve(DatasetFolder.OPENING);
    AtomicFiles.createPrivateFolder(folder);
    ShardCommitter shards =
        new ShardCommitter(
            schema,
            folder,
            0,
            OpeningSecrets.of(recordSecret),
            new ShardCommitter.Sizes(options.shardRows(), options.openings(), Optional.empty()),
            options.progress());
    OpenedSource read =
        Ingestion.read(
            source,
            new Ingestion.Plan(
                schema,
                recordSecret,
                options.limits(),
                options.subjectKey(),
                1,
                options.shardRows(),
                0,
                options.progress()),
            shards);
    OpeningSecrets secrets = shards.finish(read);
    DatasetManifest manifest =
        DatasetManifest.first(
            schema, DatasetManifest.DEFAULT_LIMB, shards.published(), options.created());
    DatasetOpening opening = DatasetOpening.create(folder, manifest, secrets);
    AtomicFiles.write(staging.resolve(DatasetFolder.MANIFEST), manifest.write());
    shards.prove(opening, staging);
    return manifest;
  }
}
