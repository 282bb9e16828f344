package io.hallmark.tlog.note;

import io.hallmark.tlog.LogException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/// One signature of a note: `— NAME BASE64`, base64 of the key ID and the signature.
public final class SignatureLine {
  private static final String DASH = "— ";
  private static final int MAX_BYTES = 1 << 14;

  private final String name;
  private final int keyId;
  private final byte[] signature;

  /// @param signature what follows the key ID: for a cosignature its time and the raw signature
  /// @throws IllegalArgumentException if the name cannot name a key
  public SignatureLine(String name, int keyId, byte[] signature) {
    if (!VerifierKey.isName(name) || signature.length > MAX_BYTES) {
      throw new IllegalArgumentException("not a signature line");
    }
    this.name = name;
    this.keyId = keyId;
    this.signature = signature.clone();
  }

  /// Reads a line without its end.
  ///
  /// @throws LogException.Malformed if it is anything else
  public static SignatureLine parse(String line) throws LogException.Malformed {
    int space = line.indexOf(' ', DASH.length());
    if (!line.startsWith(DASH) || space < 0) {
      throw malformed();
    }
    String name = line.substring(DASH.length(), space);
    String base64 = line.substring(space + 1);
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
    if (!VerifierKey.isName(name)
        || bytes.length <= Integer.BYTES
        || bytes.length > MAX_BYTES
        || !Base64.getEncoder().encodeToString(bytes).equals(base64)) {
      throw malformed();
    }
    return new SignatureLine(
        name,
        ByteBuffer.wrap(bytes).getInt(),
        Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
  }

  private static LogException.Malformed malformed() {
    return new LogException.Malformed("note: a line that is no signature");
  }

  /// Name of the key.
  public String name() {
    return name;
  }

  /// The key ID.
  public int keyId() {
    return keyId;
  }

  /// A copy of what follows the key ID.
  public byte[] signature() {
    return signature.clone();
  }

  /// The line without its end.
  public String text() {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES + signature.length).putInt(keyId).put(signature).array();
    return DASH + name + " " + Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignatureLine s
        && s.name.equals(name)
        && s.keyId == keyId
        && Arrays.equals(s.signature, signature);
  }

  @Override
  public int hashCode() {
    return keyId;
  }

  @Override
  public String toString() {
    return text();
  }
}
