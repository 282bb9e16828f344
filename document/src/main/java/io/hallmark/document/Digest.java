package io.hallmark.document;

import java.util.Arrays;
import java.util.HexFormat;

/// A SHA-256 value: 32 bytes, written as 64 lower-case hexadecimal digits.
public final class Digest {
  /// Length in bytes.
  public static final int BYTES = 32;

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A digest of these 32 bytes.
  ///
  /// @throws IllegalArgumentException if there are not exactly 32
  public static Digest of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + bytes.length);
    }
    return new Digest(bytes.clone());
  }

  /// Reads 64 lower-case hexadecimal digits.
  ///
  /// @throws IllegalArgumentException if it is anything else
  public static Digest parse(String hex) {
    if (!isHex(hex)) {
      throw new IllegalArgumentException("a digest is 64 lower-case hexadecimal digits");
    }
    return new Digest(HexFormat.of().parseHex(hex));
  }

  /// Whether the text is the form that [#hex] writes.
  public static boolean isHex(String text) {
    return text.length() == 2 * BYTES
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /// A copy of the 32 bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// 64 lower-case hexadecimal digits.
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
