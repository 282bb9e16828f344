package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Column;
import java.util.List;

/// The derivative of a cross-entropy by the pre-activations: `err[o] = p[o] - 2^fp·target[o]`. The
/// target is the label itself for one output, `[o = label]` for more. Labels of two classes are one
/// column y of 0 and 1, from which two outputs take `½ + ½·(±1)·(2y - 1)`; labels of more classes
/// are one-hot.
///
/// @param outputs number of outputs
/// @param fp scale of p
public record LabelTarget(int outputs, int fp) implements Target {
  /// The error of an output.
  ///
  /// @param p probability
  /// @param label class of the sample
  /// @param output number of the output
  public long error(int p, int label, int output) {
    int target = outputs == 1 ? label : label == output ? 1 : 0;
    return p - ((long) target << fp);
  }

  @Override
  public long error(int p, int[] labels, int sample, int output) {
    return error(p, labels[sample], output);
  }

  @Override
  public String emit(PartBuilder b, String p, String y) {
    String target =
        switch (outputs) {
          case 1 -> b.broadcast("y.t", y, "class");
          case 2 -> both(b, b.at(p), y);
          default -> y;
        };
    return b.affine(
        ERROR, b.at(p), 0, List.of(PartBuilder.term(1, p), PartBuilder.term(-(1L << fp), target)));
  }

  private static String both(PartBuilder b, List<String> at, String y) {
    String spread = b.broadcast("y.c", y, "class");
    long minusOne = Goldilocks.fromSigned(-1);
    String sign = b.affine("y.u", at, minusOne, List.of(PartBuilder.term(2, spread)));
    String turned = b.scale("y.k", sign, "class", Cells.ofInts(-1, 1));
    return b.affine("y.t", at, Goldilocks.HALF, List.of(new Column.Term(Goldilocks.HALF, turned)));
  }
}
