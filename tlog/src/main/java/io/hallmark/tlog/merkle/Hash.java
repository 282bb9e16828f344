package io.hallmark.tlog.merkle;

import io.hallmark.tlog.LogException;
import java.util.Arrays;
import java.util.Base64;

/// A SHA-256 value of a tree: 32 bytes, in texts standard base64 with padding.
public final class Hash {
  /// Length in bytes.
  public static final int BYTES = 32;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A hash of these bytes, which are copied.
  ///
  /// @throws IllegalArgumentException if there are not exactly 32 bytes
  public static Hash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /// The hash at an offset of a tile.
  ///
  /// @throws IndexOutOfBoundsException if fewer than 32 bytes are left
  public static Hash at(byte[] tile, int offset) {
    if (offset < 0 || offset > tile.length - BYTES) {
      throw new IndexOutOfBoundsException(offset);
    }
    return new Hash(Arrays.copyOfRange(tile, offset, offset + BYTES));
  }

  /// Reads base64; only the one canonical form is accepted.
  ///
  /// @throws LogException.Malformed if the text is anything else
  public static Hash parse(String base64) throws LogException.Malformed {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (bytes.length == BYTES && Base64.getEncoder().encodeToString(bytes).equals(base64)) {
        return new Hash(bytes);
      }
    } catch (IllegalArgumentException e) {
      throw new LogException.Malformed("a hash that is not base64");
    }
    throw new LogException.Malformed("a hash that is not 32 bytes in base64");
  }

  /// A copy of the 32 bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// Standard base64.
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash h && Arrays.equals(bytes, h.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return base64();
  }
}
