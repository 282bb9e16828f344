package io.hallmark.proof.relation;

import java.util.List;

/// One commitment with its own root: the trace, or an older one.
///
/// @param name `trace`, or the name of the older commitment
/// @param older number of the older commitment, or -1 for the trace
/// @param group number of its group
/// @param blocks its blocks: every part for the trace, else one
public record CommitmentIndex(String name, int older, int group, List<Block> blocks) {
  /// Copies the list.
  public CommitmentIndex {
    blocks = List.copyOf(blocks);
  }

  /// Number of live rows R, counted without listing them.
  public long liveRows() {
    return blocks.stream().mapToLong(b -> b.layout().liveRowCount()).sum();
  }
}
