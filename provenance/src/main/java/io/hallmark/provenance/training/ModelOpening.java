package io.hallmark.provenance.training;

import io.hallmark.document.AtomicFiles;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.relation.ModelColumns;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.provenance.certificate.ModelFile;
import io.hallmark.provenance.certificate.Safetensors;
import io.hallmark.provenance.dataset.CreditLedger;
import io.hallmark.provenance.dataset.CreditPurpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// The private side of a sealed model: its weights, the 32 fresh bytes of its commitment and its
/// ledger of openings, in a folder of their own that only the owner can enter. Every attempt at a
/// proof makes a fresh commitment in a fresh folder; the folder is named by the descriptor.
final class ModelOpening {
  private static final String LEDGER_NAME = "model";

  private final CommittedColumns commitment;
  private final CreditLedger ledger;

  private ModelOpening(CommittedColumns commitment, CreditLedger ledger) {
    this.commitment = commitment;
    this.ledger = ledger;
  }

  /// Commits to served weights and stores what opens the commitment.
  ///
  /// @param parent folder of the openings of a run's models
  /// @param fraction export fraction of the weights
  /// @throws IOException if the folder cannot be written
  static ModelOpening create(
      Path parent, Network network, ModelSnapshot served, int fraction, Geometry geometry)
      throws IOException {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    CommittedColumns commitment =
        CommittedColumns.commit(
            geometry, ModelColumns.shapes(network), ModelColumns.cells(served), secret);
    AtomicFiles.createPrivateFolder(parent);
    Path folder = parent.resolve(HexFormat.of().formatHex(commitment.descriptor(), 0, 8));
    AtomicFiles.createPrivateFolder(folder);
    AtomicFiles.writePrivate(
        folder.resolve("weights.safetensors"),
        Safetensors.write(ModelFile.tensors(served, fraction)));
    AtomicFiles.writePrivate(folder.resolve("secret"), secret);
    Path ledgerFile = folder.resolve("ledger");
    Files.deleteIfExists(ledgerFile);
    CreditLedger ledger =
        CreditLedger.create(ledgerFile, new TreeMap<>(Map.of(LEDGER_NAME, geometry)));
    return new ModelOpening(commitment, ledger);
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
    Path folder = parent.resolve(HexFormat.of().formatHex(descriptor, 0, 8));
    return new CreditLedger(folder.resolve("ledger")).book(LEDGER_NAME, CreditPurpose.RUN);
  }
}
