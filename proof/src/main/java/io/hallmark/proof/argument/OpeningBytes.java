package io.hallmark.proof.argument;

import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.CommitmentIndex;
import io.hallmark.proof.relation.Group;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.LevelShape;

/// A lower bound of the bytes of a proof, so that a short one is refused before anything is
/// allocated for the queries that its parameters promise.
final class OpeningBytes {
  private OpeningBytes() {}

  /// Bytes of the opened leaf values, of the folded rows of tail 1, and of the levels of tail 2.
  /// The geometries are valid.
  static long least(RunIndex run, Parameters parameters) {
    long sum = 0;
    for (CommitmentIndex commitment : run.commitments()) {
      Geometry g = run.groups().get(commitment.group()).geometry();
      sum += 8 * g.queries() * commitment.liveRows();
    }
    for (int g = 0; g < run.groups().size(); g++) {
      Group group = run.groups().get(g);
      if (parameters.tail() == 1) {
        sum += 16 * group.geometry().degreeBound();
      }
      for (LevelShape level : parameters.levels(g)) {
        sum += 16 * level.queries();
      }
    }
    return sum;
  }
}
