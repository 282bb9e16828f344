package io.hallmark.proof.wire;

import java.io.ByteArrayOutputStream;

/// Collects the payloads of a proof.
///
/// - **Threads:** one writer belongs to one thread.
public final class ProofWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);

  /// Appends a payload.
  public void put(byte[] payload) {
    bytes.writeBytes(payload);
  }

  /// A copy of everything so far.
  public byte[] toBytes() {
    return bytes.toByteArray();
  }

  /// Number of bytes so far.
  public int length() {
    return bytes.size();
  }

  /// Base-field elements as 8 bytes each.
  public static byte[] bytesOf(long[] elements) {
    byte[] out = new byte[8 * elements.length];
    for (int i = 0; i < elements.length; i++) {
      Hashes.putLong(out, 8 * i, elements[i]);
    }
    return out;
  }
}
