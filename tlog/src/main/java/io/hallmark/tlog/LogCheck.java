package io.hallmark.tlog;

/// Every reason for which a log, or a proof of a log, is refused.
public enum LogCheck {
  /// A signature by a known key does not verify.
  LOG_SIGNATURE,
  /// No log that the policy lists has signed.
  LOG_UNKNOWN,
  /// The checkpoint belongs to another log.
  LOG_ORIGIN,
  /// Too few known cosigners have signed.
  LOG_QUORUM,
  /// The entry is not in the tree at the stated index.
  LOG_INCLUSION,
  /// The new tree does not extend the old one.
  LOG_CONSISTENCY,
  /// Two trees of one size differ: the log tells two stories.
  LOG_FORK,
  /// The tree is smaller than one that was signed before.
  LOG_ROLLBACK,
  /// A tile is missing.
  LOG_TILE_MISSING,
  /// A tile does not have exactly the length that its place demands.
  LOG_TILE_LENGTH,
  /// A tile does not hash to the tree.
  LOG_TILE_HASH,
  /// An entry bundle does not hold exactly the entries of the tree.
  LOG_ENTRIES,
  /// The tiles do not give the root of the checkpoint.
  LOG_ROOT
}
