package io.hallmark.proof.merkle;

import io.hallmark.proof.wire.Hashes;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The committing side of a tree of leaves: digests, salts and openings.
///
/// - **Cost:** one chunk digest per 64 rows, one leaf and one node digest per position.
/// - **Threads:** hashes in the common pool; immutable after construction, [#eraseSalts] aside.
public final class LeafTree {
  /// Where the values of the leaves come from.
  public interface Source {
    /// Copies the values of the leaf at `position` to `out`, from `at` on; called by several
    /// threads.
    void copyLeaf(int position, long[] out, int at);
  }

  private static final int STRETCH = 512;

  private final LeafShape shape;
  private final Source source;
  private byte @Nullable [] seed;
  private final int purpose;
  private final MerkleTree tree;

  /// Hashes all leaves.
  ///
  /// @param shape what a leaf holds
  /// @param size number of leaves, a power of two
  /// @param source the values; kept for openings
  /// @param seed seed of the salts, 32 bytes; not read if the leaves have none
  /// @param purpose purpose of the salts
  public LeafTree(LeafShape shape, int size, Source source, byte[] seed, int purpose) {
    this.shape = shape;
    this.source = source;
    this.seed = seed.clone();
    this.purpose = purpose;
    byte[] leaves = new byte[Math.multiplyExact(Hashes.DIGEST_BYTES, size)];
    IntStream.range(0, (size + STRETCH - 1) / STRETCH)
        .parallel()
        .forEach(k -> hash(k * STRETCH, Math.min((k + 1) * STRETCH, size), seed, leaves));
    tree = new MerkleTree(leaves);
  }

  private void hash(int from, int to, byte[] saltSeed, byte[] leaves) {
    long[] values = new long[shape.width()];
    byte[] salt = new byte[Hashes.DIGEST_BYTES];
    byte[] body = new byte[shape.bodyLength()];
    for (int i = from; i < to; i++) {
      source.copyLeaf(i, values, 0);
      if (shape.salted()) {
        Hashes.salt(saltSeed, purpose, i, salt, 0);
      }
      shape.digest(i, values, 0, salt, 0, body, leaves, Hashes.DIGEST_BYTES * i);
    }
  }

  /// The root.
  public byte[] root() {
    return tree.root();
  }

  /// What a leaf holds.
  public LeafShape shape() {
    return shape;
  }

  /// Opens leaves.
  ///
  /// @param positions distinct positions, ascending
  /// @throws IllegalStateException if the salts are erased
  public Opening open(long[] positions) {
    byte[] own = seed;
    if (own == null) {
      throw new IllegalStateException("the salts of this tree are erased");
    }
    int width = shape.width();
    long[] values = new long[width * positions.length];
    byte[] salts = new byte[shape.salted() ? Hashes.DIGEST_BYTES * positions.length : 0];
    for (int k = 0; k < positions.length; k++) {
      source.copyLeaf((int) positions[k], values, width * k);
      if (shape.salted()) {
        Hashes.salt(own, purpose, positions[k], salts, Hashes.DIGEST_BYTES * k);
      }
    }
    return new Opening(values, salts, tree.siblings(positions));
  }

  /// Overwrites the seed of the salts; the tree cannot be opened afterwards.
  public void eraseSalts() {
    byte[] own = seed;
    if (own != null) {
      Arrays.fill(own, (byte) 0);
      seed = null;
    }
  }
}
