package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.proof.ProofException;
import java.util.Arrays;
import java.util.function.Supplier;

/// A sumcheck of degree 3 whose round polynomials are hidden.
///
/// In each round the coefficients c_0, c_2, c_3 are sent under pads; `c_1 = claim - 2·c_0 - c_2 -
/// c_3` is implied, so there is no round check, and the message size is the degree bound. The claim
/// becomes `c_0 + c_1·r + c_2·r^2 + c_3·r^3`.
///
/// - **Soundness:** a false claim becomes true with probability at most `3/|E|` per round.
/// - **The caller must claim** that the final value is the value of the summand at the point.
final class HiddenSumcheck {
  private HiddenSumcheck() {}

  /// @param point all challenges
  /// @param value what the summand must be there
  @SuppressWarnings("ArrayRecordComponent") // a point, compared by nobody
  record End(Ext[] point, Affine value) {}

  static End run(
      PartSession session,
      String roundLabel,
      String pointLabel,
      int rounds,
      Affine claim,
      Supplier<RoundOracle> oracle)
      throws ProofException {
    Ext[] point = new Ext[rounds];
    Affine value = claim;
    for (int k = 0; k < rounds; k++) {
      Ext[] bound = Arrays.copyOf(point, k);
      Hidden[] c = session.hidden(roundLabel, 3, () -> oracle.get().round(bound));
      Ext r = session.channel().challenge(pointLabel);
      Ext r2 = r.times(r);
      Ext r3 = r2.times(r);
      // claim·r + c_0·(1 - 2r) + c_2·(r^2 - r) + c_3·(r^3 - r)
      Affine sent =
          c[0].value()
              .times(Ext.ONE.minus(r).minus(r))
              .plus(c[1].value().times(r2.minus(r)))
              .plus(c[2].value().times(r3.minus(r)));
      value = value.times(r).plus(sent);
      point[k] = r;
    }
    return new End(point, value);
  }
}
