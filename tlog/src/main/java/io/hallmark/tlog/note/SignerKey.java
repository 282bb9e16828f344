package io.hallmark.tlog.note;

import io.hallmark.tlog.LogException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A private key of notes with its verifier key. It has no text form but the one for its file.
///
/// A key file has two lines per key, `PRIVATE+KEY+BASE64` with the PKCS #8 encoding, and the vkey.
public final class SignerKey {
  private static final String PRIVATE = "PRIVATE+KEY+";
  private static final int MAX_KEYS = 16;

  private final VerifierKey verifier;
  private final PrivateKey key;

  /// @throws IllegalArgumentException if the two do not belong together
  public SignerKey(VerifierKey verifier, PrivateKey key) {
    this.verifier = verifier;
    this.key = key;
    byte[] probe = "hallmark/key-pair".getBytes(StandardCharsets.US_ASCII);
    if (!verifier.verify(probe, sign(probe))) {
      throw new IllegalArgumentException("the private key is not that of " + verifier);
    }
  }

  /// A new key from the platform's secure randomness.
  public static SignerKey generate(String name, SignatureType type) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(type.algorithm()).generateKeyPair();
      return new SignerKey(VerifierKey.of(name, type, pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 25 has " + type.algorithm(), e);
    }
  }

  /// The public half.
  public VerifierKey verifier() {
    return verifier;
  }

  /// The raw signature over a message.
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(verifier.type().algorithm());
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a private key of " + verifier.type(), e);
    }
  }

  /// The content of a key file. **Whoever reads it can sign.**
  public static byte[] writeSecret(List<SignerKey> keys) {
    StringBuilder out = new StringBuilder();
    for (SignerKey k : keys) {
      out.append(PRIVATE)
          .append(Base64.getEncoder().encodeToString(k.key.getEncoded()))
          .append('\n')
          .append(k.verifier.text())
          .append('\n');
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Reads a key file.
  ///
  /// @throws LogException.Malformed if it is none
  public static List<SignerKey> readSecret(byte[] file) throws LogException.Malformed {
    String[] lines = SignedNote.utf8(file).strip().split("\n", -1);
    if (lines.length % 2 != 0 || lines.length > 2 * MAX_KEYS) {
      throw new LogException.Malformed("key file: expected two lines per key");
    }
    List<SignerKey> out = new ArrayList<>();
    for (int i = 0; i < lines.length; i += 2) {
      VerifierKey verifier = VerifierKey.parse(lines[i + 1]);
      if (!lines[i].startsWith(PRIVATE)) {
        throw new LogException.Malformed("key file: expected " + PRIVATE);
      }
      try {
        byte[] pkcs8 = Base64.getDecoder().decode(lines[i].substring(PRIVATE.length()));
        PrivateKey key =
            KeyFactory.getInstance(verifier.type().algorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        out.add(new SignerKey(verifier, key));
      } catch (GeneralSecurityException | RuntimeException e) {
        throw new LogException.Malformed("key file: not the private key of " + verifier);
      }
    }
    return out;
  }
}
