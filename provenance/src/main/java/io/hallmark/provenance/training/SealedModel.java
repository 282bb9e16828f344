package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.relation.ModelColumns;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.proof.commitment.Descriptor;
import io.hallmark.provenance.training.RunStatement.Model;
import io.hallmark.provenance.training.RunStatement.NamedGeometry;

/// The identity of a sealed model: the descriptor of the commitment to its exported integers.
final class SealedModel {
  private SealedModel() {}

  /// The descriptor that follows from the statement's root and geometry and the program's shapes.
  static Digest descriptor(Network network, RunStatement statement) {
    if (!(statement.model() instanceof Model.Sealed sealed)) {
      throw new IllegalArgumentException("the model is released");
    }
    NamedGeometry geometry =
        statement.older().stream()
            .filter(g -> g.name().equals(RunPlan.RELEASED))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no commitment to the model"));
    return Digest.of(
        Descriptor.of(sealed.root().bytes(), geometry.geometry(), ModelColumns.shapes(network)));
  }
}
