package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Column;
import java.util.List;

/// Rate and batch size folded into the signal of the last layer: `dl = rnd(eta_T·err, S)` with the
/// public integer `eta_T = nearest(rate_T/B·2^(fg-f+S))`, f the scale of the error.
///
/// @param format rounding by S and bound of the signal
public record RateFold(SignalFormat format) {
  /// Column of the signals.
  public static final String SIGNAL = "dl";

  /// `eta·err`, to be rounded.
  public long product(long eta, long error) {
    return eta * error;
  }

  /// Emits the signal.
  ///
  /// @param error column of the errors over `[g,t,b,out]`
  /// @param eta folded rates over `[g,t]`
  /// @return the column of the signals
  public String emit(PartBuilder b, String error, Cells eta) {
    List<String> at = b.at(error);
    String rate = b.constant("eta", b.full("g", "t"), eta);
    b.committed(SIGNAL, at);
    String a = b.product(SIGNAL + ".a", at, error, rate);
    return format.emit(b, List.of(new Column.Term(1, a)));
  }
}
