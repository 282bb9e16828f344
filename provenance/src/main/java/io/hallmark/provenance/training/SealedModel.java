package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.relation.ModelColumns;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.proof.commitment.Descriptor;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.training.RunStatement.Model;
import io.hallmark.provenance.training.RunStatement.NamedGeometry;

/// The identity of a sealed model: the descriptor of the commitment to its exported integers.
final class SealedModel {
  private SealedModel() {}

  /// The descriptor that follows from the statement's root and geometry and the program's shapes.
  ///
  /// @throws Rejected `OLDER_GEOMETRY` if the statement does not have the geometry
  static Digest descriptor(Network network, RunStatement statement) throws Rejected {
    if (!(statement.model() instanceof Model.Sealed sealed)) {
      throw new IllegalArgumentException("the model is released");
    }
    return Digest.of(
        Descriptor.of(sealed.root().bytes(), geometry(statement), ModelColumns.shapes(network)));
  }

  /// The geometry of the commitment, as the statement has it.
  ///
  /// @throws Rejected `OLDER_GEOMETRY` if it does not have it
  static Geometry geometry(RunStatement statement) throws Rejected {
    return statement.older().stream()
        .filter(g -> g.name().equals(RunPlan.RELEASED))
        .map(NamedGeometry::geometry)
        .findFirst()
        .orElseThrow(() ->
            new Rejected("OLDER_GEOMETRY", "the statement has no commitment to its sealed model"));
  }
}
