package io.hallmark.proof.argument;

import io.hallmark.algebra.field.ExtArray;

/// The fractions of one layer of the lookup tree, stored or computed when asked for. A range is
/// aligned to its length, which is a power of two and at most a block.
interface FractionLayer {
  /// Whether a range holds more than trivial fractions.
  boolean isLive(long from, int n);

  /// Finds or computes a range of fractions.
  ///
  /// @param slot 0 to 3, where a computed range may be put
  /// @return its first index in [#numerators] and [#denominators]
  int place(long from, int n, FractionScratch scratch, int slot);

  /// The array that ranges of numerators stand in.
  ExtArray numerators(FractionScratch scratch);

  /// The array that ranges of denominators stand in.
  ExtArray denominators(FractionScratch scratch);
}
