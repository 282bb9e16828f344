package io.hallmark.proof.transcript;

/// The type of what a transcript absorbs.
public enum MessageType {
  /// Anything.
  BYTES(1),
  /// Base-field elements, 8 bytes each.
  BASE(2),
  /// Extension elements, 16 bytes each.
  EXT(3),
  /// Digests, 32 bytes each.
  DIGEST(4),
  /// An integer of 8 bytes.
  U64(5);

  private final int code;

  MessageType(int code) {
    this.code = code;
  }

  /// The byte that stands for this type.
  public int code() {
    return code;
  }
}
