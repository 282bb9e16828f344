package io.hallmark.proof.merkle;

import io.hallmark.algebra.simd.HashKernels;
import io.hallmark.proof.wire.Hashes;
import java.util.Arrays;
import java.util.stream.IntStream;

/// A hash tree over `2^height` leaf digests, held whole: the parent of two neighbours is the node
/// digest at its height, leaves stand at height 0.
///
/// - **Cost:** `2^height` hashes, 64 bytes per leaf.
/// - **Threads:** immutable.
public final class MerkleTree {
  private static final int STRETCH = 512;

  private final byte[][] levels;

  /// Builds the tree.
  ///
  /// @param leaves digests of 32 bytes, one after the other; not copied
  /// @throws IllegalArgumentException if their number is no power of two
  public MerkleTree(byte[] leaves) {
    int n = leaves.length / Hashes.DIGEST_BYTES;
    if (Integer.bitCount(n) != 1 || leaves.length != n * Hashes.DIGEST_BYTES) {
      throw new IllegalArgumentException("leaves of " + leaves.length + " bytes");
    }
    int height = Integer.numberOfTrailingZeros(n);
    levels = new byte[height + 1][];
    levels[0] = leaves;
    for (int h = 1; h <= height; h++) {
      byte[] below = levels[h - 1];
      byte[] level = new byte[below.length / 2];
      fill(h, below, level);
      levels[h] = level;
    }
  }

  private static void fill(int height, byte[] below, byte[] level) {
    int nodes = level.length / Hashes.DIGEST_BYTES;
    HashKernels kernels = HashKernels.chosen(2L * nodes);
    IntStream.range(0, (nodes + STRETCH - 1) / STRETCH)
        .parallel()
        .forEach(k -> {
          int from = k * STRETCH;
          int count = Math.min(STRETCH, nodes - from);
          int at = Hashes.DIGEST_BYTES * from;
          Hashes.nodes(kernels, height, below, 2 * at, count, level, at);
        });
  }

  /// The digest at the top.
  public byte[] root() {
    return levels[levels.length - 1].clone();
  }

  /// The digests that a reader of these leaves needs: for height 0, 1, …, for known nodes
  /// ascending, the sibling if it is not known.
  ///
  /// @param positions distinct positions, ascending
  public byte[] siblings(long[] positions) {
    long[][] missing = MerklePaths.missing(levels.length - 1, positions);
    byte[] out =
        new byte[Hashes.DIGEST_BYTES * Arrays.stream(missing).mapToInt(a -> a.length).sum()];
    int at = 0;
    for (int h = 0; h < missing.length; h++) {
      for (long node : missing[h]) {
        System.arraycopy(levels[h], Hashes.DIGEST_BYTES * (int) node, out, at, Hashes.DIGEST_BYTES);
        at += Hashes.DIGEST_BYTES;
      }
    }
    return out;
  }
}
