package io.hallmark.provenance.authority;

import java.util.Arrays;

/// One signature of an envelope: 64 raw bytes, and the identifier of a key. The identifier is a
/// hint that nobody signed.
public final class DsseSignature {
  private final String keyId;
  private final byte[] bytes;

  /// @param keyId hex SHA-256 of the SPKI encoding of the key
  /// @param bytes the 64 bytes of an Ed25519 signature
  /// @throws IllegalArgumentException if there are not exactly 64
  public DsseSignature(String keyId, byte[] bytes) {
    if (bytes.length != Keys.SIGNATURE_BYTES) {
      throw new IllegalArgumentException("an Ed25519 signature has 64 bytes");
    }
    this.keyId = keyId;
    this.bytes = bytes.clone();
  }

  /// Identifier of the key, a hint.
  public String keyId() {
    return keyId;
  }

  /// The 64 raw bytes.
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
