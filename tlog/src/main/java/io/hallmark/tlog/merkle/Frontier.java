package io.hallmark.tlog.merkle;

import io.hallmark.tlog.LogException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What is needed of a tree to append to it: the hashes of its complete subtrees, one per bit of
/// its size, the largest first. Not safe for several threads.
public final class Frontier {
  private long size;
  private final List<Hash> subtrees = new ArrayList<>();

  /// The frontier of the empty tree.
  public Frontier() {}

  /// The frontier of a tree that exists.
  public static Frontier of(long size, HashReader reader) throws IOException, LogException {
    Frontier out = new Frontier();
    long low = 0;
    for (long rest = size; rest > 0; rest -= Long.highestOneBit(rest)) {
      int level = Long.numberOfTrailingZeros(Long.highestOneBit(rest));
      out.subtrees.add(reader.read(level, low >>> level));
      low += Long.highestOneBit(rest);
    }
    out.size = size;
    return out;
  }

  /// A frontier from its parts.
  ///
  /// @throws IllegalArgumentException if there is not one hash per bit of the size
  public static Frontier of(long size, List<Hash> subtrees) {
    if (size < 0 || Long.bitCount(size) != subtrees.size()) {
      throw new IllegalArgumentException("not a frontier of size " + size);
    }
    Frontier out = new Frontier();
    out.size = size;
    out.subtrees.addAll(subtrees);
    return out;
  }

  /// Number of leaves.
  public long size() {
    return size;
  }

  /// The hashes of the complete subtrees, the largest first.
  public List<Hash> subtrees() {
    return List.copyOf(subtrees);
  }

  /// Is told of every complete subtree that an appended leaf makes, the leaf first.
  @FunctionalInterface
  public interface Made {
    /// The subtree over leaves `index·2^level` to `(index+1)·2^level − 1` is complete.
    void subtree(int level, long index, Hash hash);
  }

  /// Appends a leaf.
  public void append(Hash leaf, Made made) {
    Hash hash = leaf;
    int level = 0;
    made.subtree(0, size, hash);
    for (long s = size; (s & 1) == 1; s >>= 1) {
      hash = MerkleTree.node(subtrees.removeLast(), hash);
      level++;
      made.subtree(level, size >>> level, hash);
    }
    subtrees.add(hash);
    size++;
  }

  /// The root.
  public Hash root() {
    if (subtrees.isEmpty()) {
      return MerkleTree.EMPTY;
    }
    Hash root = subtrees.getLast();
    for (int i = subtrees.size() - 2; i >= 0; i--) {
      root = MerkleTree.node(subtrees.get(i), root);
    }
    return root;
  }
}
