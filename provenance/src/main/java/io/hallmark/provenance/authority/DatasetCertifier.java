package io.hallmark.provenance.authority;

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
    if (certificate.attests().contains(Attestation.SOURCES_RECOMPUTED)
        && recomputed.filter(r -> r.manifest().equals(manifest.digest())).isEmpty()) {
      throw new IllegalArgumentException(
          Attestation.SOURCES_RECOMPUTED.code()
              + " is signed only for what this very call recomputed: give sources and opening");
    }
    InTotoStatement.Subject subject =
        InTotoStatement.Subject.of(manifest.name(), manifest.sha256(), manifest.digest());
    return DsseEnvelope.sign(DsseEnvelope.IN_TOTO, certificate.about(subject).write(), key);
  }
}
