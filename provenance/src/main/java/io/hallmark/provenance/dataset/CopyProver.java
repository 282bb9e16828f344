package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import io.hallmark.document.Progress;
import io.hallmark.learning.relation.DatasetRelation;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.ProverEnvironment;
import io.hallmark.proof.argument.RunProver;
import io.hallmark.proof.argument.WitnessSource;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.commitment.OpeningRefused;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes the proofs that [CopyProofs] verifies. A proof is stored before the ledgers of both
/// commitments are charged; one that was stored when its process died is charged by [#charge].
///
/// @param part name of the part
/// @param original the commitment that is copied
/// @param copy the fresh one
/// @param originalLedger ledger of the original
/// @param copyLedger ledger of the copy
/// @param purpose what the original is opened for: a copy or a renewal
record CopyProver(
    String part,
    CommittedColumns original,
    CommittedColumns copy,
    CreditLedger originalLedger,
    CreditLedger copyLedger,
    CreditPurpose purpose) {

  /// Proves that both hold the same cells, and charges both.
  ///
  /// @param run the run of the two commitments
  /// @param document digest of the copy's document
  /// @param store where the proof goes before the ledgers are charged
  /// @throws RefusedException if a ledger refuses
  /// @throws IOException if storing or charging fails
  void prove(Run run, Digest document, DatasetProver.Store store, Progress progress)
      throws RefusedException, VerificationException, IOException {
    try {
      boolean renews = purpose.usesReserve();
      ProverEnvironment environment =
          ProverEnvironment.of(
              Map.of(RunPlan.DATA, originalBook(), DatasetRelation.COPY, copyBook()),
              renews ? Set.of(RunPlan.DATA) : Set.of(),
              proof -> {
                try {
                  store.store(proof);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              },
              (name, done, total) -> progress.report("copy " + part + ": " + name, done, total));
      RunProver.prove(
          RunIndex.of(run),
          CopyProofs.parameters(run),
          WitnessSource.of(List.of(Map.of())),
          Map.of(RunPlan.DATA, original, DatasetRelation.COPY, copy),
          document.bytes(),
          environment);
    } catch (OpeningRefused e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (ProofException e) {
      throw new IllegalStateException("an honest copy proof failed: " + e.getMessage(), e);
    }
  }

  /// Charges what a stored proof owes; an opening that was charged is not charged again.
  ///
  /// @throws RefusedException if a ledger refuses
  void charge(Digest document, byte[] proof)
      throws RefusedException, VerificationException, IOException {
    originalLedger.charge(part, OpeningEntries.of(document.bytes(), proof, RunPlan.DATA), purpose);
    copyLedger.charge(
        part, OpeningEntries.of(document.bytes(), proof, DatasetRelation.COPY), CreditPurpose.COPY);
  }

  private CreditBook originalBook() {
    return originalLedger.book(part, purpose);
  }

  private CreditBook copyBook() {
    return copyLedger.book(part, CreditPurpose.COPY);
  }
}
