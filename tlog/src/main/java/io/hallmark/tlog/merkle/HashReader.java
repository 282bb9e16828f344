package io.hallmark.tlog.merkle;

import io.hallmark.tlog.LogException;
import java.io.IOException;

/// Gives the hashes of complete subtrees, from wherever they are kept.
@FunctionalInterface
public interface HashReader {
  /// The hash of the subtree over leaves `index·2^level` to `(index+1)·2^level − 1`.
  ///
  /// @throws IOException if it cannot be fetched
  /// @throws LogException if what was fetched is not acceptable
  Hash read(int level, long index) throws IOException, LogException;
}
