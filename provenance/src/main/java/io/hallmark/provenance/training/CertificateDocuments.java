package io.hallmark.provenance.training;

import static io.hallmark.provenance.certificate.CertificateChecks.check;

import io.hallmark.document.DocumentException;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.certificate.CertificateCheck;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.dataset.DatasetManifest;

/// The documents of a certificate, read; what they say about each other is not checked here.
///
/// @param bundle the container
/// @param envelope the certificate's envelope
/// @param certificate the in-toto statement inside
/// @param statement the run statement
/// @param manifest the manifest; its sizes, columns and descriptors are checked
/// @param program the program; its formats and bounds are checked
/// @param intent the intent
record CertificateDocuments(
    HallmarkBundle bundle,
    DsseEnvelope envelope,
    InTotoStatement certificate,
    RunStatement statement,
    DatasetManifest manifest,
    TrainingProgram program,
    Intent intent) {

  /// Reads the documents of a container.
  ///
  /// @throws Malformed if a member cannot be read
  /// @throws Rejected `STATEMENT_TYPE`, `PROGRAM_REFUSED`, or what the manifest is refused for
  static CertificateDocuments read(HallmarkBundle bundle, Limits limits)
      throws VerificationException {
    if (!bundle.isTraining()) {
      throw new Rejected(
          CertificateCheck.STATEMENT_TYPE.name(), "a proof about a data set, not a training");
    }
    DsseEnvelope envelope =
        in(
            HallmarkBundle.STATEMENT,
            () -> DsseEnvelope.read(bundle.required(HallmarkBundle.STATEMENT)));
    InTotoStatement certificate =
        in(HallmarkBundle.STATEMENT, () -> InTotoStatement.read(envelope.payload()));
    check(
        CertificateCheck.STATEMENT_TYPE,
        envelope.payloadType().equals(DsseEnvelope.IN_TOTO)
            && certificate.predicateType().equals(TrainingCertificate.PREDICATE_TYPE),
        () -> "this verifier reads training certificates, not " + certificate.predicateType());
    return new CertificateDocuments(
        bundle,
        envelope,
        certificate,
        in(HallmarkBundle.STATEMENT, () -> RunStatement.read(certificate.predicate())),
        in(
            HallmarkBundle.MANIFEST,
            () ->
                DatasetManifest.read(bundle.required(HallmarkBundle.MANIFEST), limits.ofDataset())),
        in(HallmarkBundle.PROGRAM, () -> program(bundle.required(HallmarkBundle.PROGRAM))),
        in(HallmarkBundle.INTENT, () -> Intent.read(bundle.required(HallmarkBundle.INTENT))));
  }

  private static TrainingProgram program(byte[] bytes) throws VerificationException {
    try {
      return TrainingProgram.read(bytes);
    } catch (DocumentException.Malformed e) {
      throw new Malformed("program: " + e.getMessage());
    } catch (ProgramRefused e) {
      throw new Rejected("PROGRAM_REFUSED", String.valueOf(e.getMessage()));
    }
  }

  /// Reads something.
  ///
  /// @param <T> what is read
  @FunctionalInterface
  interface Reading<T> {
    /// Reads it.
    T get() throws VerificationException;
  }

  /// Runs a reader and puts the name of the member before what it says.
  static <T> T in(String member, Reading<T> reading) throws VerificationException {
    try {
      return reading.get();
    } catch (Malformed e) {
      throw new Malformed(member + ": " + e.place());
    } catch (Rejected e) {
      throw new Rejected(e.code(), member + ": " + e.detail());
    }
  }
}
