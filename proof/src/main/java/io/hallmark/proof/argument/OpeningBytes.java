package io.hallmark.proof.argument;

import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.CommitmentIndex;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.LevelShape;
import java.util.List;

/// A lower bound of the bytes of a proof, so that a short one is refused before anything is
/// allocated for the queries that its parameters promise.
final class OpeningBytes {
  private static final long MANY = Long.MAX_VALUE / 2;

  private OpeningBytes() {}

  /// Bytes of the opened leaf values, of the folded rows of tail 1, and of the levels of tail 2; a
  /// huge number if they are that many. The geometries are valid.
  static long least(RunIndex run, Parameters parameters) {
    long sum = 0;
    for (CommitmentIndex commitment : run.commitments()) {
      Geometry g = run.groups().get(commitment.group()).geometry();
      sum = plus(sum, 8 * g.queries() * commitment.liveRows());
    }
    for (int g = 0; g < run.groups().size(); g++) {
      long degreeBound = run.groups().get(g).geometry().degreeBound();
      if (parameters.tail() == 1) {
        sum = plus(sum, 16 * degreeBound);
      }
      List<LevelShape> levels = parameters.levels(g);
      for (int i = 0; i < levels.size(); i++) {
        LevelShape level = levels.get(i);
        long rows = i == 0 ? degreeBound >> level.low() : 1L << level.fold();
        sum = plus(sum, 16 * level.queries() * rows);
      }
    }
    return sum;
  }

  private static long plus(long a, long b) {
    return Math.min(a + b, MANY);
  }
}
