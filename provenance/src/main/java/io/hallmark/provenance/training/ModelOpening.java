package io.hallmark.provenance.training;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.relation.ModelColumns;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.OpeningBudget;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.certificate.ModelFile;
import io.hallmark.provenance.certificate.Safetensors;
import io.hallmark.provenance.dataset.CreditLedger;
import io.hallmark.provenance.dataset.CreditPurpose;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The private side of a sealed model: its weights, the 32 fresh bytes of its commitment and its
/// ledger of openings, in a folder of their own that only the owner can enter. Every proof has a
/// commitment of its own; an attempt that goes on keeps the one it began with. The folder is named
/// by the descriptor.
final class ModelOpening {
  private static final String LEDGER_NAME = "model";
  private static final int SECRET_BYTES = 32;
  private static final String REMEDY =
      "a sealed model can be the parent of so many runs only: start from another one, or reveal it"
          + " (hallmark model reveal) and start from its public weights";

  private static final String WEIGHTS = "weights.safetensors";
  private static final String SECRET = "secret";
  private static final String LEDGER = "ledger";

  private final ModelSnapshot served;
  private final CommittedColumns commitment;
  private final CreditLedger ledger;

  private ModelOpening(ModelSnapshot served, CommittedColumns commitment, CreditLedger ledger) {
    this.served = served;
    this.commitment = commitment;
    this.ledger = ledger;
  }

  /// Commits to served weights and stores what opens the commitment.
  ///
  /// @param parent folder of the openings of a run's models
  /// @param fraction export fraction of the weights
  /// @throws IOException if the folder cannot be written
  private static ModelOpening create(
      Path parent, Network network, ModelSnapshot served, int fraction, Geometry geometry)
      throws IOException {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    CommittedColumns commitment =
        CommittedColumns.commit(
            geometry, ModelColumns.shapes(network), ModelColumns.cells(served), secret);
    AtomicFiles.createPrivateFolder(parent);
    Path folder = folder(parent, commitment.descriptor());
    AtomicFiles.createPrivateFolder(folder);
    CreditLedger ledger =
        CreditLedger.create(folder.resolve(LEDGER), new TreeMap<>(Map.of(LEDGER_NAME, geometry)));
    AtomicFiles.writePrivate(
        folder.resolve(WEIGHTS), Safetensors.write(ModelFile.tensors(served, fraction)));
    AtomicFiles.writePrivate(folder.resolve(SECRET), secret);
    Arrays.fill(secret, (byte) 0);
    return new ModelOpening(served, commitment, ledger);
  }

  /// The opening that an unfinished attempt made of these weights, or a new one. What else killed
  /// attempts left is deleted: openings of models that no proof ever named. A proof charges the
  /// ledger before it leaves, so a model whose ledger is whole and untouched is in no certificate;
  /// whatever is in doubt stays.
  ///
  /// @param parent folder of the openings of a run's models; nobody else is proving the run, and no
  ///   stored proof waits for its charges
  /// @param fraction export fraction of the weights
  /// @throws IOException if a folder cannot be read, written or deleted
  static ModelOpening obtain(
      Path parent, Network network, ModelSnapshot served, int fraction, Geometry geometry)
      throws IOException {
    ModelOpening found = null;
    for (Path folder : unused(parent)) {
      ModelOpening again = found == null ? again(folder, network, served, geometry) : null;
      if (again == null) {
        delete(folder);
      } else {
        found = again;
      }
    }
    return found == null ? create(parent, network, served, fraction, geometry) : found;
  }

  /// The opening in a folder, if it is one of these weights.
  private static @Nullable ModelOpening again(
      Path folder, Network network, ModelSnapshot served, Geometry geometry) throws IOException {
    Path file = folder.resolve(SECRET);
    if (!Files.isRegularFile(file) || Files.size(file) != SECRET_BYTES) {
      return null;
    }
    byte[] secret = Files.readAllBytes(file);
    CommittedColumns commitment =
        CommittedColumns.commit(
            geometry, ModelColumns.shapes(network), ModelColumns.cells(served), secret);
    Arrays.fill(secret, (byte) 0);
    boolean same =
        folder.getFileName().equals(folder(folder, commitment.descriptor()).getFileName());
    return same ? new ModelOpening(served, commitment, ledger(folder)) : null;
  }

  private static Path folder(Path parent, byte[] descriptor) {
    return parent.resolve(HexFormat.of().formatHex(descriptor, 0, 8));
  }

  /// Opens the commitment of a sealed parent.
  ///
  /// @param run the parent's run folder
  /// @throws VerificationException if there is no such folder, or it is that of another model
  /// @throws IOException if it cannot be read
  static ModelOpening open(ParentModel parent, Optional<Path> run)
      throws IOException, VerificationException {
    if (run.isEmpty()) {
      throw new VerificationException.Rejected(
          "PARENT_OPENING", "a sealed parent is opened from its own run folder: give --parent-run");
    }
    return open(
        RunFolder.at(run.get()).modelOpening(),
        parent.network(),
        parent.documents().program().exportFraction(),
        parent.geometry().geometry(),
        parent.sealed().orElseThrow().descriptor());
  }

  /// Opens the commitment of a finished run's sealed model, made again from weights and secret.
  ///
  /// @param parent folder of the openings of that run's models
  /// @param fraction export fraction of the weights
  /// @param geometry geometry of the commitment, as the run's statement has it
  /// @param descriptor its descriptor
  /// @throws VerificationException.Malformed if the folder holds other weights or another secret
  /// @throws IOException if the folder is missing or cannot be read
  static ModelOpening open(
      Path parent, Network network, int fraction, Geometry geometry, Digest descriptor)
      throws IOException, VerificationException.Malformed {
    Path folder = folder(parent, descriptor.bytes());
    Map<String, Safetensors.Tensor> tensors =
        Safetensors.read(Files.readAllBytes(folder.resolve(WEIGHTS)));
    byte[] secret = Files.readAllBytes(folder.resolve(SECRET));
    if (ModelFile.problem(tensors, network.tensors(), fraction) == null
        && secret.length == SECRET_BYTES) {
      ModelSnapshot served = ModelFile.integers(tensors, network.tensors(), fraction);
      CommittedColumns commitment =
          CommittedColumns.commit(
              geometry, ModelColumns.shapes(network), ModelColumns.cells(served), secret);
      Arrays.fill(secret, (byte) 0);
      if (Digest.of(commitment.descriptor()).equals(descriptor)) {
        return new ModelOpening(served, commitment, ledger(folder));
      }
    }
    throw new VerificationException.Malformed(
        folder + ": weights or secret are not those of the sealed model");
  }

  private static List<Path> unused(Path parent) throws IOException {
    List<Path> unused = new ArrayList<>();
    if (!Files.isDirectory(parent)) {
      return unused;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, "[0-9a-f]*")) {
      for (Path folder : folders) {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && isUnused(folder)) {
          unused.add(folder);
        }
      }
    }
    return unused;
  }

  private static void delete(Path folder) throws IOException {
    for (String name : List.of(SECRET, WEIGHTS, LEDGER)) {
      AtomicFiles.erase(folder.resolve(name));
    }
    try (DirectoryStream<Path> cut = Files.newDirectoryStream(folder, "*.tmp")) {
      for (Path file : cut) {
        AtomicFiles.erase(file);
      }
    }
    Files.delete(folder);
  }

  private static boolean isUnused(Path folder) throws IOException {
    if (!Files.exists(folder.resolve(LEDGER))) {
      return !Files.exists(folder.resolve(SECRET));
    }
    try {
      OpeningBudget budget = ledger(folder).budget(LEDGER_NAME);
      return !budget.frozen() && budget.charged().isEmpty() && budget.left() == budget.credits();
    } catch (VerificationException.Malformed e) {
      return false;
    }
  }

  private static CreditLedger ledger(Path folder) {
    return new CreditLedger(folder.resolve(LEDGER), REMEDY);
  }

  /// The committed weights: secret.
  ModelSnapshot served() {
    return served;
  }

  /// Refuses now what would be refused after a long proof.
  ///
  /// @throws RefusedException if one more opening is not allowed
  void requireOpening() throws RefusedException, VerificationException.Malformed, IOException {
    ledger.requireOpening(LEDGER_NAME, CreditPurpose.RUN);
  }

  /// Refuses a reveal that would be refused after its proof.
  ///
  /// @throws RefusedException if no opening is left, the reserved one included
  void requireReveal() throws RefusedException, VerificationException.Malformed, IOException {
    ledger.requireOpening(LEDGER_NAME, CreditPurpose.REVEAL);
  }

  /// The book that the proof of a reveal charges.
  CreditBook revealBook() {
    return ledger.book(LEDGER_NAME, CreditPurpose.REVEAL);
  }

  /// The commitment.
  CommittedColumns commitment() {
    return commitment;
  }

  /// The book that a run's proof charges.
  CreditBook book() {
    return ledger.book(LEDGER_NAME, CreditPurpose.RUN);
  }

  /// The book of the model that was committed with this descriptor.
  static CreditBook book(Path parent, byte[] descriptor) {
    return ledger(folder(parent, descriptor)).book(LEDGER_NAME, CreditPurpose.RUN);
  }
}
