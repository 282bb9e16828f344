package io.hallmark.provenance.training;

import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonReader;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.Keys;
import java.security.PublicKey;
import java.util.Base64;

/// Ed25519 keys in documents: standard base64 of the SPKI encoding.
final class PublicKeys {
  private PublicKeys() {}

  static String text(PublicKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  static PublicKey read(JsonReader in, String name) throws DocumentException.Malformed {
    try {
      PublicKey key = Keys.decodePublic(Base64.getDecoder().decode(in.string(name)));
      if (text(key).equals(in.string(name))) {
        return key;
      }
    } catch (IllegalArgumentException | VerificationException.Malformed e) {
      throw in.mismatch(name, "an Ed25519 key (base64 of its SPKI encoding)");
    }
    throw in.mismatch(name, "an Ed25519 key in standard base64 with padding");
  }
}
