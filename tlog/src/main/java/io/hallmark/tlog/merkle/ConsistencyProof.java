package io.hallmark.tlog.merkle;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import java.util.ArrayList;
import java.util.List;

/// The proof that one tree extends another (RFC 6962, section 2.1.2).
///
/// @param path node hashes, at most 63
public record ConsistencyProof(List<Hash> path) {
  /// The longest proof that any two trees have.
  public static final int MAX_PATH = 63;

  /// @throws IllegalArgumentException if the path is too long
  public ConsistencyProof {
    path = List.copyOf(path);
    if (path.size() > MAX_PATH) {
      throw new IllegalArgumentException("a proof of " + path.size() + " hashes");
    }
  }

  /// Requires that the first `oldSize` leaves of the new tree are those of the old one (RFC 9162,
  /// section 2.1.4.2). From the empty tree, and between equal sizes, the proof must be empty; the
  /// empty tree is checked to have its one root.
  ///
  /// @throws LogException.Rejected `LOG_CONSISTENCY` if they are not; `LOG_FORK` if the sizes are
  ///   equal and the roots are not; `LOG_ROLLBACK` if the new tree is the smaller one
  public void verify(long oldSize, Hash oldRoot, long size, Hash root)
      throws LogException.Rejected {
    if (oldSize < 0 || size < oldSize) {
      throw new LogException.Rejected(
          LogCheck.LOG_ROLLBACK, "from size " + oldSize + " to size " + size);
    }
    require(
        oldSize > 0 || oldRoot.equals(MerkleTree.EMPTY),
        "the empty tree has another root than it must have");
    if (oldSize == size) {
      if (!oldRoot.equals(root)) {
        throw new LogException.Rejected(
            LogCheck.LOG_FORK, "two roots of size " + size + ": " + oldRoot + " and " + root);
      }
      require(path.isEmpty(), "a proof between equal sizes is empty");
    } else if (oldSize == 0) {
      require(path.isEmpty(), "a proof from the empty tree is empty");
    } else {
      walk(oldSize, oldRoot, size, root);
    }
  }

  private void walk(long oldSize, Hash oldRoot, long size, Hash root) throws LogException.Rejected {
    List<Hash> hashes = new ArrayList<>(path);
    if (Long.bitCount(oldSize) == 1) {
      hashes.addFirst(oldRoot);
    }
    require(!hashes.isEmpty(), "the proof is empty");
    long fn = oldSize - 1;
    long sn = size - 1;
    while ((fn & 1) == 1) {
      fn >>= 1;
      sn >>= 1;
    }
    Hash fr = hashes.getFirst();
    Hash sr = fr;
    for (Hash c : hashes.subList(1, hashes.size())) {
      require(sn != 0, "the proof is too long");
      if ((fn & 1) == 1 || fn == sn) {
        fr = MerkleTree.node(c, fr);
        sr = MerkleTree.node(c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        sr = MerkleTree.node(sr, c);
      }
      fn >>= 1;
      sn >>= 1;
    }
    require(sn == 0, "the proof is too short");
    require(fr.equals(oldRoot), "the proof does not lead to the old root");
    require(sr.equals(root), "the proof does not lead to the new root");
  }

  private static void require(boolean holds, String detail) throws LogException.Rejected {
    if (!holds) {
      throw new LogException.Rejected(LogCheck.LOG_CONSISTENCY, detail);
    }
  }
}
