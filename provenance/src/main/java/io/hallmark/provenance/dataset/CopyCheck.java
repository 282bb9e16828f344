package io.hallmark.provenance.dataset;

import io.hallmark.provenance.VerificationException.Rejected;
import java.util.function.Supplier;

/// Every check that the verification of a copy makes itself, in the order in which it makes them.
/// Below [#COPY_PROOF] stand the checks of the proof system.
public enum CopyCheck {
  /// The copy names this manifest as its original.
  COPY_ORIGINAL,
  /// Both have the same schema: the same integers mean the same records.
  COPY_SCHEMA,
  /// Both have the same parts with as many records and the same roots of record trees, in order.
  COPY_PARTS,
  /// No commitment of the copy is one of the original: it would share its openings.
  COPY_FRESH,
  /// Every part has its proof, and there is no other.
  COPY_PROOF_PRESENT,
  /// The proof of a part holds: both commitments hold the same cells.
  COPY_PROOF;

  /// Rejects unless the condition holds.
  ///
  /// @param check the name of the check, a constant at every call
  /// @throws Rejected with this check's name if the condition does not hold
  static void check(CopyCheck check, boolean holds, Supplier<String> detail) throws Rejected {
    if (!holds) {
      throw new Rejected(check.name(), detail.get());
    }
  }

  /// Rejects if a proof was refused.
  ///
  /// @param check the name of the check, a constant at every call
  /// @param refusedBy name of the check below, empty if the proof was accepted
  /// @throws Rejected with `CHECK/NAME` if it was refused
  static void checkProof(CopyCheck check, String refusedBy, String detail) throws Rejected {
    if (!refusedBy.isEmpty()) {
      throw new Rejected(check.name() + "/" + refusedBy, detail);
    }
  }
}
