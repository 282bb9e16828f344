package io.hallmark.proof.commitment;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 of whole messages.
public final class Sha256 {
  private Sha256() {}

  /// The digest of a message.
  public static byte[] of(byte[] message) {
    return digest().digest(message);
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
