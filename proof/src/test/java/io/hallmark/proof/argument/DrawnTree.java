package io.hallmark.proof.argument;

import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.MerkleTree;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.wire.Hashes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/// A commitment to nothing: a tree over leaf digests that were drawn at random before there were
/// any values. A leaf gets values and a salt when it is opened for the first time, and the leaf
/// hash is programmed to have the drawn digest there; later it has the same ones.
final class DrawnTree {
  private final SplittableRandom random;
  private final byte[] digests;
  private final MerkleTree tree;
  private final Map<Long, long[]> values = new HashMap<>();
  private final Map<Long, byte[]> salts = new HashMap<>();

  /// @param nu log2 of the number of leaves
  DrawnTree(SplittableRandom random, int nu) {
    this.random = random;
    digests = new byte[Hashes.DIGEST_BYTES << nu];
    random.nextBytes(digests);
    tree = new MerkleTree(digests.clone());
  }

  byte[] root() {
    return tree.root();
  }

  /// How many leaves have been opened so far.
  int opened() {
    return values.size();
  }

  /// The values of a leaf, made up when it is opened for the first time.
  long[] leaf(long position, LongFunction<long[]> fresh) {
    long[] known = values.get(position);
    if (known == null) {
      known = fresh.apply(position);
      values.put(position, known);
    }
    return known;
  }

  /// Opens leaves that have values.
  ///
  /// @param leaves where their digests are programmed
  Opening open(LeafShape shape, long[] positions, ProgrammedLeaves leaves) {
    int width = shape.width();
    long[] all = new long[width * positions.length];
    byte[] allSalts = new byte[Hashes.DIGEST_BYTES * positions.length];
    for (int k = 0; k < positions.length; k++) {
      long i = positions[k];
      long[] own = Objects.requireNonNull(values.get(i), "no values of leaf " + i);
      byte[] salt = salts.computeIfAbsent(i, _ -> salt());
      int at = Hashes.DIGEST_BYTES * (int) i;
      byte[] digest = Arrays.copyOfRange(digests, at, at + Hashes.DIGEST_BYTES);
      leaves.program(shape, i, own, salt, digest);
      System.arraycopy(own, 0, all, width * k, width);
      System.arraycopy(salt, 0, allSalts, Hashes.DIGEST_BYTES * k, Hashes.DIGEST_BYTES);
    }
    return new Opening(all, allSalts, tree.siblings(positions));
  }

  private byte[] salt() {
    byte[] out = new byte[Hashes.DIGEST_BYTES];
    random.nextBytes(out);
    return out;
  }
}
