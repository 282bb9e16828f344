package io.hallmark.learning.operator;

import io.hallmark.learning.program.AdamFormat;
import io.hallmark.learning.program.AdamKernels;

/// The end of a segment of one tensor with AdamW: rounds, checks and records weights and moments.
final class AdamBoundary {
  private final ParameterTensor tensor;
  private final long left;
  private final WeightBoundary.Tape weights;
  private final Round firstRound;
  private final DeclaredRange firstRange;
  private final int[][] firstRoundLow;
  private final int[][] firstLow;
  private final Rounded added;
  private final Rounded coarse;
  private final Round secondRound;
  private final DeclaredRange secondRange;
  private final int[][] secondRoundLow;
  private final int[][] secondLow;

  AdamBoundary(
      AdamW adam,
      ParameterTensor tensor,
      CellRecorder recorder,
      int cells,
      WeightBoundary.Tape weights) {
    AdamKernels kernels = adam.kernels();
    AdamFormat format = kernels.format();
    this.tensor = tensor;
    this.left = kernels.secondLeft();
    this.weights = weights;
    this.firstRound = adam.firstRound(tensor);
    this.firstRange =
        new DeclaredRange(adam.firstRange(tensor), tensor.name() + ".m", "grad_bits", 0);
    this.firstRoundLow = firstRound.columns(recorder, cells);
    this.firstLow = firstRange.range().limbs().columns(recorder, cells);
    this.added =
        new Rounded(
            adam.addedRound(tensor),
            adam.addedRange(tensor),
            format.kernelBits() > 0,
            recorder,
            cells);
    this.coarse =
        new Rounded(
            adam.coarseRound(tensor),
            adam.coarseRange(tensor),
            format.decayShift() > 0,
            recorder,
            cells);
    this.secondRound = adam.secondRound(tensor);
    this.secondRange =
        new DeclaredRange(adam.secondRange(tensor), tensor.name() + ".u", "u_bits", 0);
    this.secondRoundLow = secondRound.columns(recorder, cells);
    this.secondLow = secondRange.range().limbs().columns(recorder, cells);
  }

  long weight(long last, int i, int slot, int segment, int step) throws TrainingStopped {
    return weights.end(last, i, slot, segment, step);
  }

  /// @param sum `E1[P]·m + Σ E1[P-1-v]·g[v]`
  long first(long sum, int i, int slot, int segment, int step) throws TrainingStopped {
    int at = slot * tensor.size() + i;
    long m = firstRound.apply(sum);
    firstRange.require(m, step, segment, tensor.extents(), i);
    firstRound.record(sum, m, firstRoundLow, at);
    firstRange.range().record(m, firstLow, at);
    return m;
  }

  /// @param squares `Σ c2[P-1-v]·g[v]²`
  long second(long before, long squares, int i, int slot, int segment, int step)
      throws TrainingStopped {
    int at = slot * tensor.size() + i;
    long n = left * coarse.run(before, at);
    long kept = secondRound.apply(n);
    long u = kept + added.run(squares, at);
    secondRange.require(u, step, segment, tensor.extents(), i);
    secondRound.record(n, kept, secondRoundLow, at);
    secondRange.range().record(u, secondLow, at);
    return u;
  }

  /// A value that is rounded, committed and checked, or stays as it is if no digits are dropped. By
  /// its formula it never leaves its range.
  private static final class Rounded {
    private final Round round;
    private final Range range;
    private final long[] cells;
    private final int[][] roundLow;
    private final int[][] low;

    Rounded(Round round, Range range, boolean rounds, CellRecorder recorder, int cells) {
      this.round = round;
      this.range = range;
      this.cells = rounds ? recorder.wideColumn(range.name(), cells) : new long[0];
      this.roundLow = rounds ? round.columns(recorder, cells) : new int[0][];
      this.low = rounds ? range.limbs().columns(recorder, cells) : new int[0][];
    }

    long run(long n, int at) {
      if (cells.length == 0) {
        return n;
      }
      long y = round.apply(n);
      cells[at] = y;
      round.record(n, y, roundLow, at);
      range.record(y, low, at);
      return y;
    }
  }
}
