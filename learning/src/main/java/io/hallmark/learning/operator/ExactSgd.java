package io.hallmark.learning.operator;

import java.util.List;

/// Exact SGD: `W[t] = W_in - Σ_(u<t) G[u]` inside a segment, `W_out = W[P]` in bw signed bits at
/// its end. The rate is inside the gradient; nothing is rounded and a parameter step costs neither
/// a cell nor a lookup: `W[t]` is a prefix sum, only the boundary is committed.
///
/// @param bw signed bits of a weight at a boundary
/// @param fw scale of a weight
/// @param limb bits of a limb
public record ExactSgd(int bw, int fw, int limb) implements Optimizer {
  @Override
  public Range range(ParameterTensor w) {
    return Range.signed("out." + w.name(), bw, limb);
  }

  /// The declared format of a boundary weight.
  public DeclaredRange declared(ParameterTensor w) {
    return new DeclaredRange(range(w), w.name(), "weight_bits", fw);
  }

  @Override
  public boolean hasState() {
    return false;
  }

  @Override
  public Weights weights(
      ParameterTensor tensor, long[] start, long[] state, int segments, CellRecorder recorder) {
    long[] w = start.clone();
    DeclaredRange declared = declared(tensor);
    int[][] low =
        declared
            .range()
            .limbs()
            .columns(recorder.ordered(tensor.order()), Math.multiplyExact(segments, w.length));
    return new Weights() {
      @Override
      public long[] effective() {
        return w;
      }

      @Override
      public long[] target() {
        return w;
      }

      @Override
      public int sign() {
        return -1;
      }

      @Override
      public void endStep() {}

      @Override
      public void endSegment(int slot, int segment, int step) throws TrainingStopped {
        for (int i = 0; i < w.length; i++) {
          declared.require(w[i], step, segment, tensor.extents(), i);
          declared.range().record(w[i], low, slot * w.length + i);
        }
      }

      @Override
      public long[] boundary() {
        return w.clone();
      }

      @Override
      public long[] state() {
        return new long[0];
      }
    };
  }

  @Override
  public void emitBoundaries(PartBuilder b, List<ParameterTensor> tensors) {
    tensors.forEach(w -> b.committed("out." + w.name(), w.at(b, "g")));
  }

  @Override
  public void emitStart(PartBuilder b, WindowStart start, int span, List<ParameterTensor> tensors) {
    start.emit(b, span, tensors);
  }

  @Override
  public void emitEffective(PartBuilder b, ParameterTensor w) {
    String in = "in." + w.name();
    b.prefixDifference(w.effective(), w.at(b, "g", "t"), in, w.gradient(), "t");
  }

  @Override
  public void emitUpdate(PartBuilder b, ParameterTensor w) {
    String out = "out." + w.name();
    String sum = b.sum(w.name() + ".ls", w.gradient(), "t");
    new Round(w.name() + ".end", 0, limb)
        .emit(b, out, List.of(PartBuilder.term(1, "in." + w.name()), PartBuilder.term(-1, sum)));
    range(w).emit(b, out);
  }
}
