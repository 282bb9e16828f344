package io.hallmark.learning.operator;

import io.hallmark.learning.program.AdamFormat;
import io.hallmark.learning.program.AdamKernels;
import java.util.Arrays;
import java.util.List;

/// One tensor in training with AdamW, and the cells it leaves.
final class AdamTape implements Optimizer.Weights {
  private static final int BLOCK = 1024;

  private final AdamW adam;
  private final AdamKernels kernels;
  private final AdamFormat format;
  private final ParameterTensor tensor;
  private final int size;
  private final long[] weights;
  private final long[] first;
  private final long[] second;
  private final long[] gradient;
  private final int[][] gradients;
  private final int[] roots;
  private final long[] squares = new long[BLOCK];
  private final long[] numerators = new long[BLOCK];
  private final Round gradientRound;
  private final DeclaredRange gradientRange;
  private final DeclaredRange stepRange;
  private final int[] gradientCells;
  private final int[][] gradientRoundLow;
  private final int[][] gradientLow;
  private final int[] rootCells;
  private final Remainder.Tape rootTape;
  private final int[] stepCells;
  private final Remainder.Tape stepTape;
  private final int[][] stepLow;
  private final AdamBoundary end;

  AdamTape(
      AdamW adam,
      ParameterTensor tensor,
      long[] start,
      List<long[]> carried,
      int segments,
      CellRecorder recorder) {
    CellRecorder ordered = recorder.ordered(tensor.order());
    this.adam = adam;
    this.kernels = adam.kernels();
    this.format = kernels.format();
    this.tensor = tensor;
    this.size = start.length;
    this.weights = start.clone();
    this.first = carried.isEmpty() ? new long[size] : carried.get(0).clone();
    this.second = carried.isEmpty() ? new long[size] : carried.get(1).clone();
    this.gradient = new long[size];
    this.gradients = new int[kernels.segment()][size];
    this.roots = new int[size];
    Arrays.fill(roots, 1 << 10);
    int cells = Math.multiplyExact(Math.multiplyExact(segments, kernels.segment()), size);
    this.gradientRound = adam.gradientRound(tensor);
    Range range = adam.gradientRange(tensor);
    this.gradientRange = new DeclaredRange(range, range.name(), "grad_bits", 0);
    this.stepRange =
        new DeclaredRange(
            adam.stepRange(tensor), tensor.name() + ".d", "weight_frac", format.weightFraction());
    this.gradientCells = format.isWide() ? new int[0] : ordered.column(range.name(), cells);
    this.gradientRoundLow = format.isWide() ? new int[0][] : gradientRound.columns(ordered, cells);
    this.gradientLow = range.limbs().columns(ordered, cells);
    TriangularRoot root = adam.root(tensor);
    this.rootCells = ordered.column(root.name(), cells);
    List<Integer> extents = tensor.extents();
    this.rootTape = root.remainder().tape(ordered, cells, "root_bits", extents);
    this.stepCells = ordered.column(tensor.name() + ".d", cells);
    this.stepTape = adam.quotient(tensor).tape(ordered, cells, "div_bits", extents);
    this.stepLow = stepRange.range().limbs().columns(ordered, cells);
    this.end =
        new AdamBoundary(
            adam,
            tensor,
            ordered,
            Math.multiplyExact(segments, size),
            adam.boundary().tape(tensor, segments, recorder));
  }

  @Override
  public long[] effective() {
    return weights;
  }

  @Override
  public long[] target() {
    return gradient;
  }

  @Override
  public int sign() {
    return 1;
  }

  @Override
  public void endStep(int slot, int step) throws TrainingStopped {
    int t = step % kernels.segment();
    int segment = step / kernels.segment();
    long eps = kernels.eps(step);
    for (int from = 0; from < size; from += BLOCK) {
      int end = Math.min(from + BLOCK, size);
      TrainingStopped stop = null;
      for (int i = from; i < end && stop == null; i++) {
        try {
          gradients[t][i] = gradient(i, slot * size + i, step + 1, segment);
        } catch (TrainingStopped e) {
          stop = e; // entries before it come first, with all their checks
          end = i;
        }
      }
      adam.squares(t, second, gradients, from, squares);
      adam.numerators(step, first, gradients, from, numerators);
      for (int i = from; i < end; i++) {
        move(i, slot * size + i, eps, squares[i - from], numerators[i - from], step + 1, segment);
      }
      if (stop != null) {
        throw stop;
      }
    }
    Arrays.fill(gradient, 0);
  }

  private void move(int i, int at, long eps, long u, long n, int step, int segment)
      throws TrainingStopped {
    long root = TriangularRoot.of(u, roots[i]);
    roots[i] = (int) root;
    rootTape.record(TriangularRoot.remainder(u, root), root, at, i, step, segment);
    rootCells[at] = (int) root;
    long d = root + eps;
    long move = AdamW.move(n, d);
    stepTape.record(2 * n + d - 2 * d * move, 2 * d, at, i, step, segment);
    stepRange.require(move, step, segment, tensor.extents(), i);
    stepRange.range().record(move, stepLow, at);
    stepCells[at] = (int) move;
    weights[i] -= move;
  }

  private int gradient(int i, int at, int step, int segment) throws TrainingStopped {
    long g = gradientRound.apply(gradient[i]);
    gradientRange.require(g, step, segment, tensor.extents(), i);
    gradientRange.range().record(g, gradientLow, at);
    if (!format.isWide()) {
      gradientRound.record(gradient[i], g, gradientRoundLow, at);
      gradientCells[at] = (int) g;
    }
    return (int) g;
  }

  @Override
  public void endSegment(int slot, int segment, int step) throws TrainingStopped {
    int p = kernels.segment();
    for (int i = 0; i < size; i++) {
      weights[i] = end.weight(weights[i], i, slot, segment, step);
      long m = kernels.first(p) * first[i];
      long h = 0;
      for (int v = 0; v < p; v++) {
        long g = gradients[v][i];
        m += kernels.first(p - 1 - v) * g;
        h += kernels.second(p - 1 - v) * (g * g);
      }
      first[i] = end.first(m, i, slot, segment, step);
      second[i] = end.second(second[i], h, i, slot, segment, step);
    }
  }

  @Override
  public long[] boundary() {
    return weights.clone();
  }

  @Override
  public List<long[]> states() {
    return List.of(first.clone(), second.clone());
  }
}
