package io.hallmark.proof.argument;

import java.util.List;

/// How the relation phase of a part ends.
///
/// @param claims its claims, in the order of their emission
/// @param state the state of its fork
@SuppressWarnings("ArrayRecordComponent") // a state, compared by nobody
record PartEnd(List<PartClaim> claims, byte[] state) {
  /// Copies the list.
  PartEnd {
    claims = List.copyOf(claims);
  }
}
