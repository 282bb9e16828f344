package io.hallmark.provenance.certificate;

import io.hallmark.document.Digest;
import java.util.List;

/// What a gate says about an accepted certificate.
///
/// @param name name of the gate, for people
/// @param gate tagged digest of the gate's document
/// @param reasons why the certificate is not taken; none if it is
public record GateVerdict(String name, Digest gate, List<Reason> reasons) {
  /// Copies the list.
  public GateVerdict {
    reasons = List.copyOf(reasons);
  }

  /// Whether the certificate is taken.
  public boolean accepted() {
    return reasons.isEmpty();
  }

  /// One reason not to take a certificate.
  ///
  /// @param code short and stable, for programs: the name of the requirement that is not met
  /// @param detail what was required and what was found, for people
  public record Reason(String code, String detail) {}
}
