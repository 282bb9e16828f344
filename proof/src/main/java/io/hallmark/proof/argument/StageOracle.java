package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;

/// The tables behind one stage of product columns, known to the end that has the witness.
interface StageOracle {
  /// The value of every occurrence.
  ExtArray values();

  /// The sumcheck over all occurrences; its end are A and B of every occurrence, alternating.
  ///
  /// @param combine the challenge eta
  RoundOracle rounds(Ext combine);
}
