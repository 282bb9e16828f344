package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.FractionKernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The fraction tree of the lookups of a part: numerators p and denominators q.
///
/// `p[i] = p'[i]·q'[i + h] + p'[i + h]·q'[i]`, `q[i] = q'[i]·q'[i + h]`, with primes for the layer
/// below and h half its size. All denominators of leaves are divided by beta_1 ([LookupLeaves]): a
/// node over S leaves has `q/beta_1^S` and `p/beta_1^(S-1)` in place of q and p; what leaves this
/// class is scaled back.
///
/// The two lowest layers are computed from the columns when they are needed. The layers above are
/// stored, without their trivial blocks: about 16 bytes per live leaf. The sumcheck on a layer
/// overwrites the store, so layers must be used once, from the root down.
final class LookupTree {
  private final LookupLeaves leaves;
  private final Ext scale;
  private final FractionStore store;
  private final FractionLayer[] layers;
  private ExtArray values;

  /// Builds all layers that are stored.
  ///
  /// @param scale beta_1
  LookupTree(LookupLeaves leaves, Ext scale) {
    this.leaves = leaves;
    this.scale = scale;
    int depth = leaves.depth();
    layers = new FractionLayer[depth + 1];
    layers[depth] = leaves;
    if (depth > 1) {
      layers[depth - 1] = new PairLayer(leaves);
    }
    int[][] addresses = new int[Math.max(0, depth - 1)][];
    int blocks = 0;
    for (int k = depth - 2; k >= 1; k--) {
      addresses[k] = addresses(k, k + 1 < depth - 1 ? addresses[k + 1] : null, blocks);
      blocks += (int) Arrays.stream(addresses[k]).filter(a -> a != FractionStore.TRIVIAL).count();
    }
    for (int k = Math.max(1, depth - 1); k <= depth; k++) {
      blocks = Math.max(blocks, GateBlocks.blocksOf(layers[k], k - 1));
    }
    store = new FractionStore(blocks);
    Ext[] trivial = new Ext[depth + 1];
    trivial[depth] = leaves.trivial();
    for (int k = depth - 1; k >= 1; k--) {
      trivial[k] = trivial[k + 1].square();
    }
    for (int k = depth - 2; k >= 1; k--) {
      layers[k] = new StoredLayer(store, addresses[k], trivial[k]);
      fill(k);
    }
    values = divided(1, 0, 2);
  }

  /// A place for every live block of a layer, one after the other.
  private int[] addresses(int layer, int @Nullable [] below, int used) {
    int n = blockLength(layer);
    int[] out = new int[blockCount(layer)];
    int next = FractionStore.FIRST + used * FractionKernels.BLOCK;
    for (int j = 0; j < out.length; j++) {
      long from = (long) j * n;
      boolean live =
          below == null
              ? layers[layer + 1].isLive(from, n)
                  || layers[layer + 1].isLive(from + (1L << layer), n)
              : isLive(below, from) || isLive(below, from + (1L << layer));
      if (live) {
        out[j] = next;
        next += FractionKernels.BLOCK;
      }
    }
    return out;
  }

  private static boolean isLive(int[] addresses, long from) {
    return addresses[(int) (from / FractionKernels.BLOCK)] != FractionStore.TRIVIAL;
  }

  private static int blockLength(int layer) {
    return (int) Math.min(FractionKernels.BLOCK, 1L << layer);
  }

  private static int blockCount(int layer) {
    return (int) ((1L << layer) / blockLength(layer));
  }

  private void fill(int layer) {
    FractionKernels kernels = leaves.kernels();
    StoredLayer to = (StoredLayer) layers[layer];
    FractionLayer below = used(layer + 1);
    int n = blockLength(layer);
    Shares.run(
        blockCount(layer),
        0,
        (first, end, scratch, _) -> {
          ExtArray p = below.numerators(scratch);
          ExtArray q = below.denominators(scratch);
          for (int j = first; j < end; j++) {
            long from = (long) j * n;
            if (to.isLive(from, n)) {
              int a = below.place(from, n, scratch, 0);
              int b = below.place(from + (1L << layer), n, scratch, 1);
              kernels.addFractions(p, q, a, b, store.p, store.q, to.address(from), n);
            }
          }
        });
  }

  /// A layer, ready to be read.
  private FractionLayer used(int layer) {
    if (layers[layer] instanceof StoredLayer stored) {
      stored.use();
    }
    return layers[layer];
  }

  /// The numerators of a range of a layer, then the denominators; divided.
  private ExtArray divided(int layer, long from, int n) {
    FractionLayer of = used(layer);
    FractionScratch scratch = new FractionScratch();
    int at = of.place(from, n, scratch, 0);
    ExtArray out = new ExtArray(2 * n);
    for (int i = 0; i < n; i++) {
      out.set(i, of.numerators(scratch).get(at + i));
      out.set(n + i, of.denominators(scratch).get(at + i));
    }
    return out;
  }

  /// The numerators of a range of a layer that no sumcheck has used, then the denominators.
  ///
  /// @param n a power of two, at most a block, that divides `from`
  ExtArray fractions(int layer, long from, int n) {
    return scaled(layer, divided(layer, from, n));
  }

  /// The sumcheck on a layer, as [PartOracle#lookupLayer] describes it.
  RoundOracle rounds(int layer, Ext[] point, Ext combine) {
    FractionLayer below = used(layer + 1);
    Ext lambda = combine.times(scale);
    GateBlocks gates =
        layer + 1 == leaves.depth()
            ? new LeafGates(leaves, store, point, lambda)
            : new LayerGates(below, store, point, lambda, trivialOf(layer + 1), leaves.kernels());
    Ext atZero = values.get(0).plus(lambda.times(values.get(2)));
    Ext atOne = values.get(1).plus(lambda.times(values.get(3)));
    // the summand is of degree 2S - 1 in 1/beta_1, S leaves below each of its nodes
    Ext factor = scale.pow((2L << (leaves.depth() - layer - 1)) - 1);
    LayerRounds rounds = new LayerRounds(gates, point, atZero, atOne, factor);
    return new RoundOracle() {
      @Override
      public ExtArray round(Ext[] bound) {
        return rounds.round(bound);
      }

      @Override
      public ExtArray end(Ext[] all) {
        values = rounds.end(all);
        return scaled(layer + 1, values);
      }
    };
  }

  private Ext trivialOf(int layer) {
    return leaves.trivial().pow(1L << (leaves.depth() - layer));
  }

  private ExtArray scaled(int layer, ExtArray divided) {
    Ext p = scale.pow((1L << (leaves.depth() - layer)) - 1);
    Ext q = p.times(scale);
    ExtArray out = new ExtArray(divided.length());
    for (int i = 0; i < out.length(); i++) {
      out.set(i, divided.get(i).times(i < out.length() / 2 ? p : q));
    }
    return out;
  }
}
