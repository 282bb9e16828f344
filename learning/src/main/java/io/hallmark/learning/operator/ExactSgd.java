package io.hallmark.learning.operator;

import java.util.List;

/// Exact SGD: `W[t] = W_in - Σ_(u<t) G[u]` inside a segment, `W_out = W[P]` in bw signed bits at
/// its end. The rate is inside the gradient; nothing is rounded and a parameter step costs neither
/// a cell nor a lookup: `W[t]` is a prefix sum, only the boundary is committed.
///
/// @param boundary the end of a segment; its q is 0
public record ExactSgd(WeightBoundary boundary) implements Optimizer {
  @Override
  public List<String> states() {
    return List.of();
  }

  @Override
  public Weights weights(
      ParameterTensor tensor,
      long[] start,
      List<long[]> carried,
      int segments,
      CellRecorder recorder) {
    long[] w = start.clone();
    WeightBoundary.Tape tape = boundary.tape(tensor, segments, recorder);
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
      public void endStep(int slot, int step) {}

      @Override
      public void endSegment(int slot, int segment, int step) throws TrainingStopped {
        for (int i = 0; i < w.length; i++) {
          w[i] = tape.end(w[i], i, slot, segment, step);
        }
      }

      @Override
      public long[] boundary() {
        return w.clone();
      }

      @Override
      public List<long[]> states() {
        return List.of();
      }
    };
  }

  @Override
  public void emitMoves(PartBuilder b, ParameterTensor w) {}

  @Override
  public void emitEffective(PartBuilder b, ParameterTensor w) {
    String in = "in." + w.name();
    b.prefixDifference(w.effective(), w.at(b, "g", "t"), in, w.gradient(), "t");
  }

  @Override
  public void emitUpdate(PartBuilder b, ParameterTensor w) {
    String sum = b.sum(w.name() + ".ls", w.gradient(), "t");
    boundary.emitEnd(
        b, w, List.of(PartBuilder.term(1, "in." + w.name()), PartBuilder.term(-1, sum)));
    boundary.emitRange(b, w);
  }
}
