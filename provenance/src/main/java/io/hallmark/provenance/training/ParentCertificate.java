package io.hallmark.provenance.training;

import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunRefused;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// The certificate of a model from which a run is going to start, verified before an intent names
/// it. Whether its signers are to be believed is decided by whoever verifies the child.
public final class ParentCertificate {
  private final ParentModel parent;

  private ParentCertificate(ParentModel parent) {
    this.parent = parent;
  }

  /// Reads and verifies a certificate.
  ///
  /// @param weights the weights file of a released parent whose container has none
  /// @param at the time for which it must be valid
  /// @throws VerificationException.Rejected `PARENT_CERTIFICATE/NAME` if it is not accepted
  /// @throws VerificationException.Malformed if a file cannot be read
  /// @throws IOException if a file cannot be read
  public static ParentCertificate read(Path certificate, Optional<Path> weights, Instant at)
      throws IOException, VerificationException {
    HallmarkBundle bundle = HallmarkBundle.read(certificate);
    if (weights.isPresent()) {
      bundle = bundle.with(HallmarkBundle.MODEL, Files.readAllBytes(weights.get()));
    }
    Verdict verdict = TrainingVerifier.verify(bundle, TrustPolicy.EMPTY, at);
    if (verdict.rejection().isPresent()) {
      Verdict.Rejection r = verdict.rejection().get();
      throw new VerificationException.Rejected("PARENT_CERTIFICATE/" + r.check(), r.detail());
    }
    return new ParentCertificate(ParentModel.read(bundle));
  }

  /// How an intent names this parent.
  public InitialModel.Parent initial() {
    return parent.initial();
  }

  /// Refuses a program that cannot start from this model, and a sealed model that cannot be opened
  /// once more.
  ///
  /// @param run the parent's run folder; needed exactly if it is sealed
  /// @throws RunRefused if layers or number formats do not fit
  /// @throws RefusedException if the openings of a sealed parent do not suffice
  /// @throws VerificationException if the run folder is missing, or that of another model
  /// @throws IOException if it cannot be read
  public void requireStart(TrainingProgram child, Optional<Path> run)
      throws RunRefused, RefusedException, VerificationException, IOException {
    String problem = parent.problem(child);
    if (problem != null) {
      throw new RunRefused(problem);
    }
    if (parent.sealed().isPresent()) {
      ModelOpening.open(parent, run).requireOpening();
    }
  }

  /// The container.
  byte[] write() {
    return parent.certificate().write();
  }
}
