package io.hallmark.proof.commitment;

import java.util.HexFormat;

/// What an opening of an older commitment was for. The same proof is charged once.
///
/// @param publicDigest digest of the public bytes of the proof, hexadecimal
/// @param traceRoot root of its trace, hexadecimal
/// @param name name of the older commitment in the run
public record OpeningEntry(String publicDigest, String traceRoot, String name) {
  /// An entry from digests.
  public static OpeningEntry of(byte[] publicDigest, byte[] traceRoot, String name) {
    HexFormat hex = HexFormat.of();
    return new OpeningEntry(hex.formatHex(publicDigest), hex.formatHex(traceRoot), name);
  }
}
