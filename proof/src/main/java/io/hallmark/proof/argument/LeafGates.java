package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Factor;
import io.hallmark.proof.argument.LookupLeaves.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The tables on the leaves. With `U = q + p/lambda` the summand `p0·q1 + p1·q0 + lambda·q0·q1` is
/// `lambda·(U0·U1 - p0·p1/lambda²)`: `P_a = U0`, `Q_b = U1`, `P_b = p1`, `Q_a = -p0/lambda²`.
/// Between lookups, whose numerators are 1, only `P_a` and `Q_b` are tables, and those of narrow
/// integers are folded from the integers.
final class LeafGates extends GateBlocks {
  private final LookupLeaves leaves;
  private final Ext lambda;
  private final Factor lambdaFactor;
  private final Ext inverse;
  private final Factor inverseFactor;
  private final Ext minusSquare;
  private int next = FractionStore.FIRST;

  LeafGates(LookupLeaves leaves, FractionStore store, Ext[] point, Ext lambda) {
    super(store, point, lambda, leaves.kernels());
    this.leaves = leaves;
    this.lambda = lambda;
    this.lambdaFactor = new Factor(lambda);
    this.inverse = lambda.inverse();
    this.inverseFactor = new Factor(inverse);
    this.minusSquare = inverse.square().negate();
    if (isOne()) {
      return;
    }
    int half = a.length;
    for (int j = 0; j < half; j++) {
      a[j] = isLive(leaves, j, half) ? allocate() : FractionStore.CONSTANT_A;
      b[j] = isLive(leaves, 2L * half + j, half) ? allocate() : FractionStore.CONSTANT_B;
    }
    fillWeighted(FractionStore.CONSTANT_A, leaves.trivial());
    FractionStore.fill(store.q, FractionStore.CONSTANT_A, Ext.ZERO);
    FractionStore.fill(store.p, FractionStore.CONSTANT_B, Ext.ZERO);
    FractionStore.fill(store.q, FractionStore.CONSTANT_B, leaves.trivial());
  }

  private int allocate() {
    int out = next;
    next += BLOCK;
    return out;
  }

  @Override
  DenseGates small() {
    int n = weights.length();
    FractionScratch s = new FractionScratch();
    int x = leaves.place(0, n, s, 0);
    int y = leaves.place(n, n, s, 1);
    ExtArray pa = s.q.copyOfRange(x, x + n);
    ExtArray qb = s.q.copyOfRange(y, y + n);
    kernels.addScaled(pa, 0, inverseFactor, s.p, x, n);
    kernels.addScaled(qb, 0, inverseFactor, s.p, y, n);
    ExtArray qa = new ExtArray(n);
    kernels.addScaled(qa, 0, new Factor(minusSquare), s.p, x, n);
    return new DenseGates(pa, s.p.copyOfRange(y, y + n), qa, qb, lambda);
  }

  @Override
  Ext firstLeading(int j, int half, FractionScratch scratch) {
    if (a[j] == FractionStore.CONSTANT_A && b[j] == FractionStore.CONSTANT_B) {
      return Ext.ZERO;
    }
    long[] blocks = {j, (long) half + j, 2L * half + j, 3L * half + j};
    Ext[] c = new Ext[4];
    for (int k = 0; k < 4; k++) {
      if (!isInteger(blocks[k])) {
        return general(blocks, scratch);
      }
    }
    for (int k = 0; k < 4; k++) {
      c[k] = integers(blocks[k], scratch, k);
    }
    Ext p0 = numerator(blocks[1]).minus(numerator(blocks[0]));
    Ext p1 = numerator(blocks[3]).minus(numerator(blocks[2]));
    return lambda.times(ofIntegers(c, scratch.ints).plus(p0.times(p1).times(minusSquare)));
  }

  /// `Σ w·(da - ∂x_a)·(db - ∂x_b)`, da and db the differences of the constants; the weights add up
  /// to 1.
  private Ext ofIntegers(Ext[] c, int[] x) {
    int[] at = {0, BLOCK, 2 * BLOCK, 3 * BLOCK};
    Ext sum = kernels.weightedProducts(x, at[0], at[1], at[2], at[3], weights, BLOCK);
    Ext da = c[1].minus(c[0]);
    Ext db = c[3].minus(c[2]);
    if (!db.isZero()) {
      sum = sum.minus(db.times(kernels.weightedDifferences(x, at[0], at[1], weights, BLOCK)));
    }
    if (!da.isZero()) {
      sum = sum.minus(da.times(kernels.weightedDifferences(x, at[2], at[3], weights, BLOCK)));
    }
    return sum.plus(da.times(db));
  }

  private Ext general(long[] blocks, FractionScratch s) {
    int[] at = new int[4];
    for (int k = 0; k < 4; k++) {
      at[k] = leaves.place(blocks[k] * BLOCK, BLOCK, s, k);
    }
    return kernels.weightedNumeratorsOfDifferences(
        s.p, s.q, at[0], at[1], at[2], at[3], lambdaFactor, weights, BLOCK);
  }

  /// Whether `U` of a block is a constant minus integers, and p constant.
  private boolean isInteger(long block) {
    Kind kind = leaves.kind(block * BLOCK, BLOCK);
    return kind == Kind.NARROW || kind == Kind.TRIVIAL;
  }

  /// Reads the integers of such a block, zeros if it is trivial.
  ///
  /// @return the constant
  private Ext integers(long block, FractionScratch s, int slot) {
    int at = FractionScratch.slot(slot);
    if (leaves.kind(block * BLOCK, BLOCK) == Kind.TRIVIAL) {
      Arrays.fill(s.ints, at, at + BLOCK, 0);
      return leaves.trivial();
    }
    return leaves.narrow(block * BLOCK, BLOCK, s.ints, at).plus(inverse);
  }

  /// The numerator of a block of trivial fractions or of lookups.
  private Ext numerator(long block) {
    return leaves.isLive(block * BLOCK, BLOCK) ? Ext.ONE : Ext.ZERO;
  }

  @Override
  void foldFirst(int j, int half, Factor r, FractionScratch scratch) {
    Ext p0 = Ext.ZERO;
    if (a[j] != FractionStore.CONSTANT_A) {
      p0 = foldChild(j, half, r, scratch, store.p, store.q, a[j]);
      kernels.scale(store.p, a[j], weights, BLOCK);
      if (p0 == null) {
        // from p0 to -p0/lambda², by adding a multiple of itself
        Factor more = new Factor(minusSquare.minus(Ext.ONE));
        kernels.addScaled(store.q, a[j], more, store.q, a[j], BLOCK);
      }
    }
    Ext p1 = Ext.ZERO;
    if (b[j] != FractionStore.CONSTANT_B) {
      p1 = foldChild(2L * half + j, half, r, scratch, store.q, store.p, b[j]);
      if (p1 == null) {
        kernels.scale(store.p, b[j], weights, BLOCK);
      }
    }
    complete[j] = p0 == null || p1 == null;
    alpha[j] = p0 == null ? Ext.ZERO : p0.times(minusSquare);
    beta[j] = p1 == null ? Ext.ZERO : p1;
    if (complete[j] && p0 != null && a[j] != FractionStore.CONSTANT_A) {
      FractionStore.fill(store.q, a[j], alpha[j]);
    }
    if (complete[j] && p1 != null && b[j] != FractionStore.CONSTANT_B) {
      fillWeighted(b[j], beta[j]);
    }
  }

  /// Folds `U` of one child, and p unless it is constant.
  ///
  /// @return p if it is constant, else null
  private @Nullable Ext foldChild(
      long block, int half, Factor r, FractionScratch s, ExtArray toU, ExtArray toP, int at) {
    Ext factor = r.value();
    boolean constant =
        leaves.kind(block * BLOCK, BLOCK) != Kind.MIXED
            && leaves.kind((block + half) * BLOCK, BLOCK) != Kind.MIXED;
    if (isInteger(block) && isInteger(block + half)) {
      Ext c = line(integers(block, s, 0), integers(block + half, s, 1), factor);
      Ext ofLow = factor.minus(Ext.ONE);
      kernels.combineInts(c, ofLow, factor.negate(), s.ints, 0, BLOCK, toU, at, BLOCK);
    } else {
      int x = leaves.place(block * BLOCK, BLOCK, s, 0);
      int y = leaves.place((block + half) * BLOCK, BLOCK, s, 1);
      kernels.fold(s.q, x, y, r, toU, at, BLOCK);
      kernels.fold(s.p, x, y, r, toP, at, BLOCK);
      kernels.addScaled(toU, at, inverseFactor, toP, at, BLOCK);
    }
    return constant ? line(numerator(block), numerator(block + half), factor) : null;
  }

  @Override
  Ext constantProduct() {
    return leaves.trivial().square();
  }

  @Override
  ExtArray end(DenseGates last) {
    Ext p0 = last.qa().get(0).times(lambda.square()).negate();
    Ext p1 = last.pb().get(0);
    Ext q0 = last.pa().get(0).minus(p0.times(inverse));
    Ext q1 = last.qb().get(0).minus(p1.times(inverse));
    return ExtArray.of(p0, p1, q0, q1);
  }
}
