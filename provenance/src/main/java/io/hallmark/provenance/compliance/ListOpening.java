package io.hallmark.provenance.compliance;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.AtomicFiles.Access;
import io.hallmark.document.Digest;
import io.hallmark.document.FolderLock;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.dataset.CreditLedger;
import io.hallmark.provenance.dataset.CreditPurpose;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.policy.EntryList;
import io.hallmark.provenance.policy.ListDocument;
import io.hallmark.provenance.policy.ListRelation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The folder of a private list, for its holder: who has it can open the commitment.
///
/// Files: `list.json` (the document) and `list.proof` (the list proof), both public; private in
/// `opening/`: `list.json`, `entries.txt`, `secret`, `credits.log`.
public final class ListOpening {
  /// Name of the public document.
  public static final String LIST = "list.json";

  /// Name of the list proof.
  public static final String PROOF = "list.proof";

  private static final String ENTRIES = "entries.txt";
  private static final String SECRET = "secret";
  private static final String CREDITS = "credits.log";
  private static final String PART = "list";
  private static final int SECRET_BYTES = 32;
  private static final String REMEDY =
      "make the list again (hallmark list make --private, with --openings for more proofs)";

  private final Path folder;
  private final PrivateListDocument document;
  private final EntryList entries;

  private ListOpening(Path folder, PrivateListDocument document, EntryList entries) {
    this.folder = folder;
    this.document = document;
    this.entries = entries;
  }

  /// Opens the folder of a private list.
  ///
  /// @throws VerificationException if a file cannot be read or is another list's
  /// @throws IOException if a file is missing
  static ListOpening open(Path list) throws IOException, VerificationException {
    Path folder = list.resolve(DatasetFolder.OPENING);
    PrivateListDocument document =
        PrivateListDocument.read(Files.readAllBytes(folder.resolve(LIST)), Limits.DEFAULT);
    EntryList entries =
        ListDocument.entries(Files.readAllBytes(folder.resolve(ENTRIES)), document.limbs());
    if (entries.size() != document.entries()) {
      throw new VerificationException.Malformed(folder + ": another number of entries");
    }
    return new ListOpening(folder, document, entries);
  }

  /// Reads the folder of a private list, as `policy prove` is given it.
  ///
  /// @throws VerificationException if a file cannot be read
  /// @throws IOException if a file is missing
  public static PolicyList.Private read(Path list) throws IOException, VerificationException {
    ListOpening opening = open(list);
    byte[] proof = Files.readAllBytes(list.resolve(PROOF));
    return new PolicyList.Private(opening.document, proof, Optional.of(opening));
  }

  /// Commits to a list and writes the private folder, which does not exist yet.
  ///
  /// @param list the folder of the list
  static ListOpening create(Path list, ListDocument of, EntryList entries, Geometry geometry)
      throws IOException {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    CommittedColumns columns = commit(geometry, entries, secret);
    PrivateListDocument document = PrivateListDocument.of(of, columns.root(), geometry);
    Path folder = list.resolve(DatasetFolder.OPENING);
    AtomicFiles.createPrivateFolder(folder);
    write(folder.resolve(LIST), document.write());
    write(folder.resolve(ENTRIES), ListDocument.file(entries));
    write(folder.resolve(SECRET), secret);
    Arrays.fill(secret, (byte) 0);
    CreditLedger.create(folder.resolve(CREDITS), new TreeMap<>(Map.of(PART, geometry)));
    return new ListOpening(folder, document, entries);
  }

  private static void write(Path file, byte[] content) throws IOException {
    AtomicFiles.writeNew(file, Access.OWNER_ONLY, out -> out.write(content));
  }

  private static CommittedColumns commit(Geometry geometry, EntryList entries, byte[] secret) {
    return CommittedColumns.commit(
        geometry,
        ListRelation.shapes(entries.size(), entries.width()),
        ListRelation.cells(entries),
        secret);
  }

  /// The public document.
  public PrivateListDocument document() {
    return document;
  }

  /// The entries: secret.
  EntryList entries() {
    return entries;
  }

  /// Keeps every other process out of the folder.
  FolderLock lock(String purpose) throws IOException {
    return FolderLock.acquire(folder, purpose);
  }

  /// The commitment, made again from entries and secret.
  ///
  /// @throws VerificationException.Malformed if the folder holds other entries or another secret
  CommittedColumns commitment() throws IOException, VerificationException.Malformed {
    byte[] secret = Files.readAllBytes(folder.resolve(SECRET));
    if (secret.length == SECRET_BYTES) {
      CommittedColumns columns = commit(document.geometry(), entries, secret);
      Arrays.fill(secret, (byte) 0);
      if (Digest.of(columns.descriptor()).equals(document.descriptor())) {
        return columns;
      }
    }
    throw new VerificationException.Malformed(
        folder + ": entries or secret are not those of the private list");
  }

  /// Refuses now what would be refused after a long proof.
  ///
  /// @throws RefusedException if one more opening is not allowed
  void requireOpening(CreditPurpose purpose)
      throws RefusedException, VerificationException.Malformed, IOException {
    ledger().requireOpening(PART, purpose);
  }

  /// The book that a proof charges.
  CreditBook book(CreditPurpose purpose) {
    return ledger().book(PART, purpose);
  }

  private CreditLedger ledger() {
    return new CreditLedger(folder.resolve(CREDITS), REMEDY);
  }
}
