package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;

/// The tables behind one hidden sumcheck, known to the end that has the witness.
interface RoundOracle {
  /// The coefficients c_0, c_2, c_3 of the next round polynomial.
  ///
  /// @param bound the challenges so far
  ExtArray round(Ext[] bound);

  /// The values of the tables at the end.
  ///
  /// @param point all challenges
  ExtArray end(Ext[] point);
}
