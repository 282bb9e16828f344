package io.hallmark.proof.argument;

import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.wire.Hashes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// The leaf hash as a programmable random oracle: SHA-256, except where it was programmed. A salted
/// leaf can be given any digest, as long as nobody has asked for it before, which takes guessing
/// its salt of 256 bits.
final class ProgrammedLeaves {
  private final Map<String, byte[]> programmed = new HashMap<>();

  /// Fixes the digest of a leaf.
  void program(LeafShape shape, long position, long[] values, byte[] salt, byte[] digest) {
    byte[] real = shape.digests(new long[] {position}, values, salt);
    programmed.put(HexFormat.of().formatHex(real), digest.clone());
  }

  /// The digests of opened leaves.
  byte[] digests(LeafShape shape, long[] positions, long[] values, byte[] salts) {
    byte[] out = shape.digests(positions, values, salts);
    for (int at = 0; at < out.length; at += Hashes.DIGEST_BYTES) {
      byte[] real = Arrays.copyOfRange(out, at, at + Hashes.DIGEST_BYTES);
      byte[] digest = programmed.getOrDefault(HexFormat.of().formatHex(real), real);
      System.arraycopy(digest, 0, out, at, Hashes.DIGEST_BYTES);
    }
    return out;
  }
}
