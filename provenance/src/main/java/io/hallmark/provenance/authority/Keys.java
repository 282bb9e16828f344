package io.hallmark.provenance.authority;

import io.hallmark.document.Digests;
import io.hallmark.provenance.VerificationException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Ed25519 (RFC 8032) and ML-DSA-65 (FIPS 204) keys of the JDK and their files: PKCS#8 PEM for the
/// private key, SPKI PEM for the public one. Stock tools read both.
public final class Keys {
  private static final String PRIVATE_LABEL = "PRIVATE KEY";
  private static final String PUBLIC_LABEL = "PUBLIC KEY";
  private static final int MAX_PEM = 16_384;

  private Keys() {}

  /// A new Ed25519 key pair from the JDK's secure randomness.
  public static KeyPair generate() {
    return generate(KeyAlgorithm.ED25519);
  }

  /// A new key pair from the JDK's secure randomness.
  public static KeyPair generate(KeyAlgorithm algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm.platformName()).generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no " + algorithm, e);
    }
  }

  /// The private key as PKCS#8 PEM.
  public static String privatePem(PrivateKey key) {
    return pem(PRIVATE_LABEL, key.getEncoded());
  }

  /// The public key as SPKI PEM.
  public static String publicPem(PublicKey key) {
    return pem(PUBLIC_LABEL, key.getEncoded());
  }

  /// Reads a PKCS#8 PEM.
  ///
  /// @throws VerificationException.Malformed if the text is no PEM, or of another kind of key
  public static PrivateKey readPrivate(String pem) throws VerificationException.Malformed {
    byte[] der = der(PRIVATE_LABEL, pem);
    for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
      try {
        PrivateKey key =
            KeyFactory.getInstance(algorithm.platformName())
                .generatePrivate(new PKCS8EncodedKeySpec(der));
        if (Arrays.equals(der, key.getEncoded())) {
          return key;
        }
      } catch (GeneralSecurityException | RuntimeException e) {
        // of the other algorithm, or none
      }
    }
    throw new VerificationException.Malformed(
        "private key: not an Ed25519 or ML-DSA-65 key in PKCS#8");
  }

  /// Reads an SPKI PEM of either algorithm.
  ///
  /// @throws VerificationException.Malformed if the text is no PEM, or of another kind of key
  public static PublicKey readPublic(String pem) throws VerificationException.Malformed {
    return decodeAny(der(PUBLIC_LABEL, pem));
  }

  /// Reads an Ed25519 public key from its SPKI encoding; only the one canonical encoding is
  /// accepted.
  ///
  /// @throws VerificationException.Malformed if the bytes are anything else
  public static PublicKey decodePublic(byte[] spki) throws VerificationException.Malformed {
    return decode(KeyAlgorithm.ED25519, spki)
        .orElseThrow(
            () -> new VerificationException.Malformed("public key: not an Ed25519 key in SPKI"));
  }

  /// Reads a public key of either algorithm from its SPKI encoding; only the one canonical encoding
  /// is accepted.
  ///
  /// @throws VerificationException.Malformed if the bytes are anything else
  public static PublicKey decodeAny(byte[] spki) throws VerificationException.Malformed {
    return decode(KeyAlgorithm.ED25519, spki)
        .or(() -> decode(KeyAlgorithm.ML_DSA_65, spki))
        .orElseThrow(() ->
            new VerificationException.Malformed(
                "public key: not an Ed25519 or ML-DSA-65 key in SPKI"));
  }

  static Optional<PublicKey> decode(KeyAlgorithm algorithm, byte[] spki) {
    try {
      PublicKey key =
          KeyFactory.getInstance(algorithm.platformName())
              .generatePublic(new X509EncodedKeySpec(spki));
      return Arrays.equals(spki, key.getEncoded()) && isOf(algorithm, key)
          ? Optional.of(key)
          : Optional.empty();
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isOf(KeyAlgorithm algorithm, PublicKey key) {
    return algorithm != KeyAlgorithm.ED25519
        || (key instanceof EdECPublicKey k && isEd25519(k.getParams()));
  }

  /// Requires an Ed25519 key.
  ///
  /// @param what whose key it is, for the message
  /// @throws IllegalArgumentException if it is another kind of key
  public static void requireEd25519(PublicKey key, String what) {
    if (KeyAlgorithm.of(key) != KeyAlgorithm.ED25519) {
      throw new IllegalArgumentException(what + " needs an Ed25519 key, not ML-DSA-65");
    }
  }

  /// Two halves that belong together.
  ///
  /// @throws IllegalArgumentException if the public key does not belong to the private one
  public static KeyPair pair(PrivateKey privateKey, PublicKey publicKey) {
    byte[] probe = "hallmark/key-pair".getBytes(StandardCharsets.US_ASCII);
    if (!verify(publicKey, probe, sign(privateKey, probe))) {
      throw new IllegalArgumentException("the public key does not belong to the private key");
    }
    return new KeyPair(publicKey, privateKey);
  }

  /// Identifier of a key: lower-case hex SHA-256 of its SPKI encoding.
  public static String keyId(PublicKey key) {
    return Digests.sha256(key.getEncoded()).hex();
  }

  /// The raw signature. Of an Ed25519 key, the same message gives the same 64 bytes.
  public static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance(platformName(key));
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 or ML-DSA-65 private key", e);
    }
  }

  private static String platformName(PrivateKey key) {
    return key instanceof EdECPrivateKey
        ? KeyAlgorithm.ED25519.platformName()
        : KeyAlgorithm.ML_DSA_65.platformName();
  }

  /// Whether the signature is this key's over this message. Never throws on a stranger's bytes.
  ///
  /// @throws IllegalArgumentException if the key is neither an Ed25519 nor an ML-DSA-65 key
  public static boolean verify(PublicKey key, byte[] message, byte[] signature) {
    KeyAlgorithm algorithm = KeyAlgorithm.of(key);
    try {
      Signature verifier = Signature.getInstance(algorithm.platformName());
      verifier.initVerify(key);
      verifier.update(message);
      return signature.length == algorithm.signatureBytes() && verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isEd25519(NamedParameterSpec spec) {
    return spec.getName().equals(NamedParameterSpec.ED25519.getName());
  }

  private static String pem(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  private static byte[] der(String label, String pem) throws VerificationException.Malformed {
    String text = pem.replace("\r\n", "\n").strip();
    String begin = "-----BEGIN " + label + "-----\n";
    String end = "\n-----END " + label + "-----";
    if (text.length() > MAX_PEM
        || !text.startsWith(begin)
        || !text.endsWith(end)
        || text.length() < begin.length() + end.length()) {
      throw new VerificationException.Malformed("expected a PEM file with one \"" + label + "\"");
    }
    String body = text.substring(begin.length(), text.length() - end.length());
    try {
      return Base64.getDecoder().decode(body.replace("\n", ""));
    } catch (IllegalArgumentException e) {
      throw new VerificationException.Malformed("PEM \"" + label + "\": not base64");
    }
  }
}
