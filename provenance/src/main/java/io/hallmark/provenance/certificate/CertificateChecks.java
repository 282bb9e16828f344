package io.hallmark.provenance.certificate;

import io.hallmark.provenance.VerificationException.Rejected;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one door through which every check of a certificate goes. Each call names its check by a
/// literal constant, so a test can take the calls for one name out of the compiled verifier and
/// show that exactly that name's liar is then accepted.
public final class CertificateChecks {
  private CertificateChecks() {}

  /// Rejects unless the condition holds.
  ///
  /// @param check the name of the check, a constant at every call
  /// @param holds the condition
  /// @param detail where and why, for people
  /// @throws Rejected with this check's name if the condition does not hold
  public static void check(CertificateCheck check, boolean holds, Supplier<String> detail)
      throws Rejected {
    if (!holds) {
      throw new Rejected(check.name(), detail.get());
    }
  }

  /// Rejects if there is a problem.
  ///
  /// @param check the name of the check, a constant at every call
  /// @param problem where and why, for people; null if all is well
  /// @throws Rejected with this check's name if there is a problem
  public static void checkNone(CertificateCheck check, @Nullable String problem) throws Rejected {
    if (problem != null) {
      throw new Rejected(check.name(), problem);
    }
  }

  /// Rejects if a proof or the certificate of a parent was refused, by the name of this check and
  /// of the check that refused it.
  ///
  /// @param check the name of the check, a constant at every call
  /// @param outcome what the verification of the proof said
  /// @throws Rejected with `CHECK/NAME` if the proof was refused
  public static void checkProof(CertificateCheck check, ProofOutcome outcome) throws Rejected {
    if (!outcome.refusedBy().isEmpty()) {
      throw new Rejected(check.name() + "/" + outcome.refusedBy(), outcome.detail());
    }
  }

  /// What the verification of a proof said.
  ///
  /// @param refusedBy name of the check that refused it; empty if it was accepted
  /// @param detail where and why, for people
  public record ProofOutcome(String refusedBy, String detail) {}
}
