package io.hallmark.proof.commitment;

import io.hallmark.algebra.simd.HashKernels;
import io.hallmark.proof.wire.Hashes;
import java.util.stream.IntStream;

/// The digests of a chunk of rows at all positions.
final class ChunkDigests {
  private static final int STRETCH = 1024;

  private ChunkDigests() {}

  /// 32 bytes per position.
  ///
  /// @param kernels what computes them
  /// @param codewords the values, `[position][row]`
  /// @param width number of rows
  /// @param nu log2 of the number of positions
  static byte[] of(HashKernels kernels, long[] codewords, int width, int nu) {
    byte[] out = new byte[Math.multiplyExact(Hashes.DIGEST_BYTES, 1 << nu)];
    int stretch = Math.min(STRETCH, 1 << nu);
    IntStream.range(0, (1 << nu) / stretch)
        .parallel()
        .forEach(k -> {
          int from = k * stretch;
          int at = Hashes.DIGEST_BYTES * from;
          Hashes.chunks(kernels, codewords, from * width, width, stretch, out, at);
        });
    return out;
  }
}
