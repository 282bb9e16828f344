package io.hallmark.proof.argument;

import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.transcript.Grinding;

/// What a prover says, seen just before it is said. The product says what it has computed
/// ([#HONEST]); the liars of the tests are filters of their own, so that a lie runs through the
/// whole protocol with challenges that fit it. Tests only: no filter but the honest one exists
/// outside `src/test`.
interface MessageFilter {
  /// Says what was computed.
  MessageFilter HONEST = new MessageFilter() {};

  /// Extension elements about to be sent, hidden ones before the pad is taken off.
  ///
  /// @param part number of the part, -1 outside the parts
  /// @param values what was computed; may be changed
  default ExtArray elements(int part, String label, ExtArray values) {
    return values;
  }

  /// Digests about to be sent.
  default byte[] digests(int part, String label, byte[] values) {
    return values;
  }

  /// An opening about to be sent.
  default Opening opening(long[] positions, Opening opening) {
    return opening;
  }

  /// Whether the honest nonce is to be searched; otherwise [#nonce] is asked.
  default boolean grinds(int part, Grinding place) {
    return true;
  }

  /// The nonce to send when it is not searched.
  default long nonce(int part, Grinding place) {
    return 0;
  }
}
