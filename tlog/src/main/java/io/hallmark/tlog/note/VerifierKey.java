package io.hallmark.tlog.note;

import io.hallmark.tlog.LogException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A verifier key ("vkey") of signed notes: `NAME+HEX+BASE64`, with
///
///     key ID = SHA-256(name ‖ 0x0A ‖ type ‖ public key)[:4],   BASE64 of type ‖ public key
///
/// The key ID is a hint and no security; the key is what counts.
public final class VerifierKey {
  /// The longest name, in bytes.
  public static final int MAX_NAME = 255;

  private final String name;
  private final SignatureType type;
  private final byte[] raw;
  private final int keyId;
  private final PublicKey key;

  private VerifierKey(String name, SignatureType type, byte[] raw, PublicKey key) {
    this.name = name;
    this.type = type;
    this.raw = raw;
    this.key = key;
    this.keyId = keyId(name, type, raw);
  }

  /// A key with a name.
  ///
  /// @throws IllegalArgumentException if the name cannot name a key, or the key is of another
  ///   algorithm
  public static VerifierKey of(String name, SignatureType type, PublicKey key) {
    byte[] prefix = HexFormat.of().parseHex(type.spkiPrefix());
    byte[] spki = key.getEncoded();
    if (!isName(name)
        || spki.length != prefix.length + type.keyBytes()
        || !Arrays.equals(spki, 0, prefix.length, prefix, 0, prefix.length)) {
      throw new IllegalArgumentException("not a name and a key of " + type.algorithm());
    }
    return new VerifierKey(name, type, Arrays.copyOfRange(spki, prefix.length, spki.length), key);
  }

  /// Reads a vkey.
  ///
  /// @throws LogException.Malformed if it is none, of an unknown type, or its key ID is wrong
  public static VerifierKey parse(String text) throws LogException.Malformed {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3 || !isName(parts[0]) || !parts[1].matches("[0-9a-f]{8}")) {
      throw malformed("expected NAME+KEYID+KEY");
    }
    byte[] typed;
    try {
      typed = Base64.getDecoder().decode(parts[2]);
    } catch (IllegalArgumentException e) {
      throw malformed("the key is not base64");
    }
    if (typed.length == 0 || !Base64.getEncoder().encodeToString(typed).equals(parts[2])) {
      throw malformed("the key is not base64");
    }
    SignatureType type =
        SignatureType.of(typed[0] & 0xff)
            .orElseThrow(() -> malformed("unknown signature type " + (typed[0] & 0xff)));
    byte[] raw = Arrays.copyOfRange(typed, 1, typed.length);
    if (raw.length != type.keyBytes()) {
      throw malformed("a key of " + raw.length + " bytes");
    }
    VerifierKey out = new VerifierKey(parts[0], type, raw, decode(type, raw));
    if (!HexFormat.of().toHexDigits(out.keyId).equals(parts[1])) {
      throw malformed("the key ID does not belong to the key");
    }
    return out;
  }

  private static PublicKey decode(SignatureType type, byte[] raw) throws LogException.Malformed {
    byte[] prefix = HexFormat.of().parseHex(type.spkiPrefix());
    byte[] spki = ByteBuffer.allocate(prefix.length + raw.length).put(prefix).put(raw).array();
    try {
      return KeyFactory.getInstance(type.algorithm()).generatePublic(new X509EncodedKeySpec(spki));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw malformed("not a key of " + type.algorithm());
    }
  }

  private static LogException.Malformed malformed(String detail) {
    return new LogException.Malformed("verifier key: " + detail);
  }

  /// Whether a text can name a key: not empty, at most 255 bytes, no `+`, no space, no control
  /// character.
  public static boolean isName(String name) {
    return !name.isEmpty()
        && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME
        && name.codePoints()
            .noneMatch(c ->
                c == '+'
                    || c < 0x20
                    || c == 0x7f
                    || c == 0x85
                    || Character.isSpaceChar(c)
                    || Character.getType(c) == Character.SURROGATE);
  }

  private static int keyId(String name, SignatureType type, byte[] raw) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
      digest.update((byte) type.number());
      return ByteBuffer.wrap(digest.digest(raw)).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// The name: of a log its origin.
  public String name() {
    return name;
  }

  /// What signatures of this key are.
  public SignatureType type() {
    return type;
  }

  /// The first four bytes of the key's hash.
  public int keyId() {
    return keyId;
  }

  /// A copy of the raw key.
  public byte[] raw() {
    return raw.clone();
  }

  /// Whether a signature line names this key.
  public boolean signed(SignatureLine line) {
    return line.name().equals(name) && line.keyId() == keyId;
  }

  /// Whether the raw signature is this key's over the message. Never throws on a stranger's bytes.
  public boolean verify(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(type.algorithm());
      verifier.initVerify(key);
      verifier.update(message);
      return signature.length == type.signatureBytes() && verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// The vkey.
  public String text() {
    byte[] typed = ByteBuffer.allocate(1 + raw.length).put((byte) type.number()).put(raw).array();
    return name
        + "+"
        + HexFormat.of().toHexDigits(keyId)
        + "+"
        + Base64.getEncoder().encodeToString(typed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey k
        && k.name.equals(name)
        && k.type == type
        && Arrays.equals(k.raw, raw);
  }

  @Override
  public int hashCode() {
    return keyId;
  }

  @Override
  public String toString() {
    return name + "+" + HexFormat.of().toHexDigits(keyId);
  }
}
