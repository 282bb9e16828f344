package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.merkle.Opening;

/// Levels of a liar that said `v_g + error` for the value of the folded row: the error is
/// multiplied by the challenge of every round, and the liar may make the final vector fit it.
class LevelLiar implements LevelOracle {
  private final LevelOracle honest;
  private final int levels;
  private Ext error;
  private LevelWeights omega = LevelWeights.of(RowForm.zero(0), 0);
  private int level;

  /// @param levels how many there are
  LevelLiar(LevelOracle honest, int levels, Ext error) {
    this.honest = honest;
    this.levels = levels;
    this.error = error;
  }

  /// The final vector to be said.
  ///
  /// @param vector what is computed; may be changed
  /// @param weights its weights
  /// @param lacking what its inner product with the weights lacks
  ExtArray end(ExtArray vector, ExtArray weights, Ext lacking) {
    return vector;
  }

  @Override
  public byte[] root() {
    return honest.root();
  }

  @Override
  public ExtArray round(LevelWeights weights, Ext[] bound) {
    if (bound.length == 0) {
      omega = weights;
    }
    return honest.round(weights, bound);
  }

  @Override
  public ExtArray vector(Ext[] point) {
    ExtArray vector = honest.vector(point);
    for (Ext r : point) {
      error = error.times(r);
      omega = omega.fold(r);
    }
    return ++level < levels ? vector : end(vector.copy(), omega.toArray(), error);
  }

  @Override
  public Opening open(int number, long[] positions) {
    return honest.open(number, positions);
  }
}
