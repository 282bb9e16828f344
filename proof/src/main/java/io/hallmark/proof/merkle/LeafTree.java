package io.hallmark.proof.merkle;

import io.hallmark.algebra.simd.HashKernels;
import io.hallmark.proof.wire.Hashes;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The committing side of a tree of leaves: digests, salts and openings.
///
/// - **Cost:** one chunk digest per 64 rows, one leaf and one node digest per position.
/// - **Threads:** hashes in the common pool; immutable after construction, [#eraseSalts] aside.
public final class LeafTree {
  /// Where the values of the leaves come from, leaf by leaf.
  public interface Source {
    /// Copies the values of the leaf at `position` to `out`, from `at` on; called by several
    /// threads.
    void copyLeaf(int position, long[] out, int at);
  }

  /// What the leaves hash, where it is known without their values.
  public interface Bodies {
    /// Copies the body of the leaf at `position` to `out`, from `at` on; called by several threads.
    void copyBody(int position, byte[] out, int at);
  }

  /// The values of leaves that are opened.
  public interface Values {
    /// The values of the leaves at these positions, one leaf after the other.
    long[] at(long[] positions);
  }

  private static final int STRETCH = 512;

  private final LeafShape shape;
  private final Values values;
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
    this(
        shape,
        size,
        (position, out, at) -> {
          long[] leaf = new long[shape.width()];
          source.copyLeaf(position, leaf, 0);
          shape.body(leaf, 0, out, at);
        },
        positions -> {
          long[] out = new long[shape.width() * positions.length];
          for (int k = 0; k < positions.length; k++) {
            source.copyLeaf((int) positions[k], out, shape.width() * k);
          }
          return out;
        },
        seed,
        purpose);
  }

  /// Hashes all leaves.
  ///
  /// @param shape what a leaf holds
  /// @param size number of leaves, a power of two
  /// @param bodies what the leaves hash; not kept
  /// @param values the values; kept for openings
  /// @param seed seed of the salts, 32 bytes; not read if the leaves have none
  /// @param purpose purpose of the salts
  public LeafTree(
      LeafShape shape, int size, Bodies bodies, Values values, byte[] seed, int purpose) {
    this.shape = shape;
    this.values = values;
    this.seed = seed.clone();
    this.purpose = purpose;
    byte[] leaves = new byte[Math.multiplyExact(Hashes.DIGEST_BYTES, size)];
    HashKernels kernels = HashKernels.chosen((long) size * (shape.messageLength() / 64 + 1));
    IntStream.range(0, (size + STRETCH - 1) / STRETCH)
        .parallel()
        .forEach(k -> {
          int to = Math.min((k + 1) * STRETCH, size);
          hash(kernels, k * STRETCH, to, bodies, seed, leaves);
        });
    tree = new MerkleTree(leaves);
  }

  private void hash(
      HashKernels kernels, int from, int to, Bodies bodies, byte[] saltSeed, byte[] leaves) {
    int length = shape.messageLength();
    int count = to - from;
    byte[] messages = new byte[length * count];
    int saltAt = Hashes.LEAF_HEAD_BYTES;
    if (shape.salted()) {
      Hashes.salts(kernels, saltSeed, purpose, from, count, messages, saltAt, length);
    }
    for (int k = 0; k < count; k++) {
      shape.putHead(from + k, messages, length * k);
      bodies.copyBody(from + k, messages, length * (k + 1) - shape.bodyLength());
    }
    kernels.digests(
        messages,
        0,
        length,
        length,
        count,
        leaves,
        Hashes.DIGEST_BYTES * from,
        Hashes.DIGEST_BYTES);
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
    byte[] salts = new byte[shape.salted() ? Hashes.DIGEST_BYTES * positions.length : 0];
    for (int k = 0; k < positions.length && shape.salted(); k++) {
      Hashes.salt(own, purpose, positions[k], salts, Hashes.DIGEST_BYTES * k);
    }
    return new Opening(values.at(positions), salts, tree.siblings(positions));
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
