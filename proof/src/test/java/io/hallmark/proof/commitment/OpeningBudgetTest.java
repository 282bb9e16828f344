package io.hallmark.proof.commitment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class OpeningBudgetTest {
  private static OpeningEntry entry(int number) {
    return new OpeningEntry("digest", "root" + number, "data");
  }

  /// B = 5: three ordinary openings, one renewal, one more after a restore.
  private static OpeningBudget fresh() {
    return OpeningBudget.fresh(new Geometry(4, 8, 8, 5));
  }

  private static OpeningBudget ordinary(int count) {
    OpeningBudget budget = fresh();
    for (int k = 0; k < count; k++) {
      budget = budget.charge(entry(k), false);
    }
    return budget;
  }

  @Test
  void twoOpeningsAreReserved() {
    OpeningBudget budget = ordinary(3);
    assertEquals(16, budget.left());
    assertFalse(budget.allows(entry(9), false));
    assertThrows(OpeningRefused.class, () -> budget.charge(entry(9), false));
    OpeningBudget renewed = budget.charge(entry(9), true);
    assertEquals(8, renewed.left());
    assertFalse(renewed.allows(entry(10), true));
    assertFalse(renewed.allows(entry(10), false));
  }

  @Test
  void theSameProofIsChargedOnce() {
    OpeningBudget budget = ordinary(3);
    assertEquals(budget, budget.charge(entry(1), false));
  }

  @Test
  void afterARestoreOnlyOneRenewalIsLeft() {
    OpeningBudget frozen = ordinary(1).afterRestore();
    assertEquals(frozen, frozen.afterRestore());
    assertFalse(frozen.allows(entry(0), false));
    assertFalse(frozen.allows(entry(5), false));
    assertTrue(frozen.allows(entry(5), true));
    OpeningBudget used = frozen.charge(entry(5), true);
    assertTrue(used.allows(entry(5), true));
    assertFalse(used.allows(entry(6), true));
    assertThrows(OpeningRefused.class, () -> used.charge(entry(6), true));
  }

  @Test
  void smallBudgetsHaveNoOrdinaryUse() {
    OpeningBudget two = OpeningBudget.fresh(new Geometry(4, 8, 8, 2));
    assertFalse(two.allows(entry(0), false));
    assertTrue(two.allows(entry(0), true));
  }
}
