package io.hallmark.proof.relation;

import io.hallmark.proof.commitment.Geometry;
import java.util.List;

/// The blocks of equal geometry, which share one row numbering and one opening.
///
/// @param geometry their geometry
/// @param blocks parts, then older commitments, in declared order
/// @param rows padded rows: the end of the last block
public record Group(Geometry geometry, List<Block> blocks, long rows) {
  /// Copies the list.
  public Group {
    blocks = List.copyOf(blocks);
  }
}
