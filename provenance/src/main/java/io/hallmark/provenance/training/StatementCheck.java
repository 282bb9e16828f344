package io.hallmark.provenance.training;

import static io.hallmark.provenance.certificate.CertificateChecks.checkNone;
import static io.hallmark.provenance.training.CertificateDocuments.in;

import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.certificate.CertificateCheck;
import io.hallmark.provenance.certificate.CertificateChecks;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.training.IntentSignature.Role;
import java.util.List;

/// Who said what, and whether the documents of a certificate belong together: statement and intent
/// are signed by the trainer, and name the manifest, the program and each other.
final class StatementCheck {
  private StatementCheck() {}

  /// Checks signatures and digests.
  ///
  /// @throws VerificationException if something does not hold, or cannot be read
  static void check(CertificateDocuments documents) throws VerificationException {
    RunStatement statement = documents.statement();
    Intent intent = documents.intent();
    DsseEnvelope envelope = documents.envelope();
    CertificateChecks.check(
        CertificateCheck.TRAINER_SIGNATURE,
        envelope.signatures().size() == 1
            && envelope.isSignedBy(intent.trainer(), envelope.signatures().getFirst()),
        () -> "the certificate is not signed by the one key that the intent names");
    IntentSignature.Reading trainer =
        in(
            HallmarkBundle.INTENT_TRAINER,
            () ->
                IntentSignature.read(
                    documents.bundle().required(HallmarkBundle.INTENT_TRAINER),
                    intent,
                    Role.TRAINER));
    checkNone(CertificateCheck.INTENT_TRAINER_SIGNATURE, trainer.problemFor(intent.trainer()));
    CertificateChecks.check(
        CertificateCheck.MANIFEST_DIGEST,
        statement.data().manifest().equals(documents.manifest().digest()),
        () -> "the statement is about another manifest");
    CertificateChecks.check(
        CertificateCheck.PROGRAM_DIGEST,
        statement.program().equals(documents.program().digest()),
        () -> "the statement is about another program");
    CertificateChecks.check(
        CertificateCheck.INTENT_DIGEST,
        statement.intent().equals(intent.digest()),
        () -> "the statement is about another intent");
    CertificateChecks.check(
        CertificateCheck.INTENT_MANIFEST,
        intent.datasets().equals(List.of(statement.data().manifest())),
        () -> "the intent names another data set");
    CertificateChecks.check(
        CertificateCheck.INTENT_PROGRAM,
        intent.program().equals(statement.program()),
        () -> "the intent names another program");
    CertificateChecks.check(
        CertificateCheck.INTENT_RELEASE,
        intent.release() == statement.model().mode(),
        () ->
            "intended " + intent.release().word() + ", stated " + statement.model().mode().word());
  }
}
