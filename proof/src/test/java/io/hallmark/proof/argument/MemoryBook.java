package io.hallmark.proof.argument;

import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.commitment.OpeningBudget;
import io.hallmark.proof.commitment.OpeningEntry;

/// A credit book in memory.
final class MemoryBook implements CreditBook {
  private OpeningBudget budget;

  MemoryBook(OpeningBudget budget) {
    this.budget = budget;
  }

  @Override
  public OpeningBudget budget() {
    return budget;
  }

  @Override
  public void charge(OpeningEntry entry, boolean renewal) {
    budget = budget.charge(entry, renewal);
  }

  /// The ledger is lost.
  void restore() {
    budget = budget.afterRestore();
  }
}
