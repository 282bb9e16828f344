package io.hallmark.provenance.dataset;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digest;
import io.hallmark.document.FolderLock;
import io.hallmark.document.Progress;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Commits to the records of a data set again: with fresh secrets and fresh openings, and a proof
/// per part that the cells are the same. A *renewal* is for the same owner, whose openings end; it
/// may use a reserved opening, so it is what remains of a ledger that was restored from a backup. A
/// *copy* is for another holder; it costs an ordinary opening and has no record secret.
///
/// The folder appears whole or not at all. What a killed process left is continued by the next call
/// with the same folders: a proof is stored before it is charged, and charged once.
public final class DatasetCopier {
  /// Fewest openings: the dataset proof, the copy proof, one run, two reserved.
  private static final int LEAST_OPENINGS = 5;

  private final Path dataset;
  private final DatasetOpening original;
  private final StagingFolder staging;
  private final CreditPurpose purpose;
  private final Options options;

  private DatasetCopier(
      Path dataset,
      DatasetOpening original,
      StagingFolder staging,
      CreditPurpose purpose,
      Options options) {
    this.dataset = dataset;
    this.original = original;
    this.staging = staging;
    this.purpose = purpose;
    this.options = options;
  }

  /// Choices of a copy.
  ///
  /// @param openings openings per commitment, or as many as the original's
  /// @param created the time to publish
  /// @param progress hears how far it is
  public record Options(OptionalLong openings, Instant created, Progress progress) {
    /// As many openings as the original has.
    public static Options at(Instant created) {
      return new Options(OptionalLong.empty(), created, Progress.QUIET);
    }
  }

  /// Renews a data set: one opening of every part, a reserved one if no other is left.
  ///
  /// @param dataset the data set folder, which stays as it is
  /// @param out a new folder
  /// @return the manifest, a new version that names the old one
  /// @throws RefusedException if the ledger does not even allow a renewal
  /// @throws IllegalArgumentException if the number of openings is impossible, or leaves no run
  /// @throws FileAlreadyExistsException if the new folder exists
  /// @throws FolderLock.Busy if a folder is in use
  /// @throws IOException if reading or writing fails
  public static DatasetManifest renew(Path dataset, Path out, Options options)
      throws RefusedException, VerificationException, IOException {
    return make(dataset, out, CreditPurpose.RENEWAL, options);
  }

  /// Copies a data set for another holder: one ordinary opening of every part.
  ///
  /// @param dataset the data set folder, which stays as it is
  /// @param out a new folder
  /// @return the manifest, a new version that names the old one
  /// @throws RefusedException if the ledger does not allow it
  /// @throws IllegalArgumentException if the number of openings is impossible, or leaves no run
  /// @throws FileAlreadyExistsException if the new folder exists
  /// @throws FolderLock.Busy if a folder is in use
  /// @throws IOException if reading or writing fails
  public static DatasetManifest copy(Path dataset, Path out, Options options)
      throws RefusedException, VerificationException, IOException {
    return make(dataset, out, CreditPurpose.COPY, options);
  }

  private static DatasetManifest make(
      Path dataset, Path out, CreditPurpose purpose, Options options)
      throws RefusedException, VerificationException, IOException {
    String command = "hallmark dataset " + (purpose == CreditPurpose.COPY ? "copy" : "renew");
    DatasetOpening original = DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING));
    try (FolderLock _ = original.lock(command);
        StagingFolder staging = StagingFolder.open(out, purpose.code(), command)) {
      DatasetManifest made = new DatasetCopier(dataset, original, staging, purpose, options).fill();
      staging.publish();
      return made;
    }
  }

  private DatasetManifest fill() throws RefusedException, VerificationException, IOException {
    Optional<DatasetOpening> begun = begun();
    DatasetOpening copy = begun.isPresent() ? begun.get() : begin();
    DatasetManifest manifest = copy.manifest();
    AtomicFiles.write(staging.file(DatasetFolder.MANIFEST), manifest.write());
    Path described = staging.file(DatasetFolder.ORIGINAL);
    OriginalFolder.describe(dataset, original.manifest(), described);
    for (ManifestPart part : manifest.parts()) {
      CommittedColumns columns = copy.commitment(part.name());
      proveRanges(copy, part, columns);
      proveSame(copy, part, columns, described.resolve(DatasetFolder.copyName(part.name())));
    }
    CopyProofs.verify(
        original.manifest(),
        manifest,
        DatasetFolder.readCopyProofs(described.resolve(DatasetFolder.MANIFEST), manifest.parts()));
    return manifest;
  }

  /// What a killed process left, if it had come as far as its ledger: before that nothing was
  /// opened, and it is cleared.
  private Optional<DatasetOpening> begun()
      throws RefusedException, VerificationException, IOException {
    Path folder = staging.file(DatasetFolder.OPENING);
    if (!DatasetOpening.isComplete(folder)) {
      staging.clear();
      return Optional.empty();
    }
    DatasetOpening left = DatasetOpening.open(folder);
    if (!left.manifest().parent().equals(Optional.of(original.manifest().digest()))) {
      throw new RefusedException(left(staging.folder()));
    }
    return Optional.of(left);
  }

  /// What a user reads whose new folder stands half made.
  static String left(Path staging) {
    return staging
        + " holds what a killed process left of a copy of another data set. Nothing was opened."
        + " What to do: finish it with the command that began it, or delete it";
  }

  /// Commits with fresh secrets.
  private DatasetOpening begin() throws RefusedException, VerificationException, IOException {
    DatasetManifest old = original.manifest();
    for (ManifestPart part : old.parts()) {
      requireRun(geometry(old, part));
      original.ledger().requireOpening(part.name(), purpose);
    }
    OpeningSecrets secrets =
        original
            .secrets()
            .again(purpose == CreditPurpose.COPY ? Optional.empty() : original.secrets().records());
    Path folder = staging.file(DatasetFolder.OPENING);
    AtomicFiles.createPrivateFolder(folder);
    List<ManifestPart> parts = new ArrayList<>();
    for (ManifestPart part : old.parts()) {
      options.progress().report("commit " + part.name(), 0, 1);
      PartCells own = original.records(part.name());
      Geometry geometry = geometry(old, part);
      CommittedColumns columns = DatasetOpening.commit(old.schema(), geometry, own, secrets);
      DatasetOpening.writeRecords(folder, own);
      parts.add(
          ManifestPart.of(
              part.name(),
              part.rows(),
              columns.root(),
              geometry,
              columns.columns(),
              part.records()));
    }
    DatasetManifest manifest =
        new DatasetManifest(
            old.schema(),
            old.version() + 1,
            Optional.of(old.digest()),
            old.limb(),
            parts,
            List.of(),
            options.created());
    original.copyHistory(folder);
    return DatasetOpening.create(folder, manifest, secrets);
  }

  /// Nothing is opened for a commitment that nobody could use.
  private static void requireRun(Geometry geometry) {
    if (geometry.openings() < LEAST_OPENINGS) {
      throw new IllegalArgumentException(
          "renewals and copies need at least %d openings (the dataset proof, the proof that the"
                  .formatted(LEAST_OPENINGS)
              + " cells are the same, one run, two reserved), not %d: choose more with --openings"
                  .formatted(geometry.openings()));
    }
  }

  private Geometry geometry(DatasetManifest old, ManifestPart part) {
    if (options.openings().isEmpty()) {
      return part.geometry();
    }
    int largest = old.parts().stream().mapToInt(ManifestPart::rows).max().orElseThrow();
    return CommitmentGeometry.of(largest, old.schema().featureCount(), options.openings());
  }

  /// The dataset proof of a part.
  private void proveRanges(DatasetOpening copy, ManifestPart part, CommittedColumns columns)
      throws RefusedException, VerificationException, IOException {
    DatasetManifest manifest = copy.manifest();
    Path file = staging.file(DatasetFolder.proofName(part.name()));
    if (Files.exists(file)) {
      byte[] proof = Files.readAllBytes(file);
      DatasetProofs.verify(manifest, part, proof);
      copy.ledger()
          .charge(
              part.name(),
              OpeningEntries.of(manifest.digest().bytes(), proof, RunPlan.DATA),
              CreditPurpose.DATASET_PROOF);
    } else {
      DatasetProver.prove(
          manifest,
          copy.records(part.name()),
          columns,
          copy.ledger(),
          proof -> AtomicFiles.write(file, proof),
          options.progress());
    }
  }

  /// The copy proof of a part.
  private void proveSame(
      DatasetOpening copy, ManifestPart part, CommittedColumns columns, Path file)
      throws RefusedException, VerificationException, IOException {
    Digest document = copy.manifest().digest();
    CopyProver prover =
        new CopyProver(
            part.name(),
            original.commitment(part.name()),
            columns,
            original.ledger(),
            copy.ledger(),
            purpose);
    if (Files.exists(file)) {
      prover.charge(document, Files.readAllBytes(file));
    } else {
      prover.prove(
          CopyProofs.run(
              copy.manifest().schema(), original.manifest().part(part.name()).orElseThrow(), part),
          document,
          proof -> AtomicFiles.write(file, proof),
          options.progress());
    }
  }
}
