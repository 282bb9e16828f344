package io.hallmark.proof.relation;

import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Geometry;
import java.util.List;

/// A public run: parts that share one trace commitment and older commitments and import columns
/// from each other. It holds when every part holds.
///
/// @param trace geometry of the trace
/// @param older commitments made before, in declared order
/// @param parts the parts in order
public record Run(Geometry trace, List<OlderCommitment> older, List<Part> parts) {
  /// Copies the lists.
  public Run {
    older = List.copyOf(older);
    parts = List.copyOf(parts);
  }

  /// An older commitment: data set, parent model, released model.
  public record OlderCommitment(String name, Geometry geometry, List<ColumnShape> columns) {
    /// Copies the list.
    public OlderCommitment {
      columns = List.copyOf(columns);
    }
  }
}
