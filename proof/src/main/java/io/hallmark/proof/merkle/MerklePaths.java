package io.hallmark.proof.merkle;

import io.hallmark.proof.wire.Hashes;
import java.util.Arrays;

/// Joint authentication paths of several leaves of one tree.
public final class MerklePaths {
  private MerklePaths() {}

  /// The siblings that are not known, for each height below the root, ascending.
  static long[][] missing(int height, long[] positions) {
    long[][] out = new long[height][];
    long[] known = positions;
    for (int h = 0; h < height; h++) {
      long[] level = new long[known.length];
      int count = 0;
      for (int k = 0; k < known.length; k++) {
        boolean paired =
            (known[k] & 1) == 0
                ? k + 1 < known.length && known[k + 1] == known[k] + 1
                : k > 0 && known[k - 1] == known[k] - 1;
        if (!paired) {
          level[count++] = known[k] ^ 1;
        }
      }
      out[h] = Arrays.copyOf(level, count);
      known = parents(known);
    }
    return out;
  }

  /// How many siblings an opening carries; it follows from the positions alone.
  ///
  /// @param height height of the root
  /// @param positions distinct positions, ascending
  public static int siblingCount(int height, long[] positions) {
    int count = 0;
    for (long[] level : missing(height, positions)) {
      count += level.length;
    }
    return count;
  }

  /// The root to which an opening leads. The caller must compare it with the committed one.
  ///
  /// @param height height of the root
  /// @param positions distinct positions, ascending, below `2^height`
  /// @param leaves digests of the opened leaves, one after the other
  /// @param siblings as many digests as [#siblingCount]
  public static byte[] root(int height, long[] positions, byte[] leaves, byte[] siblings) {
    long[] known = positions;
    byte[] digests = leaves;
    byte[] pair = new byte[2 * Hashes.DIGEST_BYTES];
    int supply = 0;
    for (int h = 1; h <= height; h++) {
      long[] above = parents(known);
      byte[] level = new byte[Hashes.DIGEST_BYTES * above.length];
      int k = 0;
      for (int i = 0; i < above.length; i++) {
        for (int side = 0; side < 2; side++) {
          if (k < known.length && known[k] == 2 * above[i] + side) {
            copy(digests, Hashes.DIGEST_BYTES * k++, pair, Hashes.DIGEST_BYTES * side);
          } else {
            copy(siblings, supply, pair, Hashes.DIGEST_BYTES * side);
            supply += Hashes.DIGEST_BYTES;
          }
        }
        Hashes.node(h, pair, 0, level, Hashes.DIGEST_BYTES * i);
      }
      known = above;
      digests = level;
    }
    return digests;
  }

  private static void copy(byte[] from, int fromAt, byte[] to, int toAt) {
    System.arraycopy(from, fromAt, to, toAt, Hashes.DIGEST_BYTES);
  }

  private static long[] parents(long[] known) {
    return Arrays.stream(known).map(i -> i >>> 1).distinct().toArray();
  }
}
