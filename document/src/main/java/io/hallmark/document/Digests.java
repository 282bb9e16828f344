package io.hallmark.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 and the byte strings that go into it. All integers are big-endian.
public final class Digests {
  private Digests() {}

  /// A new SHA-256 state.
  public static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// SHA-256 of the concatenation.
  public static Digest sha256(byte[]... pieces) {
    MessageDigest digest = newSha256();
    for (byte[] piece : pieces) {
      digest.update(piece);
    }
    return Digest.of(digest.digest());
  }

  /// SHA-256 of everything that is left in the stream, in constant memory.
  ///
  /// @throws IOException if reading fails
  public static Digest sha256(InputStream stream) throws IOException {
    MessageDigest digest = newSha256();
    byte[] buffer = new byte[1 << 16];
    for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    return Digest.of(digest.digest());
  }

  /// SHA-256(tag, 0x00, the concatenation of the pieces).
  ///
  /// @param tag the type of what is hashed: ASCII without a zero byte, such as
  ///   `hallmark/program/v1`
  public static Digest tagged(String tag, byte[]... pieces) {
    MessageDigest digest = newSha256();
    digest.update(ascii(tag));
    digest.update((byte) 0);
    for (byte[] piece : pieces) {
      digest.update(piece);
    }
    return Digest.of(digest.digest());
  }

  /// The digest of a document: tagged with its `type`, over its canonical bytes.
  ///
  /// @throws IllegalArgumentException if the document has no string `type`
  public static Digest document(JsonObject document) {
    if (document.members().get("type") instanceof JsonString type) {
      return tagged(type.value(), CanonicalJson.write(document));
    }
    throw new IllegalArgumentException("a document has a type");
  }

  /// lp(x): the length of x in 8 bytes, then x.
  public static byte[] lp(byte[] bytes) {
    return ByteBuffer.allocate(Long.BYTES + bytes.length).putLong(bytes.length).put(bytes).array();
  }

  /// lp of the UTF-8 bytes of a text.
  public static byte[] lp(String text) {
    return lp(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Eight bytes, most significant first.
  public static byte[] u64be(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static byte[] ascii(String tag) {
    if (tag.isEmpty() || !tag.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException("a tag is printable ASCII");
    }
    return tag.getBytes(StandardCharsets.US_ASCII);
  }
}
