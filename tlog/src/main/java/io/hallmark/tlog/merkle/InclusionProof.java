package io.hallmark.tlog.merkle;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import java.util.List;

/// The path from a leaf to the root of a tree (RFC 6962, section 2.1.1).
///
/// @param index number of the leaf, from 0
/// @param path sibling hashes, the leaf's first; at most 63
public record InclusionProof(long index, List<Hash> path) {
  /// The longest path that any tree has.
  public static final int MAX_PATH = 63;

  /// @throws IllegalArgumentException if the index is negative or the path too long
  public InclusionProof {
    path = List.copyOf(path);
    if (index < 0 || path.size() > MAX_PATH) {
      throw new IllegalArgumentException("no such proof: index " + index);
    }
  }

  /// Requires that the leaf stands at this index of the tree with this root (RFC 9162, section
  /// 2.1.3.2). The root must come from a checkpoint that the caller trusts.
  ///
  /// @throws LogException.Rejected `LOG_INCLUSION` if it does not
  public void verify(Hash leaf, long size, Hash root) throws LogException.Rejected {
    if (index >= size) {
      throw refused("index " + index + " is not below the tree size " + size);
    }
    long fn = index;
    long sn = size - 1;
    Hash r = leaf;
    for (Hash p : path) {
      if (sn == 0) {
        throw refused("the path is too long");
      }
      if ((fn & 1) == 1 || fn == sn) {
        r = MerkleTree.node(p, r);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        r = MerkleTree.node(r, p);
      }
      fn >>= 1;
      sn >>= 1;
    }
    if (sn != 0) {
      throw refused("the path is too short");
    }
    if (!r.equals(root)) {
      throw refused("the path does not lead from the entry to the root");
    }
  }

  private static LogException.Rejected refused(String detail) {
    return new LogException.Rejected(LogCheck.LOG_INCLUSION, detail);
  }
}
