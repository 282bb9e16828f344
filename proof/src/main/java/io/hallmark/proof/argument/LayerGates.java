package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Factor;
import io.hallmark.algebra.simd.FractionKernels;

/// The tables on a layer above the leaves: the summand `p0·q1 + p1·q0 + lambda·q0·q1` is `P_a·Q_b +
/// P_b·Q_a` with `P_a = p0 + lambda·q0`, `Q_b = q1`, `P_b = p1`, `Q_a = q0`.
final class LayerGates extends GateBlocks {
  private final FractionLayer layer;
  private final Ext lambda;
  private final Factor lambdaFactor;
  private final Ext trivial;
  private final int half;
  private int next = FractionStore.FIRST;

  /// @param trivial the denominator of a trivial fraction of the layer
  LayerGates(
      FractionLayer layer,
      FractionStore store,
      Ext[] point,
      Ext lambda,
      Ext trivial,
      FractionKernels kernels) {
    super(store, point, Ext.ONE, kernels);
    this.layer = layer;
    this.lambda = lambda;
    this.lambdaFactor = new Factor(lambda);
    this.trivial = trivial;
    this.half = point.length <= 8 ? 0 : a.length;
    for (int j = 0; j < half; j++) {
      a[j] = address(j, FractionStore.CONSTANT_A);
      complete[j] = true;
    }
    for (int j = 0; j < half; j++) {
      b[j] = address(2L * half + j, FractionStore.CONSTANT_B);
    }
    if (half > 0) {
      fillWeighted(FractionStore.CONSTANT_A, lambda.times(trivial));
      FractionStore.fill(store.q, FractionStore.CONSTANT_A, trivial);
      FractionStore.fill(store.p, FractionStore.CONSTANT_B, Ext.ZERO);
      FractionStore.fill(store.q, FractionStore.CONSTANT_B, trivial);
    }
  }

  /// Where the fold of a block and that at a distance of half goes: in place, or to the next block.
  private int address(long block, int constant) {
    if (!isLive(layer, block, half)) {
      return constant;
    }
    if (layer instanceof StoredLayer stored) {
      int low = stored.address(block * BLOCK);
      return low == FractionStore.TRIVIAL ? stored.address((block + half) * BLOCK) : low;
    }
    int out = next;
    next += BLOCK;
    return out;
  }

  @Override
  DenseGates small() {
    int n = weights.length();
    FractionScratch scratch = new FractionScratch();
    int x = layer.place(0, n, scratch, 0);
    int y = layer.place(n, n, scratch, 1);
    ExtArray p = layer.numerators(scratch);
    ExtArray q = layer.denominators(scratch);
    ExtArray pa = p.copyOfRange(x, x + n);
    kernels.addScaled(pa, 0, lambdaFactor, q, x, n);
    return new DenseGates(
        pa, p.copyOfRange(y, y + n), q.copyOfRange(x, x + n), q.copyOfRange(y, y + n), Ext.ONE);
  }

  @Override
  Ext firstLeading(int j, int distance, FractionScratch scratch) {
    if (a[j] == FractionStore.CONSTANT_A && b[j] == FractionStore.CONSTANT_B) {
      return Ext.ZERO;
    }
    int lowA = place(j, scratch, 0);
    int highA = place((long) distance + j, scratch, 1);
    int lowB = place(2L * distance + j, scratch, 2);
    int highB = place(3L * distance + j, scratch, 3);
    return kernels.weightedNumeratorsOfDifferences(
        layer.numerators(scratch),
        layer.denominators(scratch),
        lowA,
        highA,
        lowB,
        highB,
        lambdaFactor,
        weights,
        BLOCK);
  }

  private int place(long block, FractionScratch scratch, int slot) {
    return layer.place(block * BLOCK, BLOCK, scratch, slot);
  }

  @Override
  void foldFirst(int j, int distance, Factor r, FractionScratch scratch) {
    ExtArray p = layer.numerators(scratch);
    ExtArray q = layer.denominators(scratch);
    if (a[j] != FractionStore.CONSTANT_A) {
      int low = place(j, scratch, 0);
      int high = place((long) distance + j, scratch, 1);
      kernels.fold(p, low, high, r, store.p, a[j], BLOCK);
      kernels.fold(q, low, high, r, store.q, a[j], BLOCK);
      kernels.addScaled(store.p, a[j], lambdaFactor, store.q, a[j], BLOCK);
      kernels.scale(store.p, a[j], weights, BLOCK);
    }
    if (b[j] != FractionStore.CONSTANT_B) {
      int low = place(2L * distance + j, scratch, 0);
      int high = place(3L * distance + j, scratch, 1);
      kernels.fold(p, low, high, r, store.p, b[j], BLOCK);
      kernels.fold(q, low, high, r, store.q, b[j], BLOCK);
      kernels.scale(store.p, b[j], weights, BLOCK);
    }
  }

  @Override
  Ext constantProduct() {
    return lambda.times(trivial).times(trivial);
  }

  @Override
  ExtArray end(DenseGates last) {
    Ext q0 = last.qa().get(0);
    return ExtArray.of(
        last.pa().get(0).minus(lambda.times(q0)), last.pb().get(0), q0, last.qb().get(0));
  }
}
