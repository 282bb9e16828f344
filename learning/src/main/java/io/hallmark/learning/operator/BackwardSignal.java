package io.hallmark.learning.operator;

import io.hallmark.proof.relation.Column;
import java.util.List;

/// The gradient signal of a hidden layer: `da[b,i] = rnd(Σ_o dz'[b,o]·w'[i,o], shift)` with the
/// signals dz' and the weights w' of the next layer, the same weights as forward; `dz = u·da`, with
/// da clipped if the program says so. The sum and dz are product columns.
///
/// @param layer the hidden layer
/// @param next the layer behind it
/// @param format rounding and bound of da
public record BackwardSignal(DenseLayer layer, DenseLayer next, SignalFormat format) {
  /// Column of the signals before the activation.
  public static String signals(DenseLayer layer) {
    return layer.name() + ".da";
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
    String signals = b.committed(signals(layer), at);
    String a = b.product(signals + ".a", at, dz, weights);
    String da = format.emit(b, List.of(new Column.Term(1, a)));
    return b.product(layer.name() + ".dz", at, u, da);
  }
}
