package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import java.util.List;

/// The commitment `released` holds these public weights: `released.τ = served.τ` for every tensor.
public final class RevealedWeights {
  private RevealedWeights() {}

  /// Emits the constraints.
  ///
  /// @param served the weights, one table per tensor in box order
  public static void emit(PartBuilder b, List<ParameterTensor> tensors, List<Cells> served) {
    for (int j = 0; j < tensors.size(); j++) {
      ParameterTensor w = tensors.get(j);
      List<String> at = w.at(b);
      String sealed = b.importOlder("released." + w.name(), at, "released", w.name());
      String open = b.constant("served." + w.name(), at, served.get(j));
      b.requireZero(
          b.affine(
              sealed + ".q",
              at,
              0,
              List.of(PartBuilder.term(1, sealed), PartBuilder.term(-1, open))));
    }
  }
}
