package io.hallmark.provenance.dataset;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.AtomicFiles.Access;
import io.hallmark.document.Digest;
import io.hallmark.document.FolderLock;
import io.hallmark.learning.relation.DataColumns;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The folder of an index: what answers requests about a data set. It holds digests, no records and
/// no record secret, and a ledger of its own.
///
/// Files: `index.json`, and `original/` with the manifest of the data set and the proofs
/// `PART.copy`, all public; private in `opening/`: `manifest.json`, `secrets.json`, `PART.digests`,
/// `credits.log`.
public final class IndexOpening {
  /// Name of the public document.
  public static final String INDEX = "index.json";

  private static final String MANIFEST = "manifest.json";
  private static final String SECRETS = "secrets.json";
  private static final String DIGESTS = ".digests";
  private static final String CREDITS = "credits.log";

  private final Path folder;
  private final DatasetManifest original;
  private final IndexDocument document;
  private final OpeningSecrets secrets;

  private IndexOpening(
      Path folder, DatasetManifest original, IndexDocument document, OpeningSecrets secrets) {
    this.folder = folder;
    this.original = original;
    this.document = document;
    this.secrets = secrets;
  }

  /// Opens the folder of an index; digests are read when they are asked for.
  ///
  /// @param index the folder, with its `opening/`
  /// @throws VerificationException if a document cannot be read
  /// @throws IOException if a file is missing
  public static IndexOpening open(Path index) throws VerificationException, IOException {
    Path folder = index.resolve(DatasetFolder.OPENING);
    DatasetManifest original = DatasetManifest.read(Files.readAllBytes(folder.resolve(MANIFEST)));
    IndexDocument document =
        IndexDocument.read(
            Files.readAllBytes(folder.resolve(INDEX)), original, DatasetLimits.DEFAULT);
    byte[] secrets = Files.readAllBytes(folder.resolve(SECRETS));
    try {
      return new IndexOpening(folder, original, document, OpeningSecrets.read(secrets));
    } finally {
      Arrays.fill(secrets, (byte) 0);
    }
  }

  /// Whether a folder was written to its end: its ledger, the last file, has begun.
  static boolean isComplete(Path index) throws IOException {
    return CreditLedger.hasBegun(index.resolve(DatasetFolder.OPENING).resolve(CREDITS));
  }

  /// Writes the private folder, which does not exist yet.
  static IndexOpening create(
      Path index,
      DatasetManifest original,
      IndexDocument document,
      OpeningSecrets secrets,
      Map<String, long[][]> digests)
      throws IOException {
    Path folder = index.resolve(DatasetFolder.OPENING);
    AtomicFiles.createPrivateFolder(folder);
    writeNew(folder.resolve(MANIFEST), original.write());
    writeNew(folder.resolve(INDEX), document.write());
    byte[] secret = secrets.write();
    writeNew(folder.resolve(SECRETS), secret);
    Arrays.fill(secret, (byte) 0);
    for (Map.Entry<String, long[][]> part : digests.entrySet()) {
      AtomicFiles.writeNew(
          folder.resolve(part.getKey() + DIGESTS),
          Access.OWNER_ONLY,
          out -> DigestsFile.write(part.getValue(), out));
    }
    SortedMap<String, Geometry> geometries = new TreeMap<>();
    document.parts().forEach(part -> geometries.put(part.name(), part.geometry()));
    CreditLedger.create(folder.resolve(CREDITS), geometries);
    return new IndexOpening(folder, original, document, secrets);
  }

  private static void writeNew(Path file, byte[] content) throws IOException {
    AtomicFiles.writeNew(file, Access.OWNER_ONLY, out -> out.write(content));
  }

  /// The public document.
  public IndexDocument document() {
    return document;
  }

  /// The manifest of the data set that it is an index of.
  public DatasetManifest original() {
    return original;
  }

  /// The opening ledger.
  public CreditLedger ledger() {
    return new CreditLedger(
        folder.resolve(CREDITS),
        "make another index of the data set (hallmark dataset index, with --openings for more"
            + " answers)");
  }

  /// Keeps every other process, and every other user in this one, out of the folder.
  ///
  /// @param purpose what for, shown to whoever comes second
  /// @throws FolderLock.Busy if it is taken
  /// @throws IOException if the lock file cannot be made
  public FolderLock lock(String purpose) throws IOException {
    return FolderLock.acquire(folder, purpose);
  }

  /// The digests of a part: per committed column, in the order of [ManifestPart#columns()], a limb
  /// per record.
  ///
  /// @throws IllegalArgumentException if there is no such part
  /// @throws VerificationException.Malformed if the file is not of this part
  /// @throws IOException if it cannot be read
  public long[][] digests(String part) throws VerificationException.Malformed, IOException {
    ManifestPart published = published(part);
    return DigestsFile.read(
        folder.resolve(part + DIGESTS), published.columns().size(), published.rows());
  }

  /// The commitment of a part, made again from digests and secret.
  ///
  /// @throws IllegalArgumentException if there is no such part
  /// @throws VerificationException.Malformed if the folder holds other digests or another secret
  /// @throws IOException if a file cannot be read
  public CommittedColumns commitment(String part)
      throws VerificationException.Malformed, IOException {
    ManifestPart published = published(part);
    CommittedColumns columns =
        commit(original.schema(), published.geometry(), part, digests(part), secrets);
    if (!Digest.of(columns.descriptor()).equals(published.descriptor())) {
      throw new VerificationException.Malformed(
          folder + ": digests or secrets of part " + part + " are not those of the index");
    }
    return columns;
  }

  /// Commits to the digests of a part.
  static CommittedColumns commit(
      DatasetSchema schema,
      Geometry geometry,
      String part,
      long[][] digests,
      OpeningSecrets secrets) {
    List<String> names = DataShapes.digestColumns(schema);
    Map<String, Cells> cells = new LinkedHashMap<>();
    for (int k = 0; k < digests.length; k++) {
      cells.put(names.get(k), Cells.ofSigned(digests[k]));
    }
    return secrets.withCommitment(
        part,
        secret ->
            CommittedColumns.commit(
                geometry, DataColumns.tagShapes(names, digests[0].length), cells, secret));
  }

  private ManifestPart published(String part) {
    return document.parts().stream()
        .filter(p -> p.name().equals(part))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no part " + part));
  }
}
