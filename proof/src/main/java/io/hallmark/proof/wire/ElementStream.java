package io.hallmark.proof.wire;

import io.hallmark.algebra.field.Goldilocks;
import java.security.MessageDigest;
import java.util.Arrays;

/// Uniform base-field elements from a seed: the words below p, in order, of the blocks `H(0x21,
/// seed, u8 purpose, u64 block, u64 j)`, j = 0, 1, …, four little-endian words each.
///
/// The stream holds a secret: [#erase] when it is done.
///
/// - **Threads:** one stream belongs to one thread.
public final class ElementStream {
  private final MessageDigest sha = Hashes.newSha256();
  private final byte[] input = new byte[50];
  private final byte[] block = new byte[Hashes.DIGEST_BYTES];
  private long blocks;
  private int next = 4;

  /// @param seed 32 bytes
  /// @param purpose what the elements are for, 0 to 255
  /// @param number number of the stream under this purpose
  public ElementStream(byte[] seed, int purpose, long number) {
    if (seed.length != Hashes.DIGEST_BYTES) {
      throw new IllegalArgumentException("a seed has 32 bytes");
    }
    input[0] = 0x21;
    System.arraycopy(seed, 0, input, 1, seed.length);
    input[33] = (byte) purpose;
    Hashes.putLong(input, 34, number);
  }

  /// The next element, canonical.
  public long next() {
    while (true) {
      if (next == 4) {
        Hashes.putLong(input, 42, blocks++);
        sha.update(input);
        Hashes.digestInto(sha, block, 0);
        next = 0;
      }
      long word = Hashes.getLong(block, 8 * next++);
      if (Goldilocks.isCanonical(word)) {
        return word;
      }
    }
  }

  /// Overwrites the seed and what was drawn last. The stream is of no use afterwards.
  public void erase() {
    Arrays.fill(input, (byte) 0);
    Arrays.fill(block, (byte) 0);
  }
}
