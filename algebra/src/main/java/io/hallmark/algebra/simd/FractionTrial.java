package io.hallmark.algebra.simd;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import java.util.List;
import java.util.function.Consumer;

/// One call of every costly kernel for fractions on one block, to compile and to time it.
final class FractionTrial {
  private static final int N = FractionKernels.BLOCK;

  private final ExtArray p = new ExtArray(5 * N);
  private final ExtArray q = new ExtArray(5 * N);
  private final ExtArray w = new ExtArray(N);
  private final int[] x = new int[4 * N];
  private final Ext c = Ext.X;
  private final Factor factor = new Factor(c);

  private FractionTrial() {
    p.fill(c);
    q.fill(c);
    w.fill(c);
  }

  /// Every kernel of two implementations.
  static Warmup.Pair[] pairs(FractionKernels vector, FractionKernels plain) {
    FractionTrial trial = new FractionTrial();
    return trial.calls().stream()
        .map(call -> new Warmup.Pair(() -> call.accept(vector), () -> call.accept(plain)))
        .toArray(Warmup.Pair[]::new);
  }

  private List<Consumer<FractionKernels>> calls() {
    return List.of(
        k -> k.addUnits(c, c, x, 0, N, p, q, 4 * N, N),
        k -> k.addFractions(p, q, 0, N, p, q, 4 * N, N),
        k -> k.weightedNumeratorsOfDifferences(p, q, 0, N, 2 * N, 3 * N, factor, w, N),
        k -> k.fold(p, 0, N, factor, p, 4 * N, N),
        k -> k.addScaled(p, 4 * N, factor, q, 0, N),
        k -> k.scale(p, 4 * N, w, N),
        k -> k.numerators(p, q, 0, N, N),
        k -> k.numeratorsOfDifferences(p, q, 0, N, 2 * N, 3 * N, N),
        k -> k.weightedProducts(x, 0, N, 2 * N, 3 * N, w, N),
        k -> k.weightedDifferences(x, 0, N, w, N),
        k -> k.combineInts(c, c, c, x, 0, N, q, 4 * N, N),
        k -> k.products(p, 0, q, N, N),
        k -> k.productsOfDifferences(p, 0, N, q, 2 * N, 3 * N, N));
  }
}
