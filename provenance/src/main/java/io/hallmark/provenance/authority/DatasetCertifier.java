package io.hallmark.provenance.authority;

import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetRecheck;
import java.security.KeyPair;
import java.util.Optional;

/// Signs certificates of data sets.
public final class DatasetCertifier {
  private DatasetCertifier() {}

  /// Signs a certificate about a manifest.
  ///
  /// @param recomputed what this very program run recomputed, if it did
  /// @throws IllegalArgumentException if `sources-recomputed` is attested without having recomputed
  ///   this manifest
  public static DsseEnvelope certify(
      DatasetManifest manifest,
      DatasetCertificate certificate,
      Optional<DatasetRecheck.Recomputed> recomputed,
      KeyPair key) {
    requireRecomputed(manifest, certificate, recomputed);
    InTotoStatement.Subject subject =
        InTotoStatement.Subject.of(manifest.name(), manifest.sha256(), manifest.digest());
    return DsseEnvelope.sign(DsseEnvelope.IN_TOTO, certificate.about(subject).write(), key);
  }

  /// Adds the signature of a second party to a certificate, for which it then stands as the first
  /// signer does: in the same capacity, for the same attestations.
  ///
  /// @param recomputed what this very program run recomputed, if it did
  /// @throws IllegalArgumentException if `sources-recomputed` is attested without having recomputed
  ///   this manifest, or the key has signed already
  /// @throws VerificationException if it is no certificate about this manifest
  public static DsseEnvelope cosign(
      DatasetManifest manifest,
      DsseEnvelope envelope,
      Optional<DatasetRecheck.Recomputed> recomputed,
      KeyPair key)
      throws VerificationException {
    InTotoStatement statement = envelope.statement();
    DatasetCertificate certificate = DatasetCertificate.of(statement);
    statement.requireSubject("manifest", manifest.sha256(), manifest.digest());
    requireRecomputed(manifest, certificate, recomputed);
    return envelope.withSignature(key);
  }

  private static void requireRecomputed(
      DatasetManifest manifest,
      DatasetCertificate certificate,
      Optional<DatasetRecheck.Recomputed> recomputed) {
    if (certificate.attests().contains(Attestation.SOURCES_RECOMPUTED)
        && recomputed.filter(r -> r.manifest().equals(manifest.digest())).isEmpty()) {
      throw new IllegalArgumentException(
          Attestation.SOURCES_RECOMPUTED.code()
              + " is signed only for what this very call recomputed: give sources and opening");
    }
  }
}
