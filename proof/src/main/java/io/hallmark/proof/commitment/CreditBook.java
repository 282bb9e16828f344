package io.hallmark.proof.commitment;

/// The durable credit ledger of one older commitment.
public interface CreditBook {
  /// The budget as it stands.
  OpeningBudget budget();

  /// Charges an opening: an atomic compare-and-append that is durable when it returns. An entry
  /// that is there already is not charged again.
  ///
  /// @param entry what the opening is for
  /// @param renewal whether the proof renews this commitment
  /// @throws OpeningRefused if the budget does not allow it
  void charge(OpeningEntry entry, boolean renewal);
}
