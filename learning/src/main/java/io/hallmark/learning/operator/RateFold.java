package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Column;
import java.util.List;

/// Rate and batch size folded into the signal of the last layer: `dl = rnd(eta_T·err, S)` with the
/// public integer `eta_T = nearest(rate_T/B·2^(fg-fp+S))`, in bs signed bits at scale fg.
///
/// @param layer the last layer
/// @param shift S
/// @param bs signed bits of a signal
/// @param fg scale of a signal
public record RateFold(DenseLayer layer, int shift, int bs, int fg) {
  /// Column of the signals.
  public static final String SIGNAL = "dl";

  /// The rounding of the signal.
  public Round round() {
    return new Round(SIGNAL, shift, layer.limb());
  }

  /// The range of the signal.
  public Range range() {
    return Range.signed(SIGNAL, bs, layer.limb());
  }

  /// The declared format of the signal.
  public DeclaredRange declared() {
    return new DeclaredRange(range(), SIGNAL, "signal_bits", fg);
  }

  /// `eta·err`, to be rounded.
  public long product(long eta, long error) {
    return eta * error;
  }

  /// Emits the signal.
  ///
  /// @param error column of the errors over `[g,t,b,out]`
  /// @param eta folded rates over `[g,t]`
  /// @return the column dl
  public String emit(PartBuilder b, String error, Cells eta) {
    List<String> at = b.at(error);
    String rate = b.constant("eta", b.full("g", "t"), eta);
    String dl = b.committed(SIGNAL, at);
    String a = b.product(SIGNAL + ".a", at, error, rate);
    round().emit(b, dl, List.of(new Column.Term(1, a)));
    range().emit(b, dl);
    return dl;
  }
}
