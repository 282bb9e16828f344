package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.merkle.Opening;

/// The folded vectors of the levels of one group, known to the end that has the witness.
interface LevelOracle {
  /// Commits the current vector as the next level and returns the root.
  byte[] root();

  /// The coefficients c_0, c_2 of the round polynomial of `<u, omega>`.
  ///
  /// @param weights omega at the start of the level
  /// @param bound the challenges of this level so far
  ExtArray round(LevelWeights weights, Ext[] bound);

  /// The vector after all challenges of this level; it becomes the current one.
  ExtArray vector(Ext[] point);

  /// Opens the tree of a level, counted from 0.
  Opening open(int level, long[] positions);
}
