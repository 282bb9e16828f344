package io.hallmark.learning.operator;

import io.hallmark.proof.relation.Column;
import java.util.List;

/// The gradient signal of a hidden layer: `da[b,i] = rnd(Σ_o dz'[b,o]·w'[i,o], shift)` with the
/// signals dz' and the weights w' of the next layer, the same weights as forward; `dz = u·da`. The
/// sum and dz are product columns; da, in bs signed bits at scale fg, and the low limbs of its
/// remainder are committed.
///
/// @param layer the hidden layer
/// @param next the layer behind it
/// @param bs signed bits of a signal
/// @param fg scale of a signal
public record BackwardSignal(DenseLayer layer, DenseLayer next, int bs, int fg) {
  /// Column of the signals before the activation.
  public String signals() {
    return layer.name() + ".da";
  }

  /// The rounding of da.
  public Round round() {
    return new Round(signals(), next.shift(), layer.limb());
  }

  /// The range of da.
  public Range range() {
    return Range.signed(signals(), bs, layer.limb());
  }

  /// The declared format of da.
  public DeclaredRange declared() {
    return new DeclaredRange(range(), signals(), "signal_bits", fg);
  }

  /// `u·da`.
  public int masked(int u, int da) {
    return u * da;
  }

  /// Emits the signal.
  ///
  /// @param dz column of the next layer's signals
  /// @param weights column of the next layer's weights at every step
  /// @param u column of the signs of this layer
  /// @return the column dz of this layer
  public String emit(PartBuilder b, String dz, String weights, String u) {
    List<String> at = b.at(u);
    String da = b.committed(signals(), at);
    String a = b.product(signals() + ".a", at, dz, weights);
    round().emit(b, da, List.of(new Column.Term(1, a)));
    range().emit(b, da);
    return b.product(layer.name() + ".dz", at, u, da);
  }
}
