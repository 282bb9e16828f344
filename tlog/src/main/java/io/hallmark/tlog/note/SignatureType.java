package io.hallmark.tlog.note;

import java.util.Optional;

/// The signature types that this implementation makes and checks, with their identifier bytes
/// (c2sp.org/signed-note). Lines of other types are ignored.
public enum SignatureType {
  /// Ed25519 over the text of the note.
  ED25519(0x01, "Ed25519", "302a300506032b6570032100", 32, 64),
  /// A cosignature: a time, and Ed25519 over time and checkpoint.
  COSIGNATURE_ED25519(0x04, "Ed25519", "302a300506032b6570032100", 32, 64),
  /// A cosignature: a time, and ML-DSA-44 over cosigner, time and tree.
  COSIGNATURE_ML_DSA_44(
      0x06, "ML-DSA-44", "30820532300b06096086480165030403110382052100", 1312, 2420);

  private final int number;
  private final String algorithm;
  private final String spkiPrefix;
  private final int keyBytes;
  private final int signatureBytes;

  SignatureType(int number, String algorithm, String spkiPrefix, int keyBytes, int signatureBytes) {
    this.number = number;
    this.algorithm = algorithm;
    this.spkiPrefix = spkiPrefix;
    this.keyBytes = keyBytes;
    this.signatureBytes = signatureBytes;
  }

  /// The identifier byte.
  public int number() {
    return number;
  }

  /// The name of the algorithm in the Java platform.
  public String algorithm() {
    return algorithm;
  }

  /// What stands before the raw key in its SPKI encoding, in hexadecimal.
  String spkiPrefix() {
    return spkiPrefix;
  }

  /// Length of a raw public key.
  public int keyBytes() {
    return keyBytes;
  }

  /// Length of a raw signature, without the time of a cosignature.
  public int signatureBytes() {
    return signatureBytes;
  }

  /// Whether a time stands before the signature.
  public boolean isCosignature() {
    return this != ED25519;
  }

  /// The type with this identifier byte.
  public static Optional<SignatureType> of(int number) {
    for (SignatureType type : values()) {
      if (type.number == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
