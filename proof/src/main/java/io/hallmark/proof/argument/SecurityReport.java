package io.hallmark.proof.argument;

import io.hallmark.proof.security.Ledger;
import java.util.List;

/// What an accepted proof is worth.
///
/// @param bits `-log2` of the sum of all error terms, grinding included
/// @param lines the terms, in the order of the protocol
public record SecurityReport(double bits, List<Ledger.Line> lines) {
  /// Copies the list.
  public SecurityReport {
    lines = List.copyOf(lines);
  }
}
