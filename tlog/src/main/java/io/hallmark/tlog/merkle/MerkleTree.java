package io.hallmark.tlog.merkle;

import io.hallmark.tlog.LogException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/// The Merkle tree of RFC 6962, section 2.1, with SHA-256:
///
///     MTH()      = SHA-256()
///     MTH(d)     = SHA-256(0x00 ‖ d)
///     MTH(D[n])  = SHA-256(0x01 ‖ MTH(D[0:k]) ‖ MTH(D[k:n])),  k the largest power of two < n
///
/// Roots and paths are computed from the hashes of complete subtrees, so that a proof reads
/// O(log n) of them and never the entries. **A path that comes from a reader proves nothing until
/// it is verified against a root** ([InclusionProof], [ConsistencyProof]).
public final class MerkleTree {
  /// The root of the tree without entries.
  public static final Hash EMPTY = Hash.of(sha256().digest());

  private MerkleTree() {}

  /// The hash of an entry.
  public static Hash leaf(byte[] entry) {
    MessageDigest digest = sha256();
    digest.update((byte) 0);
    return Hash.of(digest.digest(entry));
  }

  /// The hash of a node over two subtrees.
  public static Hash node(Hash left, Hash right) {
    MessageDigest digest = sha256();
    digest.update((byte) 1);
    digest.update(left.bytes());
    return Hash.of(digest.digest(right.bytes()));
  }

  /// The root of the tree over the first `size` leaves.
  public static Hash root(long size, HashReader reader) throws IOException, LogException {
    requireSize(size);
    return size == 0 ? EMPTY : range(0, size, reader);
  }

  /// The path of a leaf, from its sibling up.
  ///
  /// @throws IllegalArgumentException unless `0 <= index < size`
  public static InclusionProof inclusion(long index, long size, HashReader reader)
      throws IOException, LogException {
    requireSize(size);
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("index " + index + " of a tree of size " + size);
    }
    List<Hash> path = new ArrayList<>();
    collectPath(index, 0, size, reader, path);
    return new InclusionProof(index, path);
  }

  private static void collectPath(
      long index, long low, long count, HashReader reader, List<Hash> path)
      throws IOException, LogException {
    if (count == 1) {
      return;
    }
    long k = split(count);
    if (index - low < k) {
      collectPath(index, low, k, reader, path);
      path.add(range(low + k, count - k, reader));
    } else {
      collectPath(index, low + k, count - k, reader, path);
      path.add(range(low, k, reader));
    }
  }

  /// The proof that the tree of `size` extends the tree of `oldSize`; empty if one of both is
  /// trivial (`oldSize` 0 or `size`).
  ///
  /// @throws IllegalArgumentException unless `0 <= oldSize <= size`
  public static ConsistencyProof consistency(long oldSize, long size, HashReader reader)
      throws IOException, LogException {
    requireSize(size);
    if (oldSize < 0 || oldSize > size) {
      throw new IllegalArgumentException("old size " + oldSize + " of a tree of size " + size);
    }
    List<Hash> path = new ArrayList<>();
    if (oldSize > 0 && oldSize < size) {
      collectConsistency(oldSize, 0, size, true, reader, path);
    }
    return new ConsistencyProof(path);
  }

  /// SUBPROOF(m, D[low : low + count], whole) of RFC 6962, section 2.1.2.
  private static void collectConsistency(
      long m, long low, long count, boolean whole, HashReader reader, List<Hash> path)
      throws IOException, LogException {
    if (m == count) {
      if (!whole) {
        path.add(range(low, count, reader));
      }
      return;
    }
    long k = split(count);
    if (m <= k) {
      collectConsistency(m, low, k, whole, reader, path);
      path.add(range(low + k, count - k, reader));
    } else {
      collectConsistency(m - k, low + k, count - k, false, reader, path);
      path.add(range(low, k, reader));
    }
  }

  /// MTH(D[low : low + count]) with `low` a multiple of the largest power of two <= `count`.
  private static Hash range(long low, long count, HashReader reader)
      throws IOException, LogException {
    if (Long.bitCount(count) == 1) {
      int level = Long.numberOfTrailingZeros(count);
      return reader.read(level, low >>> level);
    }
    long k = split(count);
    return node(range(low, k, reader), range(low + k, count - k, reader));
  }

  /// The largest power of two below `count`, which is at least 2.
  private static long split(long count) {
    return Long.highestOneBit(count - 1);
  }

  private static void requireSize(long size) {
    if (size < 0) {
      throw new IllegalArgumentException("a negative size");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
