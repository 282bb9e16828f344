package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// The root of an RFC 6962 tree over leaf hashes that arrive one by one, in memory for one hash per
/// level.
///
/// Node = SHA-256(01 || left || right); the left subtree of n leaves holds the largest power of two
/// below n. The root of no leaves is SHA-256 of nothing.
public final class RecordTree {
  static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private final Deque<byte[]> complete = new ArrayDeque<>();
  private long size;

  /// A tree without leaves.
  public RecordTree() {}

  /// The leaf hash of a record.
  static byte[] leaf(Digest salt, Digest record) {
    return Digests.sha256(LEAF, salt.bytes(), record.bytes()).bytes();
  }

  /// Appends a leaf hash of 32 bytes.
  void add(byte[] leaf) {
    byte[] hash = leaf.clone();
    for (long n = size; (n & 1) == 1; n >>= 1) {
      hash = node(complete.pop(), hash);
    }
    complete.push(hash);
    size++;
  }

  /// The root over the leaves so far.
  Digest root() {
    if (complete.isEmpty()) {
      return Digests.sha256();
    }
    Iterator<byte[]> smallestFirst = complete.iterator();
    byte[] hash = smallestFirst.next();
    while (smallestFirst.hasNext()) {
      hash = node(smallestFirst.next(), hash);
    }
    return Digest.of(hash);
  }

  private static byte[] node(byte[] left, byte[] right) {
    return Digests.sha256(NODE, left, right).bytes();
  }
}
