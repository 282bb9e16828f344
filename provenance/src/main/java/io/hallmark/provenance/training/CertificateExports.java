package io.hallmark.provenance.training;

import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.cyclonedx.CycloneDxBom;
import io.hallmark.provenance.sigstore.SigstoreBundle;
import io.hallmark.provenance.slsa.SlsaProvenance;
import java.security.KeyPair;
import java.time.Instant;

/// A training certificate in the formats of other tools. What they say follows from the
/// certificate; as members of its container they are recomputed by whoever verifies it
/// (`docs/interoperability.md`).
///
/// **Nothing of the certificate is verified here.** Whoever takes the word of one of these files
/// has a signature of the trainer; the proof is in the container only.
public final class CertificateExports {
  private static final int MOST_WORK = 64;

  private final CertificateDocuments documents;

  private CertificateExports(CertificateDocuments documents) {
    this.documents = documents;
  }

  /// Reads the documents of a certificate.
  ///
  /// @throws VerificationException if it is no certificate of a training
  public static CertificateExports of(HallmarkBundle certificate) throws VerificationException {
    return new CertificateExports(CertificateDocuments.read(certificate, Limits.times(MOST_WORK)));
  }

  static CertificateExports of(CertificateDocuments documents) {
    return new CertificateExports(documents);
  }

  /// The certificate's one signature: the bytes that a timestamp is over.
  public byte[] signature() {
    return documents.envelope().signatures().getFirst().bytes();
  }

  /// The certificate as an in-toto statement in its DSSE envelope.
  public byte[] inToto() {
    return documents.envelope().write();
  }

  /// The certificate as a Sigstore bundle v0.3, with the timestamp if the container has one; the
  /// hint is the identifier of the trainer's key.
  public byte[] sigstore() {
    return SigstoreBundle.write(
        documents.envelope().signatures().getFirst().keyId(),
        documents.envelope().json(),
        documents.bundle().optional(HallmarkBundle.TIMESTAMP).stream().toList());
  }

  /// The CycloneDX bill of materials.
  public byte[] bom() {
    return CycloneDxBom.write(CertificateFacts.of(documents));
  }

  /// The payload of the SLSA provenance.
  byte[] slsaStatement() {
    return SlsaProvenance.of(CertificateFacts.of(documents)).write();
  }

  /// SLSA provenance of the run, signed.
  ///
  /// @param trainer the key that the intent names
  /// @throws IllegalArgumentException if it is another key
  public byte[] slsa(KeyPair trainer) {
    if (!trainer.getPublic().equals(documents.intent().trainer())) {
      throw new IllegalArgumentException("SLSA provenance is signed by the trainer's key");
    }
    return DsseEnvelope.sign(DsseEnvelope.IN_TOTO, slsaStatement(), trainer).write();
  }

  /// Requires that every member for other tools says what the certificate says.
  ///
  /// @throws VerificationException with the check that fails
  public void requireConsistent() throws VerificationException {
    ForeignReview.of(documents, TrustPolicy.EMPTY, Instant.MAX);
  }
}
