package io.hallmark.learning.operator;

import io.hallmark.learning.program.DecayFactors;
import io.hallmark.proof.relation.Column;
import java.util.List;

/// Decoupled weight decay of matrices, once per segment: `W := pre - rnd(lam·pre, 24)` of the
/// weights *pre* that the steps of the segment left, with the public factor lam in `[0, 2^24]` of
/// [DecayFactors].
///
/// pre is committed and has bw signed bits, as has the result: with `|W| ≤ |pre|` only the check of
/// pre can stop a training, that of W bounds the quotient.
///
/// @param bw signed bits of a weight
/// @param fw scale of a weight
/// @param limb bits of a limb
/// @param factors lam of every segment
public record WeightDecay(int bw, int fw, int limb, DecayFactors factors) {
  private static final String FACTOR = "lam";

  /// Whether the weights of a tensor decay: those of a matrix.
  public boolean applies(ParameterTensor w) {
    return w.labels().size() > 1;
  }

  /// Column of the weights before they decay.
  public String before(ParameterTensor w) {
    return "pre." + w.name();
  }

  /// The range of the weights before they decay.
  public DeclaredRange declared(ParameterTensor w) {
    return new DeclaredRange(Range.signed(before(w), bw, limb), before(w), "weight_bits", fw);
  }

  /// The rounding of what is lost.
  public Round round(ParameterTensor w) {
    return new Round(w.name() + ".dec", DecayFactors.SHIFT, limb);
  }

  /// `lam·pre`, to be rounded.
  public long product(int segment, long weight) {
    return factors.of(segment) * weight;
  }

  /// Emits lam.
  public void emitFactors(PartBuilder b, StepWindow window) {
    b.constant(FACTOR, List.of("g"), window.perSegment(factors::of));
  }

  /// Emits range and decay of a committed column.
  public void emit(PartBuilder b, ParameterTensor w) {
    String pre = before(w);
    declared(w).range().emit(b, pre);
    String lost = b.product(pre + ".k", b.at(pre), FACTOR, pre);
    String difference =
        b.affine(
            pre + ".d",
            b.at(pre),
            0,
            List.of(PartBuilder.term(1, pre), PartBuilder.term(-1, "out." + w.name())));
    round(w).emit(b, difference, List.of(new Column.Term(1, lost)));
  }
}
