package io.hallmark.learning.operator;

import io.hallmark.learning.program.AdamFormat;
import io.hallmark.learning.program.AdamKernels;
import io.hallmark.proof.commitment.Cells;
import java.util.List;
import java.util.stream.IntStream;

/// AdamW with bias correction: `m = b1·m + (1-b1)·g`, `v = b2·v + (1-b2)·g²`, `W -= rate·mhat /
/// (√vhat + eps)`, as integers. With the public numbers of [AdamKernels], j = t + 1 and moments m,
/// u at the start of the segment that are not normalised:
///
/// - `g = rnd(G, kg)`, or `g = G` in the wide profile, in bg signed bits;
/// - `N[t] = A_T[j]·m + Σ_(v≤t) A_T[t-v]·g[v]`, `U[t] = c2[j]·u + Σ_(v≤t) c2[t-v]·g[v]²`;
/// - `D = troot(U) + eps_T`, `Δ = floor((2N + D) / (2D))` in 16 signed bits, `W[t+1] = W[t] - Δ`;
/// - at the end: `m' = rnd(E1[P]·m + Σ E1[P-1-v]·g[v], 14)`, `u' = rnd(E2·rnd(u, pre), 14-pre) +
///   rnd(Σ c2[P-1-v]·g[v]², q2)`, m' in bg + 4 signed bits, u' in bu bits.
///
/// Both bias corrections, the rate and the scales of the root are inside the public integers. The
/// root is an integer by its own checks, see [TriangularRoot], and eps is public, so 2D is known
/// and the quotient is unique.
///
/// @param boundary the end of a segment; its q is 0
/// @param kernels the public numbers
public record AdamW(WeightBoundary boundary, AdamKernels kernels) implements Optimizer {
  private static final String FIRST = "m";
  private static final String SECOND = "u";

  @Override
  public List<String> states() {
    return List.of(FIRST, SECOND);
  }

  private AdamFormat format() {
    return kernels.format();
  }

  private int limb() {
    return boundary.limb();
  }

  Round gradientRound(ParameterTensor w) {
    return new Round(w.name() + ".g", format().gradShift(), limb());
  }

  Range gradientRange(ParameterTensor w) {
    return Range.signed(w.name() + ".g", format().gradBits(), limb());
  }

  TriangularRoot root(ParameterTensor w) {
    return new TriangularRoot(w.name() + ".root", format().rootBits(), limb());
  }

  Remainder quotient(ParameterTensor w) {
    return new Remainder(w.name() + ".d", format().divBits(), limb());
  }

  Range stepRange(ParameterTensor w) {
    return Range.signed(w.name() + ".d", AdamFormat.STEP_BITS, limb());
  }

  Round firstRound(ParameterTensor w) {
    return new Round(w.name() + ".mend", AdamKernels.STATE_SHIFT, limb());
  }

  Range firstRange(ParameterTensor w) {
    return Range.signed(
        "out." + w.name() + ".m", format().gradBits() + AdamFormat.FIRST_EXTRA, limb());
  }

  Round addedRound(ParameterTensor w) {
    return new Round(w.name() + ".hr", format().kernelBits(), limb());
  }

  Range addedRange(ParameterTensor w) {
    return new Range(w.name() + ".hr", 0, kernels.addedBits(), limb());
  }

  Round coarseRound(ParameterTensor w) {
    return new Round(w.name() + ".uh", format().decayShift(), limb());
  }

  Range coarseRange(ParameterTensor w) {
    int pre = format().decayShift();
    return new Range(w.name() + ".uh", 0, format().secondBits() - pre + 1, limb());
  }

  Round secondRound(ParameterTensor w) {
    int shift = AdamKernels.STATE_SHIFT - format().decayShift();
    return new Round(w.name() + ".uend", shift, limb());
  }

  Range secondRange(ParameterTensor w) {
    return new Range("out." + w.name() + ".u", 0, format().secondBits(), limb());
  }

  /// `N[t]` of the parameters from `from` on, as many as the result has room for or there are.
  ///
  /// @param step global step, counted from 0
  /// @param first m at the start of the segment
  /// @param gradients g of the steps of the segment so far
  void numerators(int step, long[] first, int[][] gradients, int from, long[] out) {
    int t = step % kernels.segment();
    int count = Math.min(out.length, first.length - from);
    long kept = kernels.moved(step, t + 1);
    for (int i = 0; i < count; i++) {
      out[i] = kept * first[from + i];
    }
    for (int v = 0; v <= t; v++) {
      int[] g = gradients[v];
      long factor = kernels.moved(step, t - v);
      for (int i = 0; i < count; i++) {
        out[i] += factor * g[from + i];
      }
    }
  }

  /// `U[t]` of the parameters from `from` on, as [#numerators].
  ///
  /// @param second u at the start of the segment
  void squares(int t, long[] second, int[][] gradients, int from, long[] out) {
    int count = Math.min(out.length, second.length - from);
    long kept = kernels.second(t + 1);
    for (int i = 0; i < count; i++) {
      out[i] = kept * second[from + i];
    }
    for (int v = 0; v <= t; v++) {
      int[] g = gradients[v];
      long factor = kernels.second(t - v);
      for (int i = 0; i < count; i++) {
        long x = g[from + i];
        out[i] += factor * (x * x);
      }
    }
  }

  /// `floor((2n + d) / (2d))`.
  public static long move(long n, long d) {
    return Math.floorDiv(2 * n + d, 2 * d);
  }

  @Override
  public Weights weights(
      ParameterTensor tensor,
      long[] start,
      List<long[]> carried,
      int segments,
      CellRecorder recorder) {
    return new AdamTape(this, tensor, start, carried, segments, recorder);
  }

  @Override
  public void emitPublic(PartBuilder b, StepWindow window) {
    boundary.emitPublic(b, window);
    int p = kernels.segment();
    long[] moved = new long[window.span() * p * p];
    for (int i = 0; i < moved.length; i++) {
      int t = i / p % p;
      int tau = i % p;
      int step = window.first() * p + i / p;
      moved[i] = tau <= t ? kernels.moved(step, t - tau) : 0;
    }
    b.constant("a1", b.full("g", "t", "tau"), Cells.ofSigned(moved));
    b.constant("a1.m", b.full("g", "t"), window.perStep(step -> kernels.moved(step, step % p + 1)));
    if (format().isWide()) {
      b.constant("eps", b.full("g", "t"), window.perStep(kernels::eps));
    }
  }

  private static String move(ParameterTensor w) {
    return w.name() + ".d";
  }

  @Override
  public void emitMoves(PartBuilder b, ParameterTensor w) {
    String name = w.name();
    List<String> at = w.at(b, "g", "t");
    String g = emitGradient(b, w, at);
    String h = b.product(name + ".h", at, g, g);
    String kept = b.operator(name + ".uk", h, "t", Cells.ofSigned(squares()));
    String spread = b.broadcast(name + ".u0", "in." + name + ".u", "t");
    long[] carried = KernelSum.values(kernels.segment(), t -> kernels.second(t + 1));
    String start = b.scale(name + ".um", spread, "t", Cells.ofSigned(carried));
    String root =
        root(w).emit(b, at, List.of(PartBuilder.term(1, kept), PartBuilder.term(1, start)));
    String den = format().isWide() ? emitDenominator(b, w, at, root) : root;
    String moved = b.product(name + ".na", at, "a1", b.rename(name + ".gt", g, "t", "tau"));
    String first = b.product(name + ".nm", at, "a1.m", "in." + name + ".m");
    String d = b.committed(move(w), at);
    String product = b.product(name + ".d.a", at, den, d);
    String rem =
        b.affine(
            name + ".d.rem",
            at,
            0,
            List.of(
                PartBuilder.term(2, moved),
                PartBuilder.term(2, first),
                PartBuilder.term(1, den),
                PartBuilder.term(-2, product)));
    quotient(w).emit(b, rem, List.of(PartBuilder.term(2, den)));
    stepRange(w).emit(b, d);
  }

  private String emitGradient(PartBuilder b, ParameterTensor w, List<String> at) {
    if (format().isWide()) {
      gradientRange(w).emit(b, w.gradient());
      return w.gradient();
    }
    String g = b.committed(w.name() + ".g", at);
    gradientRound(w).emit(b, g, List.of(PartBuilder.term(1, w.gradient())));
    gradientRange(w).emit(b, g);
    return g;
  }

  private static String emitDenominator(
      PartBuilder b, ParameterTensor w, List<String> at, String root) {
    String eps = "eps";
    for (String label : w.at(b)) {
      eps = b.broadcast(w.name() + ".eps." + label, eps, label);
    }
    return b.affine(
        w.name() + ".den", at, 0, List.of(PartBuilder.term(1, root), PartBuilder.term(1, eps)));
  }

  /// `c2[t-v]` for `v ≤ t`, row-major.
  private long[] squares() {
    int p = kernels.segment();
    return IntStream.range(0, p * p)
        .mapToLong(i -> i % p <= i / p ? kernels.second(i / p - i % p) : 0)
        .toArray();
  }

  /// The column that enters the moments.
  private String gradient(ParameterTensor w) {
    return format().isWide() ? w.gradient() : w.name() + ".g";
  }

  @Override
  public void emitEffective(PartBuilder b, ParameterTensor w) {
    String in = "in." + w.name();
    b.prefixDifference(w.effective(), w.at(b, "g", "t"), in, move(w), "t");
  }

  @Override
  public void emitUpdate(PartBuilder b, ParameterTensor w) {
    int p = kernels.segment();
    String name = w.name();
    String in = "in." + name;
    String out = "out." + name;
    String sum = b.sum(name + ".ls", move(w), "t");
    boundary.emitEnd(b, w, List.of(PartBuilder.term(1, in), PartBuilder.term(-1, sum)));
    String first = KernelSum.emit(b, name + ".m", gradient(w), p, v -> kernels.first(p - 1 - v));
    firstRound(w)
        .emit(
            b,
            out + ".m",
            List.of(PartBuilder.term(kernels.first(p), in + ".m"), PartBuilder.term(1, first)));
    String added = KernelSum.emit(b, name + ".h", name + ".h", p, v -> kernels.second(p - 1 - v));
    if (format().kernelBits() > 0) {
      added = emitRounded(b, w, addedRound(w), addedRange(w), added);
    }
    String kept = in + ".u";
    if (format().decayShift() > 0) {
      kept = emitRounded(b, w, coarseRound(w), coarseRange(w), kept);
    }
    String rest =
        b.affine(
            name + ".un",
            w.at(b, "g"),
            0,
            List.of(PartBuilder.term(1, out + ".u"), PartBuilder.term(-1, added)));
    secondRound(w).emit(b, rest, List.of(PartBuilder.term(kernels.secondLeft(), kept)));
    boundary.emitRange(b, w);
    firstRange(w).emit(b, out + ".m");
    secondRange(w).emit(b, out + ".u");
  }

  private static String emitRounded(
      PartBuilder b, ParameterTensor w, Round round, Range range, String source) {
    String rounded = b.committed(round.name(), w.at(b, "g"));
    round.emit(b, rounded, List.of(PartBuilder.term(1, source)));
    range.emit(b, rounded);
    return rounded;
  }
}
