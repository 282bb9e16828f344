package io.hallmark.provenance.dataset;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digest;
import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The step from one version of a data set to the next. The private folder is switched first, by
/// one file; the public one follows, and is brought up to date by whoever comes next if the process
/// dies between them.
final class NextVersion {
  private NextVersion() {}

  /// The manifest of the next version.
  ///
  /// @param added new shards
  /// @param removed names of shards that it has no more
  /// @throws VerificationException.Rejected if the shards do not fit
  static DatasetManifest manifest(
      DatasetManifest before, List<ManifestPart> added, List<String> removed, Instant created)
      throws VerificationException.Rejected {
    Digest parent = before.digest();
    List<ManifestPart> parts = new ArrayList<>();
    for (ManifestPart part : before.parts()) {
      if (!removed.contains(part.name())) {
        parts.add(part.since(parent));
      }
    }
    parts.addAll(added);
    parts.sort((a, b) -> a.shard().compareTo(b.shard()));
    DatasetManifest next =
        new DatasetManifest(
            before.schema(),
            before.version() + 1,
            Optional.of(parent),
            before.limb(),
            parts,
            removed,
            created);
    ShardChecks.check(next);
    DatasetHistory.checkSuccessor(before, next);
    return next;
  }

  /// Makes a prepared version the one that the folder has. Proofs lie there already.
  static void publish(Path dataset, DatasetOpening prepared)
      throws VerificationException, IOException {
    prepared.becomeVersion();
    finishPublishing(dataset, prepared);
  }

  /// Brings the public manifest up to the version of the private folder.
  static void finishPublishing(Path dataset, DatasetOpening opening)
      throws VerificationException, IOException {
    Path file = dataset.resolve(DatasetFolder.MANIFEST);
    byte[] published = Files.readAllBytes(file);
    byte[] current = opening.manifest().write();
    DatasetManifest before = DatasetManifest.read(published);
    if (before.version() < opening.manifest().version()) {
      Path versions = dataset.resolve(DatasetFolder.VERSIONS);
      Files.createDirectories(versions);
      AtomicFiles.write(versions.resolve(before.version() + ".json"), published);
      AtomicFiles.write(file, current);
    }
  }
}
