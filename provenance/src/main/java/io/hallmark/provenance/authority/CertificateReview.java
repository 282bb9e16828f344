package io.hallmark.provenance.authority;

import io.hallmark.document.Digest;
import java.util.List;
import java.util.Optional;

/// A certificate about the right manifest, none of whose signatures is known to be wrong.
///
/// @param certificate what it says
/// @param evidence SHA-256 of the envelope's file
/// @param signers who signed, in the order of the envelope
public record CertificateReview(
    DatasetCertificate certificate, Digest evidence, List<Signer> signers) {
  /// Copies the list.
  public CertificateReview {
    signers = List.copyOf(signers);
  }

  /// One signature.
  ///
  /// @param keyId identifier of the key; a mere hint if the authority is absent
  /// @param authority the authority of the trust file whose signature this is; absent if the trust
  ///   file does not hold the key, and then nothing is known about the signature
  public record Signer(String keyId, Optional<Authority> authority) {}

  /// The distinct authorities of the trust file that signed.
  public List<Authority> authorities() {
    return signers.stream().flatMap(s -> s.authority().stream()).distinct().toList();
  }
}
