package io.hallmark.provenance.training;

import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.RunVerifier;
import io.hallmark.proof.argument.SecurityReport;
import io.hallmark.proof.relation.Run;
import io.hallmark.provenance.certificate.CertificateChecks.ProofOutcome;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the verification of the run's proof says.
///
/// @param outcome accepted, or refused by the name of a check of the proof system
/// @param security soundness of this very run; empty if refused
/// @param cells committed cells of the run
record ProofCheck(ProofOutcome outcome, Optional<Verdict.Security> security, long cells) {
  /// Verifies the proof of a run.
  static ProofCheck of(Run run, RunDescription description, byte[] proof) {
    long cells = RunSize.cells(run);
    try {
      SecurityReport report =
          RunVerifier.verify(
              run, description.parameters(), description.roots(), description.publicBytes(), proof);
      Verdict.Security security = Verdict.Security.of(report, new TreeMap<>());
      return new ProofCheck(new ProofOutcome("", ""), Optional.of(security), cells);
    } catch (ProofException e) {
      return new ProofCheck(outcome(e), Optional.empty(), cells);
    }
  }

  /// The same, with what the verification of the other proofs said.
  ///
  /// @param further security by name of the member
  /// @param policies verdicts of the contained policy proofs, each as strong as its weakest proof
  ProofCheck with(SortedMap<String, SecurityReport> further, List<Verdict> policies) {
    SortedMap<String, Double> bits = new TreeMap<>();
    further.forEach((member, report) -> bits.put(member, Verdict.Security.tenths(report)));
    for (int i = 0; i < policies.size(); i++) {
      String member = HallmarkBundle.policyBundle(i);
      policies.get(i).security().ifPresent(s -> bits.put(member, s.weakest()));
    }
    return new ProofCheck(
        outcome,
        security.map(s -> new Verdict.Security(s.bits(), s.floorBits(), s.regime(), bits)),
        cells);
  }

  /// The name of the check that refused a proof.
  static ProofOutcome outcome(ProofException e) {
    String name =
        switch (e) {
          case ProofException.Rejected rejected -> rejected.check().name();
        };
    return new ProofOutcome(name, String.valueOf(e.getMessage()));
  }
}
