package io.hallmark.provenance.dataset;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.AtomicFiles.Access;
import io.hallmark.document.Digest;
import io.hallmark.document.FolderLock;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The private folder of a data set: the encoded records, the secrets and the opening ledger. Who
/// holds it can open the commitments, so only its owner may read it, and it is never copied: a
/// second holder gets a copy commitment of its own.
///
/// Files: `manifest.json` (a copy of the published one), `secrets.json`, `PART.records`,
/// `credits.log`.
public final class DatasetOpening {
  private static final String MANIFEST = "manifest.json";
  private static final String SECRETS = "secrets.json";
  private static final String RECORDS = ".records";
  private static final String CREDITS = "credits.log";

  private final Path folder;
  private final DatasetManifest manifest;
  private final OpeningSecrets secrets;

  private DatasetOpening(Path folder, DatasetManifest manifest, OpeningSecrets secrets) {
    this.folder = folder;
    this.manifest = manifest;
    this.secrets = secrets;
  }

  /// Opens a folder; records are read when they are asked for.
  ///
  /// @throws VerificationException if manifest or secrets cannot be read
  /// @throws IOException if a file is missing
  public static DatasetOpening open(Path folder) throws VerificationException, IOException {
    DatasetManifest manifest = DatasetManifest.read(Files.readAllBytes(folder.resolve(MANIFEST)));
    byte[] secrets = Files.readAllBytes(folder.resolve(SECRETS));
    try {
      return new DatasetOpening(folder, manifest, OpeningSecrets.read(secrets));
    } finally {
      Arrays.fill(secrets, (byte) 0);
    }
  }

  /// Whether a folder was written to its end: its ledger, the last file, has begun.
  ///
  /// @throws IOException if it cannot be read
  static boolean isComplete(Path folder) throws IOException {
    return CreditLedger.hasBegun(folder.resolve(CREDITS));
  }

  /// Writes a folder that does not exist yet.
  static DatasetOpening create(
      Path folder, DatasetManifest manifest, OpeningSecrets secrets, List<PartCells> parts)
      throws IOException {
    AtomicFiles.createPrivateFolder(folder);
    byte[] published = manifest.write();
    AtomicFiles.writeNew(folder.resolve(MANIFEST), Access.OWNER_ONLY, out -> out.write(published));
    byte[] secret = secrets.write();
    AtomicFiles.writeNew(folder.resolve(SECRETS), Access.OWNER_ONLY, out -> out.write(secret));
    Arrays.fill(secret, (byte) 0);
    for (PartCells part : parts) {
      AtomicFiles.writeNew(
          folder.resolve(part.name() + RECORDS),
          Access.OWNER_ONLY,
          out -> RecordsFile.write(part, out));
    }
    SortedMap<String, Geometry> geometries = new TreeMap<>();
    manifest.parts().forEach(part -> geometries.put(part.name(), part.geometry()));
    CreditLedger.create(folder.resolve(CREDITS), geometries);
    return new DatasetOpening(folder, manifest, secrets);
  }

  /// The folder.
  public Path folder() {
    return folder;
  }

  /// The owner's own copy of the manifest.
  public DatasetManifest manifest() {
    return manifest;
  }

  /// What the source was when it was ingested.
  public SourceFile source() {
    return secrets.source();
  }

  /// The record secret; a copy for another holder has none.
  Optional<RecordSecret> recordSecret() {
    return secrets.records();
  }

  /// The opening ledger.
  public CreditLedger ledger() {
    return new CreditLedger(folder.resolve(CREDITS));
  }

  /// Keeps every other process, and every other user in this one, out of the folder.
  ///
  /// @param purpose what for, shown to whoever comes second
  /// @throws FolderLock.Busy if it is taken
  /// @throws IOException if the lock file cannot be made
  public FolderLock lock(String purpose) throws IOException {
    return FolderLock.acquire(folder, purpose);
  }

  /// The encoded records of a part.
  ///
  /// @throws IllegalArgumentException if there is no such part
  /// @throws VerificationException.Malformed if the file is not of this part
  /// @throws IOException if it cannot be read
  public PartCells records(String part) throws VerificationException.Malformed, IOException {
    return RecordsFile.read(folder.resolve(part + RECORDS), published(part), manifest.schema());
  }

  /// The records of a part as the trainer reads them.
  ///
  /// @throws IllegalArgumentException if there is no such part
  /// @throws VerificationException.Malformed if the file is not of this part
  /// @throws IOException if it cannot be read
  public SampleTable samples(String part) throws VerificationException.Malformed, IOException {
    return DataShapes.samples(manifest.schema(), records(part));
  }

  /// The commitment of a part, made again from records and secret.
  ///
  /// @throws IllegalArgumentException if there is no such part
  /// @throws VerificationException.Malformed if the folder holds other records or another secret
  ///   than the manifest commits to
  /// @throws IOException if a file cannot be read
  public CommittedColumns commitment(String part)
      throws VerificationException.Malformed, IOException {
    ManifestPart published = published(part);
    CommittedColumns columns =
        commit(manifest.schema(), published.geometry(), records(part), secrets);
    if (!Digest.of(columns.descriptor()).equals(published.descriptor())) {
      throw new VerificationException.Malformed(
          folder + ": records or secrets of part " + part + " are not those of the manifest");
    }
    return columns;
  }

  /// Commits to the records of a part.
  static CommittedColumns commit(
      DatasetSchema schema, Geometry geometry, PartCells part, OpeningSecrets secrets) {
    return secrets.withCommitment(
        part.name(),
        secret ->
            CommittedColumns.commit(
                geometry,
                DataShapes.of(schema, part.rows()),
                DataShapes.cells(schema, part),
                secret));
  }

  private ManifestPart published(String part) {
    return manifest.part(part).orElseThrow(() -> new IllegalArgumentException("no part " + part));
  }
}
