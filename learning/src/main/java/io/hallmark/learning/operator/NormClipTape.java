package io.hallmark.learning.operator;

import io.hallmark.learning.program.ClipFactors;
import java.util.ArrayList;
import java.util.List;

/// Clipping by the global norm, step after step, with the cells it leaves.
public final class NormClipTape {
  private final NormClip clip;
  private final int samples;
  private final List<Gram> inputs = new ArrayList<>();
  private final List<Gram> signals = new ArrayList<>();
  private final List<SignalFormat.Tape> scaled = new ArrayList<>();
  private final DeclaredRange keepRange;
  private final DeclaredRange factorRange;
  private final int[] keep;
  private final int[][] keepLow;
  private final int[] root;
  private final Remainder.Tape rootTape;
  private final int[] factor;
  private final Remainder.Tape factorTape;
  private final int[][] factorLow;

  NormClipTape(NormClip clip, CellRecorder recorder, int samples, int steps) {
    this.clip = clip;
    this.samples = samples;
    for (int l = 0; l < clip.layers().size(); l++) {
      DenseLayer layer = clip.layers().get(l);
      inputs.add(new Gram(clip.inputRound(l), recorder, steps));
      signals.add(new Gram(clip.signalRound(l), recorder, steps));
      int size = samples * layer.outputs();
      scaled.add(
          clip.scaled(l)
              .tape(
                  recorder.ordered(layer.order(samples)),
                  Math.multiplyExact(size, steps),
                  List.of(samples, layer.outputs())));
    }
    this.keepRange = new DeclaredRange(clip.keepRange(), "norm", "gram_bits", 0);
    this.factorRange = new DeclaredRange(clip.factorRange(), NormClip.FACTOR, "norm", 0);
    this.keep = recorder.column(NormClip.KEEP, steps);
    this.keepLow = keepRange.range().limbs().columns(recorder, steps);
    this.root = recorder.column(clip.root().name(), steps);
    this.rootTape = clip.root().remainder().tape(recorder, steps, "root_bits", List.of());
    this.factor = recorder.column(NormClip.FACTOR, steps);
    this.factorTape = clip.quotient().tape(recorder, steps, "root_bits", List.of());
    this.factorLow = factorRange.range().limbs().columns(recorder, steps);
  }

  /// Scales the signals of a step in place.
  ///
  /// @param slot number of the step among the recorded ones
  /// @param step step, counted from 0
  /// @param x inputs of every layer
  /// @param dz signals of every layer
  public void run(int slot, int step, int segment, int[][] x, int[][] dz) throws TrainingStopped {
    long norm = 0;
    for (int l = 0; l < x.length; l++) {
      long sum = 0;
      DenseLayer layer = clip.layers().get(l);
      for (int b = 0; b < samples; b++) {
        for (int b2 = 0; b2 < samples; b2++) {
          int at = b * samples + b2;
          long nx = clip.inputs(x[l], layer.inputs(), b, b2);
          long nz = clip.signals(dz[l], layer.outputs(), b, b2);
          long kx = inputs.get(l).run(nx, at, slot, step, segment);
          sum += kx * signals.get(l).run(nz, at, slot, step, segment);
        }
      }
      norm += clip.weight(l) * sum;
    }
    long f = factor(norm, slot, step, segment);
    for (int l = 0; l < x.length; l++) {
      for (int i = 0; i < dz[l].length; i++) {
        int at = slot * dz[l].length + i;
        dz[l][i] = scaled.get(l).run(f * dz[l][i], at, i, step + 1, segment);
      }
    }
  }

  private long factor(long norm, int slot, int step, int segment) throws TrainingStopped {
    long threshold = clip.factors().threshold(step);
    boolean kept = norm < threshold;
    long distance = NormClip.distance(kept, threshold, norm);
    keepRange.require(distance, step + 1, segment, List.of(), 0);
    keepRange.range().record(distance, keepLow, slot);
    keep[slot] = kept ? 1 : 0;
    long u = kept ? 0 : norm;
    long r = TriangularRoot.of(u);
    rootTape.record(TriangularRoot.remainder(u, r), r, slot, 0, step + 1, segment);
    root[slot] = (int) r;
    long top = kept ? 0 : clip.factors().bound(step);
    long f = top / r;
    factorTape.record(top - f * r, r, slot, 0, step + 1, segment);
    factorRange.require(f, step + 1, segment, List.of(), 0);
    factorRange.range().record(f, factorLow, slot);
    factor[slot] = (int) f;
    return kept ? 1L << ClipFactors.FACTOR_BITS : f;
  }

  /// A Gram matrix of a batch.
  private final class Gram {
    private final Round round;
    private final DeclaredRange range;
    private final int[] cells;
    private final int[][] roundLow;
    private final int[][] low;

    Gram(Round round, CellRecorder recorder, int steps) {
      int size = Math.multiplyExact(samples * samples, steps);
      this.round = round;
      this.range = new DeclaredRange(clip.gramRange(round), round.name(), "gram_bits", 0);
      this.cells = recorder.column(round.name(), size);
      this.roundLow = round.columns(recorder, size);
      this.low = range.range().limbs().columns(recorder, size);
    }

    long run(long n, int at, int slot, int step, int segment) throws TrainingStopped {
      long k = round.apply(n);
      range.require(k, step + 1, segment, List.of(samples, samples), at);
      int cell = slot * samples * samples + at;
      cells[cell] = (int) k;
      round.record(n, k, roundLow, cell);
      range.range().record(k, low, cell);
      return k;
    }
  }
}
