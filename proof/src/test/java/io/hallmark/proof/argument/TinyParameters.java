package io.hallmark.proof.argument;

import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Group;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.LevelShape;
import java.util.ArrayList;
import java.util.List;

/// Parameters far below the floor, for any run.
final class TinyParameters {
  private TinyParameters() {}

  /// Whether the masks of the rows fit the geometry of the trace.
  static boolean fit(RunIndex run) {
    Geometry trace = run.groups().getFirst().geometry();
    return 2L * run.kappa() + 1 + trace.queries() <= trace.degreeBound();
  }

  static Parameters of(RunIndex run, int tail) {
    List<List<LevelShape>> levels = new ArrayList<>();
    if (tail == 2) {
      for (Group group : run.groups()) {
        levels.add(levels(group.geometry()));
      }
    }
    return new Parameters(tail, 1, 2, 1, 2, levels);
  }

  private static List<LevelShape> levels(Geometry g) {
    List<LevelShape> out = new ArrayList<>();
    long low = g.m() - 4;
    out.add(new LevelShape(Label.bits(16 + (g.slack() >> low)), low, low + 3, 4));
    while (low > 0) {
      long fold = Math.min(2, low);
      low -= fold;
      out.add(new LevelShape(fold, low, low + 4, 3));
    }
    return out;
  }
}
