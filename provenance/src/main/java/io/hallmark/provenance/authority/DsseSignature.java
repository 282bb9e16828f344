package io.hallmark.provenance.authority;

import java.util.Arrays;

/// One signature of an envelope: its raw bytes, and the identifier of a key. The identifier is a
/// hint that nobody signed.
public final class DsseSignature {
  private final String keyId;
  private final byte[] bytes;

  /// @param keyId hex SHA-256 of the SPKI encoding of the key
  /// @param bytes the 64 bytes of an Ed25519 signature, or the 3,309 of an ML-DSA-65 one
  /// @throws IllegalArgumentException if there are neither so many
  public DsseSignature(String keyId, byte[] bytes) {
    if (!KeyAlgorithm.hasLength(bytes.length)) {
      throw new IllegalArgumentException("a signature of " + bytes.length + " bytes");
    }
    this.keyId = keyId;
    this.bytes = bytes.clone();
  }

  /// Identifier of the key, a hint.
  public String keyId() {
    return keyId;
  }

  /// The raw bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof DsseSignature s && keyId.equals(s.keyId) && Arrays.equals(bytes, s.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "DsseSignature[" + keyId + "]";
  }
}
