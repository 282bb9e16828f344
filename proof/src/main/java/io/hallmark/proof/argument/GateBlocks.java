package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.algebra.simd.Factor;
import io.hallmark.algebra.simd.FractionKernels;
import java.util.Arrays;

/// The tables of the sumcheck on one layer of the lookup tree, block by block:
///
/// `factor·Σ_x eq(r, x)·(P_a·Q_b + P_b·Q_a)(x)`
///
/// with a for the child at 0 and b for the child at 1. The point r is split: the last eight
/// coordinates belong to the index in a block. Their weights are multiplied into P_a and P_b once,
/// so that a block is a plain sum of products; the weights of the others multiply sums of blocks.
///
/// In the first round the tables are still those of the layer; every later round folds and sums in
/// one pass, in place. A block in which P_b is w times a constant beta, and Q_a a constant alpha,
/// keeps these two instead of tables. Blocks that are constant altogether share one block.
abstract class GateBlocks {
  /// The largest tables that are not split into blocks.
  static final int BLOCK = FractionKernels.BLOCK;

  private static final int BLOCK_BITS = 8;

  final FractionStore store;
  final FractionKernels kernels;
  final ExtArray weights;

  /// Where the blocks of a and of b begin.
  final int[] a;

  final int[] b;

  /// Whether a block has tables P_b and Q_a.
  final boolean[] complete;

  final Ext[] alpha;
  final Ext[] beta;

  private final Ext[] point;
  private final Ext factor;
  private final int blocks;
  private int count;

  /// @param point r, k coordinates, more than eight
  /// @param factor of the whole sum
  GateBlocks(FractionStore store, Ext[] point, Ext factor, FractionKernels kernels) {
    this.store = store;
    this.kernels = kernels;
    this.point = point;
    this.factor = factor;
    int outer = Math.max(0, point.length - BLOCK_BITS);
    this.weights = Tables.eq(Arrays.copyOfRange(point, outer, point.length));
    this.blocks = 1 << outer;
    this.count = blocks;
    int half = Math.max(1, blocks / 2);
    this.a = new int[half];
    this.b = new int[half];
    this.complete = new boolean[half];
    this.alpha = new Ext[half];
    this.beta = new Ext[half];
  }

  /// The blocks that the tables of a layer with 2^k pairs of children need after the first round.
  static int blocksOf(FractionLayer layer, int k) {
    int blocks = k <= BLOCK_BITS ? 0 : 1 << (k - BLOCK_BITS);
    int sum = 0;
    for (int side = 0; side < 2; side++) {
      for (int j = 0; j < blocks / 2; j++) {
        sum += isLive(layer, (long) side * blocks + j, blocks / 2) ? 1 : 0;
      }
    }
    return sum;
  }

  /// Whether a block of a layer, or that at a distance above it, is live.
  static boolean isLive(FractionLayer layer, long block, int distance) {
    return layer.isLive(block * BLOCK, BLOCK) || layer.isLive((block + distance) * BLOCK, BLOCK);
  }

  /// Whether the whole table is one block or less.
  final boolean isOne() {
    return count == 1;
  }

  /// The tables before the first round, if they are no more than one block.
  abstract DenseGates small();

  /// What a pair of blocks adds to the leading coefficient in the first round: the sum of all of
  /// `w` times factor times the summand, for blocks j and `j + half` of the layer.
  abstract Ext firstLeading(int j, int half, FractionScratch scratch);

  /// Folds blocks j and `j + half` of the layer into block j of the tables.
  abstract void foldFirst(int j, int half, Factor r, FractionScratch scratch);

  /// `P_a·Q_b` of a block whose children are both constant.
  abstract Ext constantProduct();

  /// p0, p1, q0, q1 from the last values of P_a, P_b, Q_a, Q_b.
  abstract ExtArray end(DenseGates last);

  /// The leading coefficient of the first round.
  final Ext firstLeading() {
    int half = blocks / 2;
    ExtArray outer = Tables.eq(outer(1));
    return Shares.run(
        half,
        1,
        (from, end, scratch, sums) -> {
          for (int j = from; j < end; j++) {
            sums[0] = sums[0].plus(outer.get(j).times(firstLeading(j, half, scratch)));
          }
        })[0];
  }

  /// Binds the next variable; then, unless one block is left, the value at 0 and the leading
  /// coefficient of the next round.
  ///
  /// @param round how many variables are bound with this one
  final Ext[] fold(int round, Ext s) {
    Factor r = new Factor(s);
    boolean first = count == blocks;
    count /= 2;
    int half = count / 2;
    if (half == 0) {
      foldOne(first, 0, 1, r, new FractionScratch());
      return new Ext[0];
    }
    ExtArray outer = Tables.eq(outer(round + 1));
    Ext[] sums =
        Shares.run(
            half,
            2,
            (from, end, scratch, sum) -> {
              for (int j = from; j < end; j++) {
                foldOne(first, j, 2 * half, r, scratch);
                foldOne(first, j + half, 2 * half, r, scratch);
                Ext weight = outer.get(j);
                sum[0] = sum[0].plus(weight.times(atZero(j)));
                sum[1] = sum[1].plus(weight.times(leading(j, j + half)));
              }
            });
    return new Ext[] {sums[0].times(factor), sums[1].times(factor)};
  }

  private void foldOne(boolean first, int j, int distance, Factor r, FractionScratch scratch) {
    if (first) {
      foldFirst(j, distance, r, scratch);
    } else {
      fold(j, j + distance, r);
    }
  }

  /// The coordinates of the blocks when some variables are bound.
  private Ext[] outer(int bound) {
    return Arrays.copyOfRange(point, bound, Math.max(bound, point.length - BLOCK_BITS));
  }

  private boolean isConstant(int j) {
    return a[j] == FractionStore.CONSTANT_A && b[j] == FractionStore.CONSTANT_B;
  }

  private Ext atZero(int j) {
    if (isConstant(j)) {
      return constantProduct();
    }
    return complete[j]
        ? kernels.numerators(store.p, store.q, a[j], b[j], BLOCK)
        : kernels.products(store.p, a[j], store.q, b[j], BLOCK).plus(alpha[j].times(beta[j]));
  }

  private Ext leading(int low, int high) {
    if (isConstant(low) && isConstant(high)) {
      return Ext.ZERO;
    }
    if (complete[low] || complete[high]) {
      complete(low);
      complete(high);
      return kernels.numeratorsOfDifferences(
          store.p, store.q, a[low], a[high], b[low], b[high], BLOCK);
    }
    Ext constants = alpha[high].minus(alpha[low]).times(beta[high].minus(beta[low]));
    return kernels
        .productsOfDifferences(store.p, a[low], a[high], store.q, b[low], b[high], BLOCK)
        .plus(constants);
  }

  private void fold(int low, int high, Factor r) {
    boolean whole = complete[low] || complete[high];
    if (whole) {
      complete(low);
      complete(high);
    } else {
      alpha[low] = line(alpha[low], alpha[high], r.value());
      beta[low] = line(beta[low], beta[high], r.value());
    }
    int lowA = a[low];
    int highA = a[high];
    a[low] = lowA == FractionStore.CONSTANT_A ? highA : lowA;
    if (a[low] != FractionStore.CONSTANT_A) {
      kernels.fold(store.p, lowA, highA, r, store.p, a[low], BLOCK);
      if (whole) {
        kernels.fold(store.q, lowA, highA, r, store.q, a[low], BLOCK);
      }
    }
    int lowB = b[low];
    int highB = b[high];
    b[low] = lowB == FractionStore.CONSTANT_B ? highB : lowB;
    if (b[low] != FractionStore.CONSTANT_B) {
      kernels.fold(store.q, lowB, highB, r, store.q, b[low], BLOCK);
      if (whole) {
        kernels.fold(store.p, lowB, highB, r, store.p, b[low], BLOCK);
      }
    }
  }

  static Ext line(Ext low, Ext high, Ext r) {
    return low.plus(r.times(high.minus(low)));
  }

  /// Writes the tables P_b and Q_a of a block that keeps constants instead.
  final void complete(int j) {
    if (complete[j]) {
      return;
    }
    complete[j] = true;
    if (a[j] != FractionStore.CONSTANT_A) {
      FractionStore.fill(store.q, a[j], alpha[j]);
    }
    if (b[j] != FractionStore.CONSTANT_B) {
      fillWeighted(b[j], beta[j]);
    }
  }

  /// Fills a block of P with a constant times the weights.
  final void fillWeighted(int at, Ext constant) {
    FractionStore.fill(store.p, at, constant);
    kernels.scale(store.p, at, weights, weights.length());
  }

  /// The tables of the one block that is left, without the weights.
  final DenseGates dense() {
    complete(0);
    ExtArray inverse = inverseWeights();
    ExtArray pa = store.p.copyOfRange(a[0], a[0] + BLOCK);
    ExtArray pb = store.p.copyOfRange(b[0], b[0] + BLOCK);
    kernels.scale(pa, 0, inverse, BLOCK);
    kernels.scale(pb, 0, inverse, BLOCK);
    return new DenseGates(
        pa,
        pb,
        store.q.copyOfRange(a[0], a[0] + BLOCK),
        store.q.copyOfRange(b[0], b[0] + BLOCK),
        factor);
  }

  /// `1/w`: an eq table of the inverses of r and of 1 - r.
  private ExtArray inverseWeights() {
    ExtArray out = new ExtArray(BLOCK);
    out.set(0, Ext.ONE);
    int size = 1;
    for (int k = point.length - BLOCK_BITS; k < point.length; k++) {
      Ext one = point[k].inverse();
      Ext zero = Ext.ONE.minus(point[k]).inverse();
      for (int i = size - 1; i >= 0; i--) {
        Ext x = out.get(i);
        out.set(2 * i + 1, x.times(one));
        out.set(2 * i, x.times(zero));
      }
      size *= 2;
    }
    return out;
  }
}
