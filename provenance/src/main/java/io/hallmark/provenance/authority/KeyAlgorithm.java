package io.hallmark.provenance.authority;

import java.security.PublicKey;
import java.util.Optional;

/// The signature algorithms of envelopes. Trainers, seeds and events use Ed25519, whose signatures
/// are deterministic; authorities may use either, or both together.
public enum KeyAlgorithm {
  /// Ed25519 (RFC 8032).
  ED25519("Ed25519", 64),
  /// ML-DSA-65 (FIPS 204), believed to withstand quantum computers.
  ML_DSA_65("ML-DSA-65", 3309);

  private final String platformName;
  private final int signatureBytes;

  KeyAlgorithm(String platformName, int signatureBytes) {
    this.platformName = platformName;
    this.signatureBytes = signatureBytes;
  }

  /// The name in the Java platform, and on the command line in lower case.
  public String platformName() {
    return platformName;
  }

  /// Length of a signature.
  public int signatureBytes() {
    return signatureBytes;
  }

  /// Whether a signature of some algorithm has this length.
  static boolean hasLength(int bytes) {
    return bytes == ED25519.signatureBytes || bytes == ML_DSA_65.signatureBytes;
  }

  /// The algorithm of a public key.
  ///
  /// @throws IllegalArgumentException if it is neither
  public static KeyAlgorithm of(PublicKey key) {
    for (KeyAlgorithm algorithm : values()) {
      if (Keys.decode(algorithm, key.getEncoded()).isPresent()) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException("not an Ed25519 or ML-DSA-65 key");
  }

  /// The algorithm with this name.
  public static Optional<KeyAlgorithm> named(String name) {
    for (KeyAlgorithm algorithm : values()) {
      if (algorithm.platformName.equalsIgnoreCase(name)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }
}
