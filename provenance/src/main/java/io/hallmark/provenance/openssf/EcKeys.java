package io.hallmark.provenance.openssf;

import io.hallmark.document.Digests;
import io.hallmark.provenance.VerificationException.Malformed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// Elliptic-curve keys on P-256, P-384 or P-521 in PEM, as OpenSSL writes them; model signing knows
/// no others. The hash follows the curve: SHA-256, SHA-384, SHA-512.
public final class EcKeys {
  private EcKeys() {}

  /// Reads a PKCS #8 PEM.
  public static PrivateKey readPrivate(String pem) throws Malformed {
    try {
      PrivateKey key =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(der("PRIVATE KEY", pem)));
      algorithm(key);
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new Malformed("private key: not a P-256, P-384 or P-521 key in PKCS#8 PEM");
    }
  }

  /// Reads an SPKI PEM.
  public static PublicKey readPublic(String pem) throws Malformed {
    try {
      PublicKey key =
          KeyFactory.getInstance("EC")
              .generatePublic(new X509EncodedKeySpec(der("PUBLIC KEY", pem)));
      algorithm(key);
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new Malformed("public key: not a P-256, P-384 or P-521 key in SPKI PEM");
    }
  }

  /// The bytes of the first block of this label; text around it is ignored (RFC 7468).
  private static byte[] der(String label, String pem) {
    String text = pem.replace("\r\n", "\n");
    String begin = "-----BEGIN " + label + "-----\n";
    int from = text.indexOf(begin);
    int to = text.indexOf("\n-----END " + label + "-----", from);
    if (text.length() > 16_384 || from < 0 || to < from + begin.length()) {
      throw new IllegalArgumentException("not PEM");
    }
    String body = text.substring(from + begin.length(), to);
    return Base64.getDecoder().decode(body.replace("\n", ""));
  }

  /// The PEM of a public key, over which its hint is taken.
  public static String pem(PublicKey key) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
  }

  static String hint(PublicKey key) {
    return Digests.sha256(pem(key).getBytes(StandardCharsets.US_ASCII)).hex();
  }

  private static String algorithm(Key key) {
    if (key instanceof ECKey ec) {
      return switch (ec.getParams().getCurve().getField().getFieldSize()) {
        case 256 -> "SHA256withECDSA";
        case 384 -> "SHA384withECDSA";
        case 521 -> "SHA512withECDSA";
        default -> throw new IllegalArgumentException("another curve");
      };
    }
    throw new IllegalArgumentException("not an elliptic-curve key");
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance(algorithm(key));
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key does not sign", e);
    }
  }

  static boolean verify(PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(algorithm(key));
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
