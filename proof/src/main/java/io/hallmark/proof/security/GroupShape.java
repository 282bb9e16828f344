package io.hallmark.proof.security;

import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.CommitmentIndex;
import io.hallmark.proof.relation.RunIndex;
import java.util.ArrayList;
import java.util.List;

/// What the errors and the size of an opening depend on, for one group.
///
/// @param geometry a valid geometry
/// @param liveRows live rows of every commitment of the group, the trace first
/// @param levels the levels, none in tail 1
public record GroupShape(Geometry geometry, List<Long> liveRows, List<LevelShape> levels) {
  /// Copies the lists.
  public GroupShape {
    liveRows = List.copyOf(liveRows);
    levels = List.copyOf(levels);
  }

  /// The groups of a run.
  ///
  /// @param run a run whose geometries are valid
  /// @param levels the levels of every group; empty in tail 1
  public static List<GroupShape> of(RunIndex run, List<List<LevelShape>> levels) {
    List<GroupShape> out = new ArrayList<>();
    for (int g = 0; g < run.groups().size(); g++) {
      List<Long> rows = new ArrayList<>();
      for (CommitmentIndex c : run.commitments()) {
        if (c.group() == g) {
          rows.add(c.liveRows());
        }
      }
      List<LevelShape> own = g < levels.size() ? levels.get(g) : List.of();
      out.add(new GroupShape(run.groups().get(g).geometry(), rows, own));
    }
    return out;
  }
}
