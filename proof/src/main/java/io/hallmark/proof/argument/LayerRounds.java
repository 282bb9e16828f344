package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The rounds of the sumcheck on one layer of the lookup tree.
///
/// The factor eq is split: before round k it is `eq(r_1..r_(k-1), s_1..s_(k-1))` times a linear
/// polynomial in X times `eq(r_(k+1).., x)`, so only a quadratic polynomial h is computed: its
/// value at 0 and its leading coefficient. Its value at 1 follows from the claim, which is `(1 -
/// r_k)·h(0)
/// + r_k·h(1)`; in the first round both values are values of the layer above.
final class LayerRounds implements RoundOracle {
  private final GateBlocks gates;
  private final Ext[] point;
  private final Ext factor;
  private final Ext firstAtZero;
  private final Ext firstAtOne;
  private @Nullable DenseGates dense;
  private Ext scale = Ext.ONE;
  private Ext[] h = new Ext[0];

  /// @param point r
  /// @param atZero h(0) of the first round
  /// @param atOne h(1) of the first round
  /// @param factor what the coefficients are multiplied by
  LayerRounds(GateBlocks gates, Ext[] point, Ext atZero, Ext atOne, Ext factor) {
    this.gates = gates;
    this.point = point;
    this.factor = factor;
    this.firstAtZero = atZero;
    this.firstAtOne = atOne;
  }

  @Override
  public ExtArray round(Ext[] bound) {
    int k = bound.length;
    Ext r = point[k];
    if (k == 0) {
      dense = gates.isOne() ? gates.small() : null;
      Ext leading = dense == null ? gates.firstLeading() : dense.round(after(0))[1];
      h = new Ext[] {firstAtZero, leading, firstAtOne};
    } else {
      Ext s = bound[k - 1];
      // h(s) = h(0) + s·(h(1) - h(0) - leading) + s²·leading
      Ext claim = h[0].plus(s.times(h[2].minus(h[0]).minus(h[1]).plus(s.times(h[1]))));
      Ext[] sums = bind(k, s);
      Ext atZero = sums[0];
      Ext atOne = claim.minus(Ext.ONE.minus(r).times(atZero)).times(r.inverse());
      h = new Ext[] {atZero, sums[1], atOne};
    }
    Ext linear = h[2].minus(h[0]).minus(h[1]);
    Ext all = scale.times(factor);
    Ext e0 = all.times(Ext.ONE.minus(r)); // eq(r, X) = (1 - r) + (2r - 1)·X
    Ext e1 = all.times(r.plus(r).minus(Ext.ONE));
    return ExtArray.of(e0.times(h[0]), e0.times(h[1]).plus(e1.times(linear)), e1.times(h[1]));
  }

  /// Binds variable k and returns h(0) and the leading coefficient of the next round.
  private Ext[] bind(int k, Ext s) {
    Ext r = point[k - 1];
    Ext both = r.times(s);
    scale = scale.times(Ext.ONE.minus(r).minus(s).plus(both).plus(both));
    DenseGates last = dense;
    if (last == null) {
      Ext[] sums = gates.fold(k, s);
      if (sums.length > 0) {
        return sums;
      }
      last = gates.dense();
      dense = last;
    } else {
      last.bind(s);
    }
    return last.round(after(k));
  }

  /// The coordinates of r after variable k + 1.
  private Ext[] after(int k) {
    return Arrays.copyOfRange(point, k + 1, point.length);
  }

  @Override
  public ExtArray end(Ext[] all) {
    DenseGates last = dense;
    if (last == null) {
      throw new IllegalStateException("not all rounds were asked for");
    }
    last.bind(all[all.length - 1]);
    return gates.end(last);
  }
}
