package io.hallmark.provenance.dataset;

import io.hallmark.document.Progress;
import io.hallmark.learning.relation.DatasetRelation;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.Multiplicities;
import io.hallmark.proof.argument.ProverEnvironment;
import io.hallmark.proof.argument.RunProver;
import io.hallmark.proof.argument.WitnessSource;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.OpeningRefused;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;

/// Makes the proofs that [DatasetProofs] verifies.
final class DatasetProver {
  private DatasetProver() {}

  /// Where a finished proof goes.
  @FunctionalInterface
  interface Store {
    /// Makes the proof durable before it returns.
    void store(byte[] proof) throws IOException;
  }

  /// Proves one part, charging its ledger.
  ///
  /// @param columns the commitment of the part
  /// @param store where the proof goes before the ledger is charged
  /// @throws RefusedException if the ledger refuses
  /// @throws IOException if storing or charging fails
  static void prove(
      DatasetManifest manifest,
      PartCells cells,
      CommittedColumns columns,
      CreditLedger ledger,
      Store store,
      Progress progress)
      throws RefusedException, VerificationException, IOException {
    ManifestPart part = manifest.part(cells.name()).orElseThrow();
    try {
      RunIndex run = RunIndex.of(DatasetProofs.run(manifest, part));
      Map<String, CommittedColumns> older = Map.of(RunPlan.DATA, columns);
      WitnessSource witness =
          Multiplicities.fill(
              run,
              WitnessSource.of(
                  DatasetRelation.witness(
                      DataShapes.range(manifest.schema(), manifest.limb()),
                      DataShapes.samples(manifest.schema(), cells),
                      DataShapes.tags(manifest.schema(), cells))),
              older);
      String phase = "prove " + cells.name() + ": ";
      ProverEnvironment environment =
          ProverEnvironment.of(
              Map.of(RunPlan.DATA, ledger.book(cells.name(), CreditPurpose.DATASET_PROOF)),
              Set.of(),
              proof -> {
                try {
                  store.store(proof);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              },
              (name, done, total) -> progress.report(phase + name, done, total));
      RunProver.prove(
          run,
          DatasetProofs.parameters(part),
          witness,
          older,
          manifest.proofContext(part).bytes(),
          environment);
    } catch (OpeningRefused e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (ProofException e) {
      throw new IllegalStateException("an honest dataset proof failed: " + e.getMessage(), e);
    }
  }
}
