package io.hallmark.proof.argument;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The first eight bytes of a proof, which are not absorbed.
final class ProofHeader {
  /// How many.
  static final int LENGTH = 8;

  private static final byte[] MAGIC = "HLMKPF01".getBytes(StandardCharsets.US_ASCII);

  private ProofHeader() {}

  /// A copy.
  static byte[] bytes() {
    return MAGIC.clone();
  }

  /// Whether a proof starts with them.
  static boolean starts(byte[] proof) {
    return proof.length >= LENGTH && Arrays.equals(MAGIC, 0, LENGTH, proof, 0, LENGTH);
  }
}
