package io.hallmark.proof.wire;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.simd.HashKernels;
import java.util.Arrays;

/// Uniform base-field elements from a seed: the words below p, in order, of the blocks `H(0x21,
/// seed, u8 purpose, u64 block, u64 j)`, j = 0, 1, …, four little-endian words each.
///
/// Blocks are hashed in batches that grow. The stream holds a secret: [#erase] when it is done.
///
/// - **Threads:** one stream belongs to one thread.
public final class ElementStream {
  private static final int INPUT_BYTES = 50;
  private static final int FIRST_BATCH = 16;
  private static final int LARGEST_BATCH = 256;

  private byte[] inputs;
  private byte[] blocks;
  private long hashed;
  private int next;

  /// @param seed 32 bytes
  /// @param purpose what the elements are for, 0 to 255
  /// @param number number of the stream under this purpose
  public ElementStream(byte[] seed, int purpose, long number) {
    if (seed.length != Hashes.DIGEST_BYTES) {
      throw new IllegalArgumentException("a seed has 32 bytes");
    }
    inputs = new byte[INPUT_BYTES];
    inputs[0] = 0x21;
    System.arraycopy(seed, 0, inputs, 1, seed.length);
    inputs[33] = (byte) purpose;
    Hashes.putLong(inputs, 34, number);
    blocks = new byte[0];
  }

  /// The next element, canonical.
  public long next() {
    while (true) {
      if (8 * next == blocks.length) {
        refill();
      }
      long word = Hashes.getLong(blocks, 8 * next++);
      if (Goldilocks.isCanonical(word)) {
        return word;
      }
    }
  }

  private void refill() {
    int batch = blocks.length / Hashes.DIGEST_BYTES;
    int count = Math.clamp(4L * batch, FIRST_BATCH, LARGEST_BATCH);
    if (count != batch) {
      byte[] head = Arrays.copyOf(inputs, INPUT_BYTES);
      erase();
      inputs = new byte[INPUT_BYTES * count];
      blocks = new byte[Hashes.DIGEST_BYTES * count];
      for (int k = 0; k < count; k++) {
        System.arraycopy(head, 0, inputs, INPUT_BYTES * k, INPUT_BYTES);
      }
      Arrays.fill(head, (byte) 0);
    }
    for (int k = 0; k < count; k++) {
      Hashes.putLong(inputs, INPUT_BYTES * k + 42, hashed++);
    }
    HashKernels.chosen(count)
        .digests(inputs, 0, INPUT_BYTES, INPUT_BYTES, count, blocks, 0, Hashes.DIGEST_BYTES);
    next = 0;
  }

  /// Overwrites the seed and what was drawn last. The stream is of no use afterwards.
  public void erase() {
    Arrays.fill(inputs, (byte) 0);
    Arrays.fill(blocks, (byte) 0);
  }
}
