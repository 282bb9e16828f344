package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.commitment.OpeningEntry;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.dataset.CreditPurpose;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.dataset.OpeningEntries;
import io.hallmark.provenance.training.RunStatement.Model;
import io.hallmark.provenance.training.RunStatement.PartLink;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A verified certificate between being stored and leaving: its container, and the charges that it
/// still owes if the process died in between.
final class PendingCertificate {
  private PendingCertificate() {}

  /// The container of a proof.
  ///
  /// @param weights the weights file of a released model
  static HallmarkBundle bundle(
      TrainingJob job,
      DsseEnvelope certificate,
      byte[] proof,
      List<ManifestPart> parts,
      Optional<byte[]> weights)
      throws IOException, VerificationException {
    RunFolder folder = job.folder();
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put(HallmarkBundle.STATEMENT, certificate.write());
    members.put(HallmarkBundle.MANIFEST, job.manifest().write());
    members.put(HallmarkBundle.PROGRAM, job.program().canonicalBytes());
    members.put(HallmarkBundle.INTENT, job.intent().write());
    members.put(HallmarkBundle.INTENT_TRAINER, folder.bytes(HallmarkBundle.INTENT_TRAINER));
    if (job.intent().grade() == SeedGrade.COMMITTED) {
      members.put(HallmarkBundle.INTENT_SEED, folder.bytes(HallmarkBundle.INTENT_SEED));
    }
    if (job.intent().grade() == SeedGrade.BEACON) {
      members.put(HallmarkBundle.INTENT_EVENT, folder.bytes(HallmarkBundle.INTENT_EVENT));
      members.put(HallmarkBundle.INTENT_LOG_PROOF, folder.bytes(HallmarkBundle.INTENT_LOG_PROOF));
    }
    members.put(HallmarkBundle.RUN_PROOF, proof);
    Map<String, byte[]> datasetProofs = job.datasetProofs();
    for (ManifestPart part : parts) {
      byte[] own = datasetProofs.get(part.name());
      if (own != null) {
        members.put(HallmarkBundle.datasetProof(part.name()), own);
      }
    }
    int number = 0;
    for (byte[] authority : job.certificates()) {
      members.put(HallmarkBundle.authority(number++), authority);
    }
    if (job.parent() != null) {
      members.put(HallmarkBundle.PARENT, folder.bytes(HallmarkBundle.PARENT));
    }
    int policies = 0;
    for (byte[] policy : job.policyProofs()) {
      members.put(HallmarkBundle.policyBundle(policies++), policy);
    }
    int originals = 0;
    for (HallmarkBundle original : job.originals()) {
      members.put(HallmarkBundle.original(originals++), original.write());
    }
    weights.ifPresent(file -> members.put(HallmarkBundle.MODEL, file));
    return HallmarkBundle.of(members);
  }

  /// Charges what a stored certificate owes; an opening that was charged is not charged again.
  static TrainingProver.Result charge(TrainingJob job, byte[] stored) throws VerificationException {
    HallmarkBundle bundle = HallmarkBundle.read(stored);
    DsseEnvelope envelope = DsseEnvelope.read(bundle.required(HallmarkBundle.STATEMENT));
    RunStatement statement =
        RunStatement.read(InTotoStatement.read(envelope.payload()).predicate());
    byte[] proof = bundle.required(HallmarkBundle.RUN_PROOF);
    Map<String, String> names =
        RunDescription.commitments(
            statement.data().parts().stream()
                .map(link -> job.manifest().part(link.name()).orElseThrow())
                .toList());
    for (PartLink part : statement.data().parts()) {
      String name = names.getOrDefault(part.name(), "");
      job.opening()
          .ledger()
          .book(part.name(), CreditPurpose.RUN)
          .charge(entry(statement.digest(), proof, name), false);
    }
    ModelOpening parent = job.parentOpening();
    if (parent != null) {
      parent.book().charge(entry(statement.digest(), proof, RunPlan.PARENT), false);
    }
    if (statement.model() instanceof Model.Sealed sealed) {
      CreditBook book = ModelOpening.book(job.folder().modelOpening(), sealed.descriptor().bytes());
      book.charge(entry(statement.digest(), proof, RunPlan.RELEASED), false);
    }
    return new TrainingProver.Result(bundle, true, 0, 0, 0, 0, 0, Map.of());
  }

  /// How the ledger knows what a proof opened.
  ///
  /// @param statement digest of the statement that is proven
  /// @param commitment name of the commitment in the run
  static OpeningEntry entry(Digest statement, byte[] proof, String commitment) {
    return OpeningEntries.of(statement.bytes(), proof, commitment);
  }
}
