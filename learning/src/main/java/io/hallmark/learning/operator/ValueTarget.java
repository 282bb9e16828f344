package io.hallmark.learning.operator;

import java.util.List;

/// The derivative of a squared error by the pre-activations: `err[o] = z[o] - target[o]`, both at
/// scale fx. Targets of one output are `[row]`, of more `[class, row]`.
///
/// @param outputs number of outputs
public record ValueTarget(int outputs) implements Target {
  @Override
  public long error(int p, int[] labels, int sample, int output) {
    return (long) p - labels[sample * outputs + output];
  }

  @Override
  public String emit(PartBuilder b, String z, String y) {
    String target = outputs == 1 ? b.broadcast("y.t", y, "class") : y;
    return b.affine(
        ERROR, b.at(z), 0, List.of(PartBuilder.term(1, z), PartBuilder.term(-1, target)));
  }
}
