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

/// Ed25519 keys (RFC 8032) of the JDK and their files: PKCS#8 PEM for the private key, SPKI PEM for
/// the public one. Stock tools read both.
public final class Keys {
  /// Length of a signature in bytes.
  public static final int SIGNATURE_BYTES = 64;

  private static final String PRIVATE_LABEL = "PRIVATE KEY";
  private static final String PUBLIC_LABEL = "PUBLIC KEY";
  private static final int MAX_PEM = 4096;

  private Keys() {}

  /// A new key pair from the JDK's secure randomness.
  public static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no Ed25519", e);
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
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
      if (key instanceof EdECPrivateKey k && isEd25519(k.getParams())) {
        return key;
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new VerificationException.Malformed("private key: not an Ed25519 key in PKCS#8");
    }
    throw new VerificationException.Malformed("private key: not an Ed25519 key");
  }

  /// Reads an SPKI PEM.
  ///
  /// @throws VerificationException.Malformed if the text is no PEM, or of another kind of key
  public static PublicKey readPublic(String pem) throws VerificationException.Malformed {
    return decodePublic(der(PUBLIC_LABEL, pem));
  }

  /// Reads a public key from its SPKI encoding; only the one canonical encoding is accepted.
  ///
  /// @throws VerificationException.Malformed if the bytes are anything else
  public static PublicKey decodePublic(byte[] spki) throws VerificationException.Malformed {
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
      if (key instanceof EdECPublicKey k
          && isEd25519(k.getParams())
          && Arrays.equals(spki, key.getEncoded())) {
        return key;
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new VerificationException.Malformed("public key: not an Ed25519 key in SPKI");
    }
    throw new VerificationException.Malformed("public key: not an Ed25519 key");
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

  /// The 64 raw bytes of an Ed25519 signature; the same key and message give the same bytes.
  public static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 private key", e);
    }
  }

  /// Whether the signature is this key's over this message. Never throws on a stranger's bytes.
  ///
  /// @throws IllegalArgumentException if the key is not an Ed25519 key
  public static boolean verify(PublicKey key, byte[] message, byte[] signature) {
    Signature verifier;
    try {
      verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 public key", e);
    }
    try {
      verifier.update(message);
      return signature.length == SIGNATURE_BYTES && verifier.verify(signature);
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
