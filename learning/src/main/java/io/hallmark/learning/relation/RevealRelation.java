package io.hallmark.learning.relation;

import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Run;
import java.util.List;

/// The run of its own that opens a sealed model: the commitment `released` holds these public
/// weights. Its one part has no own columns.
public final class RevealRelation {
  private RevealRelation() {}

  /// The run.
  ///
  /// @param network the operators of the program that made the model
  /// @param served the weights that become public
  /// @param model geometry of the commitment to the model
  /// @param trace geometry of the trace
  /// @throws IllegalArgumentException if the weights are those of another network
  public static Run run(Network network, ModelSnapshot served, Geometry model, Geometry trace) {
    if (!served.tensors().equals(network.tensors())) {
      throw new IllegalArgumentException("weights of another model");
    }
    return new Run(
        trace,
        List.of(new Run.OlderCommitment(RunPlan.RELEASED, model, ModelColumns.shapes(network))),
        List.of(new PartCompiler(network).reveal(served.cells())));
  }
}
