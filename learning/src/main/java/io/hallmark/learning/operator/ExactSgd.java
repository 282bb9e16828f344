package io.hallmark.learning.operator;

import java.util.List;

/// Exact SGD: `W[t] = W_in - Σ_(u<t) G[u]` inside a segment, `W_out = W[P]` in bw signed bits at
/// its end. The rate is inside the gradient; nothing is rounded and a parameter step costs neither
/// a cell nor a lookup: `W[t]` is a prefix sum, only the boundary is committed.
///
/// @param bw signed bits of a weight at a boundary
/// @param fw scale of a weight
/// @param limb bits of a limb
public record ExactSgd(int bw, int fw, int limb) {
  /// The range of a boundary weight.
  public Range range(ParameterTensor w) {
    return Range.signed("out." + w.name(), bw, limb);
  }

  /// The declared format of a boundary weight.
  public DeclaredRange declared(ParameterTensor w) {
    return new DeclaredRange(range(w), w.name(), "weight_bits", fw);
  }

  /// Commits the boundaries `out.τ [g,τ]`, one after every segment.
  public void emitBoundaries(PartBuilder b, List<ParameterTensor> tensors) {
    tensors.forEach(w -> b.committed("out." + w.name(), w.at(b, "g")));
  }

  /// Emits the weights of every step, and of biases their copy along the batch.
  public void emitEffective(PartBuilder b, ParameterTensor w) {
    String in = "in." + w.name();
    b.prefixDifference(w.effective(), w.at(b, "g", "t"), in, w.gradient(), "t");
  }

  /// Emits `out.τ = in.τ - Σ_t G[t]` and the range of out.τ.
  public void emitUpdate(PartBuilder b, ParameterTensor w) {
    String out = "out." + w.name();
    String sum = b.sum(w.name() + ".ls", w.gradient(), "t");
    new Round(w.name() + ".end", 0, limb)
        .emit(b, out, List.of(PartBuilder.term(1, "in." + w.name()), PartBuilder.term(-1, sum)));
    range(w).emit(b, out);
  }
}
