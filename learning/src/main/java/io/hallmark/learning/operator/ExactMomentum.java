package io.hallmark.learning.operator;

import io.hallmark.learning.program.MomentumKernels;
import io.hallmark.proof.commitment.Cells;
import java.util.List;

/// Exact momentum: `v ← mu·v + G`, `W ← W - v`, as a linear function of the gradients of a segment
/// with rounded public kernels C, D, E, see [MomentumKernels].
///
/// - weights of step t, in units of `2^-q`: `We[t] = 2^q·W_in - Σ_(u<t) C[t-u]·G[u] - D[t]·v_in`;
/// - at the end: `W_out = rnd(We[P], q)`, `v_out = rnd(E[P]·v_in + Σ_u E[P-1-u]·G[u], S)`.
///
/// The kernel is rounded, not the state, so the update is an exact integer function; a parameter
/// step costs neither a cell nor a lookup. Weights and state at a boundary have bw signed bits.
///
/// @param boundary the end of a segment, with bw and kernel bits q
/// @param shift S
/// @param kernels C, D, E up to P
public record ExactMomentum(WeightBoundary boundary, int shift, MomentumKernels kernels)
    implements Optimizer {
  private static final String STATE = "v";

  /// Weights that are gathered from all gradients before the next ones.
  private static final int BLOCK = 2048;

  private Range stateRange(ParameterTensor w) {
    return Range.signed("out." + w.name() + ".v", boundary.bw(), boundary.limb());
  }

  private Round stateRound(ParameterTensor w) {
    return new Round(w.name() + ".vend", shift, boundary.limb());
  }

  @Override
  public List<String> states() {
    return List.of(STATE);
  }

  /// `We[t]` from the start of the segment and the gradients of its steps before t.
  void effective(int t, long[] start, long[] state, SegmentGradients gradients, long[] out) {
    for (int first = 0; first < out.length; first += BLOCK) {
      int end = Math.min(first + BLOCK, out.length);
      for (int i = first; i < end; i++) {
        out[i] = (start[i] << boundary.q()) - kernels.carried(t) * state[i];
      }
      for (int u = 0; u < t; u++) {
        gradients.add(u, -kernels.moved(t - u), out, first, end);
      }
    }
  }

  /// `E[P]·v_in + Σ_u E[P-1-u]·G[u]`.
  void state(long[] state, SegmentGradients gradients, long[] out) {
    int p = kernels.segment();
    for (int i = 0; i < out.length; i++) {
      out[i] = kernels.left(p) * state[i];
    }
    for (int u = 0; u < p; u++) {
      gradients.add(u, kernels.left(p - 1 - u), out, 0, out.length);
    }
  }

  @Override
  public Weights weights(
      ParameterTensor tensor,
      long[] start,
      List<long[]> carried,
      int segments,
      CellRecorder recorder) {
    return new Training(tensor, start, carried, segments, recorder);
  }

  private final class Training implements Weights {
    private final ParameterTensor tensor;
    private final long[] start;
    private final long[] state;
    private final long[] effective;
    private final SegmentGradients gradients;
    private final WeightBoundary.Tape tape;
    private final Round stateRound;
    private final DeclaredRange stateRange;
    private final int[][] stateRoundLow;
    private final int[][] stateLow;
    private int t;

    Training(
        ParameterTensor tensor,
        long[] start,
        List<long[]> carried,
        int segments,
        CellRecorder recorder) {
      int n = start.length;
      int cells = Math.multiplyExact(segments, n);
      CellRecorder ordered = recorder.ordered(tensor.order());
      this.tensor = tensor;
      this.start = start.clone();
      this.state = carried.isEmpty() ? new long[n] : carried.getFirst().clone();
      this.effective = new long[n];
      this.gradients = new SegmentGradients(n, kernels.segment());
      this.tape = boundary.tape(tensor, segments, recorder);
      this.stateRound = stateRound(tensor);
      this.stateRange =
          new DeclaredRange(stateRange(tensor), tensor.name() + ".v", "weight_bits", boundary.fw());
      this.stateRoundLow = stateRound.allColumns(ordered, cells);
      this.stateLow = stateRange.range().limbs().columns(ordered, cells);
      ExactMomentum.this.effective(0, start, state, gradients, effective);
    }

    @Override
    public long[] effective() {
      return effective;
    }

    @Override
    public long[] target() {
      return gradients.target();
    }

    @Override
    public int sign() {
      return 1;
    }

    @Override
    public void endStep(int slot, int step) {
      gradients.endStep();
      t++;
      ExactMomentum.this.effective(t, start, state, gradients, effective);
    }

    @Override
    public void endSegment(int slot, int segment, int step) throws TrainingStopped {
      long[] end = new long[state.length];
      ExactMomentum.this.state(state, gradients, end);
      for (int i = 0; i < end.length; i++) {
        int at = slot * end.length + i;
        long w = tape.end(effective[i], i, slot, segment, step);
        long v = stateRound.apply(end[i]);
        stateRange.require(v, step, segment, tensor.extents(), i);
        stateRound.record(end[i], v, stateRoundLow, at);
        stateRange.range().record(v, stateLow, at);
        start[i] = w;
        state[i] = v;
      }
      gradients.clear();
      t = 0;
      ExactMomentum.this.effective(0, start, state, gradients, effective);
    }

    @Override
    public long[] boundary() {
      return start.clone();
    }

    @Override
    public List<long[]> states() {
      return List.of(state.clone());
    }
  }

  @Override
  public void emitMoves(PartBuilder b, ParameterTensor w) {}

  @Override
  public void emitEffective(PartBuilder b, ParameterTensor w) {
    int p = kernels.segment();
    long[] matrix = new long[p * p];
    long[] carried = new long[p];
    for (int t = 0; t < p; t++) {
      carried[t] = kernels.carried(t);
      for (int u = 0; u < t; u++) {
        matrix[t * p + u] = -kernels.moved(t - u);
      }
    }
    String name = w.name();
    String start = b.broadcast(name + ".0", "in." + name, "t");
    String moved = b.operator(name + ".k", w.gradient(), "t", Cells.ofSigned(matrix));
    String spread = b.broadcast(name + ".v0", "in." + name + ".v", "t");
    String state = b.scale(name + ".m", spread, "t", Cells.ofSigned(carried));
    b.affine(
        w.effective(),
        w.at(b, "g", "t"),
        0,
        List.of(
            PartBuilder.term(1L << boundary.q(), start),
            PartBuilder.term(1, moved),
            PartBuilder.term(-1, state)));
  }

  @Override
  public void emitUpdate(PartBuilder b, ParameterTensor w) {
    int p = kernels.segment();
    String in = "in." + w.name();
    String out = "out." + w.name();
    String moved = KernelSum.emit(b, w.name() + ".l", w.gradient(), p, u -> kernels.moved(p - u));
    boundary.emitEnd(
        b,
        w,
        List.of(
            PartBuilder.term(1L << boundary.q(), in),
            PartBuilder.term(-1, moved),
            PartBuilder.term(-kernels.carried(p), in + ".v")));
    String added =
        KernelSum.emit(b, w.name() + ".v", w.gradient(), p, u -> kernels.left(p - 1 - u));
    stateRound(w)
        .emit(
            b,
            out + ".v",
            List.of(PartBuilder.term(kernels.left(p), in + ".v"), PartBuilder.term(1, added)));
    boundary.emitRange(b, w);
    stateRange(w).emit(b, out + ".v");
  }
}
