package io.hallmark.provenance.dataset;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.AtomicFiles.Access;
import io.hallmark.document.Digest;
import io.hallmark.document.FolderLock;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The private folder of a data set: the encoded records, the secrets and the opening ledger. Who
/// holds it can open the commitments, so only its owner may read it, and it is never copied: a
/// second holder gets a copy commitment of its own.
///
/// Files: `manifest.json` (a copy of the published one), `secrets.json`, `SHARD.records`,
/// `credits.log`, and `versions/N.json`, the manifests of earlier versions. `manifest.json` says
/// which version there is; what secrets, ledger and records hold beyond it was left by a killed
/// process and counts for nothing.
public final class DatasetOpening {
  private static final String MANIFEST = "manifest.json";
  private static final String SECRETS = "secrets.json";
  private static final String RECORDS = ".records";
  private static final String CREDITS = "credits.log";
  private static final String VERSIONS = "versions";

  private final Path folder;
  private final DatasetManifest manifest;
  private final OpeningSecrets secrets;

  private DatasetOpening(Path folder, DatasetManifest manifest, OpeningSecrets secrets) {
    this.folder = folder;
    this.manifest = manifest;
    this.secrets = secrets;
  }

  /// Opens a folder at its last version; records are read when they are asked for.
  ///
  /// @throws VerificationException if manifest or secrets cannot be read
  /// @throws IOException if a file is missing
  public static DatasetOpening open(Path folder) throws VerificationException, IOException {
    return open(folder, DatasetManifest.read(Files.readAllBytes(folder.resolve(MANIFEST))));
  }

  /// Opens a folder at the version with this manifest.
  ///
  /// @throws VerificationException if manifest or secrets cannot be read
  /// @throws VerificationException.Rejected `INTENT_MANIFEST` if there is no such version
  /// @throws IOException if a file is missing
  public static DatasetOpening open(Path folder, Digest manifest)
      throws VerificationException, IOException {
    DatasetOpening last = open(folder);
    DatasetManifest found = last.manifest;
    for (int v = found.version() - 1; v >= 1 && !found.digest().equals(manifest); v--) {
      Path earlier = last.versionFile(v);
      if (!Files.exists(earlier)) {
        break;
      }
      found = DatasetManifest.read(Files.readAllBytes(earlier));
    }
    if (!found.digest().equals(manifest)) {
      throw new VerificationException.Rejected(
          "INTENT_MANIFEST", folder + " holds no version with the manifest " + manifest.hex());
    }
    return open(folder, found);
  }

  private static DatasetOpening open(Path folder, DatasetManifest manifest)
      throws VerificationException, IOException {
    byte[] secrets = Files.readAllBytes(folder.resolve(SECRETS));
    try {
      return new DatasetOpening(
          folder, manifest, OpeningSecrets.read(secrets).upTo(manifest.version()));
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

  /// Finishes a folder that has records and no manifest yet.
  static DatasetOpening create(Path folder, DatasetManifest manifest, OpeningSecrets secrets)
      throws IOException {
    byte[] published = manifest.write();
    AtomicFiles.writeNew(folder.resolve(MANIFEST), Access.OWNER_ONLY, out -> out.write(published));
    writeSecrets(folder, secrets);
    CreditLedger.create(folder.resolve(CREDITS), geometries(manifest.parts()));
    return new DatasetOpening(folder, manifest, secrets);
  }

  /// Stores records of a shard, for now without being read.
  static void writeRecords(Path folder, PartCells cells) throws IOException {
    AtomicFiles.write(
        folder.resolve(cells.name() + RECORDS),
        Access.OWNER_ONLY,
        out -> RecordsFile.write(cells, out));
  }

  private static void writeSecrets(Path folder, OpeningSecrets secrets) throws IOException {
    byte[] secret = secrets.write();
    AtomicFiles.writePrivate(folder.resolve(SECRETS), secret);
    Arrays.fill(secret, (byte) 0);
  }

  private static SortedMap<String, Geometry> geometries(List<ManifestPart> parts) {
    SortedMap<String, Geometry> out = new TreeMap<>();
    parts.forEach(part -> out.put(part.name(), part.geometry()));
    return out;
  }

  /// Stores secrets and credits of the shards that a next version adds, and opens the folder as if
  /// it were that version. It becomes it by [#becomeVersion()].
  DatasetOpening prepare(DatasetManifest next, OpeningSecrets more)
      throws RefusedException, VerificationException.Malformed, IOException {
    ledger().add(geometries(next.added()));
    writeSecrets(folder, more);
    return new DatasetOpening(folder, next, more);
  }

  /// Erases records and secrets of shards that this version has no more: their commitments can be
  /// opened no more, and what was proven of them stays proven.
  void erase(List<String> removed) throws IOException {
    OpeningSecrets rest = secrets;
    for (String name : removed) {
      Files.deleteIfExists(folder.resolve(name + RECORDS));
      rest = rest.withoutShard(name);
    }
    writeSecrets(folder, rest);
  }

  /// Erases what a process that was killed left of shards that a version removed.
  void eraseRemoved() throws VerificationException, IOException {
    List<String> left = new ArrayList<>();
    for (DatasetManifest version : history()) {
      for (String name : version.removed()) {
        if (secrets.holds(name) || Files.exists(folder.resolve(name + RECORDS))) {
          left.add(name);
        }
      }
    }
    if (!left.isEmpty()) {
      erase(left);
    }
  }

  /// Makes the folder one of this version, in one step: the manifest of the version before is
  /// filed, then replaced.
  void becomeVersion() throws IOException {
    Path old = versionFile(manifest.version() - 1);
    AtomicFiles.createPrivateFolder(folder.resolve(VERSIONS));
    byte[] before = Files.readAllBytes(folder.resolve(MANIFEST));
    AtomicFiles.writePrivate(old, before);
    AtomicFiles.writePrivate(folder.resolve(MANIFEST), manifest.write());
  }

  /// The manifests of this version and of those before it that are here, in ascending order, each
  /// checked to follow the one before.
  ///
  /// @throws VerificationException if one cannot be read, or does not follow
  /// @throws IOException if one cannot be read
  List<DatasetManifest> history() throws VerificationException, IOException {
    List<DatasetManifest> out = new ArrayList<>(List.of(manifest));
    for (int v = manifest.version() - 1; v >= 1 && Files.exists(versionFile(v)); v--) {
      out.addFirst(DatasetManifest.read(Files.readAllBytes(versionFile(v))));
    }
    DatasetHistory.check(out);
    return out;
  }

  /// Files the manifests of this version and of those before it in the folder of a fresh commitment
  /// to the same records, as its earlier versions.
  void copyHistory(Path fresh) throws VerificationException, IOException {
    Path versions = fresh.resolve(VERSIONS);
    AtomicFiles.createPrivateFolder(versions);
    for (DatasetManifest version : history()) {
      AtomicFiles.writePrivate(versions.resolve(version.version() + ".json"), version.write());
    }
  }

  private Path versionFile(int version) {
    return folder.resolve(VERSIONS).resolve(version + ".json");
  }

  /// The folder.
  public Path folder() {
    return folder;
  }

  /// The owner's own copy of the manifest.
  public DatasetManifest manifest() {
    return manifest;
  }

  /// What the sources were when they were ingested, in order.
  public List<SourceFile> sources() {
    return secrets.sources().stream().map(OpenedSource::file).toList();
  }

  OpeningSecrets secrets() {
    return secrets;
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

  /// The encoded records of a shard.
  ///
  /// @throws IllegalArgumentException if there is no such shard
  /// @throws VerificationException.Malformed if the file is not of this part
  /// @throws IOException if it cannot be read
  public PartCells records(String part) throws VerificationException.Malformed, IOException {
    return RecordsFile.read(folder.resolve(part + RECORDS), published(part), manifest.schema());
  }

  /// The records of a shard as the trainer reads them.
  ///
  /// @throws IllegalArgumentException if there is no such shard
  /// @throws VerificationException.Malformed if the file is not of this shard
  /// @throws IOException if it cannot be read
  public SampleTable shardSamples(String shard)
      throws VerificationException.Malformed, IOException {
    return DataShapes.samples(manifest.schema(), records(shard));
  }

  /// The records of all shards of a part, in order, as the trainer reads them.
  ///
  /// @param part `train` or `test`
  /// @throws IllegalArgumentException if there is no such part
  /// @throws VerificationException.Malformed if a file is not of its shard
  /// @throws IOException if one cannot be read
  public SampleTable samples(String part) throws VerificationException.Malformed, IOException {
    List<SampleTable> tables = new ArrayList<>();
    for (ManifestPart shard : manifest.shards(part)) {
      tables.add(shardSamples(shard.name()));
    }
    if (tables.isEmpty()) {
      throw new IllegalArgumentException("no part " + part);
    }
    return SampleTable.concatenated(tables);
  }

  /// Where the records of a shard stand in the sources, in the order of the records.
  ///
  /// @throws IllegalArgumentException if there is no such shard
  public List<RecordPlace> places(String shard) {
    ManifestPart part = published(shard);
    ShardRows rows = secrets.rows(shard);
    OpenedSource source = secrets.sources().get(rows.source());
    SplitRule split = manifest.schema().split();
    boolean isTest = part.part().equals(Ingestion.TEST);
    List<RecordPlace> out = new ArrayList<>();
    for (long row : rows.rows(r -> split.isTest(source.first() + r) == isTest)) {
      out.add(new RecordPlace(shard, out.size(), source.file().name(), row, source.first() + row));
    }
    return List.copyOf(out);
  }

  /// The commitment of a shard, made again from records and secret.
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

  /// Commits to the records of a shard.
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
