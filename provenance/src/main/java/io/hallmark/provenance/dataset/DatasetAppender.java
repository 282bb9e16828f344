package io.hallmark.provenance.dataset;

import io.hallmark.document.FolderLock;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.source.RecordSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Appends a source to a data set: new shards and a new version of the manifest. Costs what is
/// appended; shards that are there are neither read nor opened.
///
/// Rows go on counting where the data set ended, so the split rule goes on as if the sources were
/// one. The new version appears at once or not at all: a process that is killed leaves the version
/// before, and files that the next call replaces.
public final class DatasetAppender {
  private DatasetAppender() {}

  /// Appends a source.
  ///
  /// @param dataset the data set folder
  /// @param options choices; openings are those of the data set
  /// @return the manifest of the new version
  /// @throws SourceException if the source is not what the schema allows, or its very bytes were
  ///   ingested before
  /// @throws RefusedException if the ledger is in use, or the opening is that of a copy
  /// @throws IllegalArgumentException if the size of shards is impossible
  /// @throws FolderLock.Busy if the folder is in use
  /// @throws IOException if reading or writing fails
  public static DatasetManifest append(
      RecordSource source, Path dataset, DatasetCommitter.Options options)
      throws SourceException, RefusedException, VerificationException, IOException {
    Path folder = dataset.resolve(DatasetFolder.OPENING);
    try (FolderLock _ = DatasetOpening.open(folder).lock("hallmark dataset append")) {
      DatasetOpening opening = DatasetOpening.open(folder);
      NextVersion.finishPublishing(dataset, opening);
      DatasetManifest before = opening.manifest();
      DatasetSchema schema = before.schema();
      Geometry present = before.parts().getLast().geometry();
      OpeningSecrets secrets = opening.secrets();
      RecordSecret secret =
          secrets
              .records()
              .orElseThrow(() ->
                  new RefusedException(
                      "the opening of a copy has no record secret: append to the original"));
      ShardCommitter shards =
          new ShardCommitter(
              schema,
              folder,
              secrets.sources().size(),
              secrets,
              new ShardCommitter.Sizes(
                  options.shardRows(), OptionalLong.of(present.openings()), Optional.of(present)),
              options.progress());
      OpenedSource read =
          Ingestion.read(
              source,
              new Ingestion.Plan(
                  schema,
                  secret,
                  options.limits(),
                  options.subjectKey(),
                  before.version() + 1,
                  options.shardRows(),
                  rows(secrets.sources()),
                  options.progress()),
              shards);
      requireNew(secrets.sources(), read);
      OpeningSecrets more = shards.finish(read);
      DatasetManifest next =
          NextVersion.manifest(before, shards.published(), List.of(), options.created());
      DatasetOpening prepared = opening.prepare(next, more);
      shards.prove(prepared, dataset);
      NextVersion.publish(dataset, prepared);
      return next;
    }
  }

  private static long rows(List<OpenedSource> sources) {
    return sources.isEmpty() ? 0 : sources.getLast().first() + sources.getLast().rows();
  }

  private static void requireNew(List<OpenedSource> sources, OpenedSource read)
      throws SourceException {
    for (OpenedSource s : sources) {
      if (s.file().sha256().equals(read.file().sha256())) {
        throw new SourceException(
            read.file().name(),
            0,
            -1,
            "",
            "a source that is not in the data set",
            "the bytes of " + s.file().name() + ", which version " + s.version() + " holds");
      }
    }
  }
}
