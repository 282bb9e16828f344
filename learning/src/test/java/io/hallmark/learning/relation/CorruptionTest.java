package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every corruption of an operator violates the constraint that must catch it, and every constraint
/// is needed for at least one corruption.
final class CorruptionTest {
  private static final WholeRun RUN = honest();

  private static WholeRun honest() {
    try {
      return WholeRun.of(Logistic.setup(), true, null, true);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static WholeRun run() {
    return RUN;
  }

  static List<Corruption> corruptions() {
    return new Corruptions(Logistic.setup()).all();
  }

  /// Names of violated constraints with the kind of their part.
  private static Set<String> violated(Assignment a) {
    PlainEvaluator.fitMultiplicities(RUN.run(), a);
    return PlainEvaluator.violatedEverywhere(RUN.run(), a).stream()
        .map(CorruptionTest::byKind)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String byKind(String violated) {
    int colon = violated.indexOf(':');
    int part = Integer.parseInt(violated.substring(0, colon));
    return Corruptions.KINDS.get(part) + violated.substring(colon);
  }

  @Test
  void theHonestCellsViolateNothing() {
    assertEquals(Set.of(), violated(RUN.assignment()));
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void aCorruptionIsCaughtByItsConstraint(Corruption c) {
    Assignment a = RUN.assignment();
    c.apply().accept(a);
    Set<String> violated = violated(a);
    assertTrue(violated.contains(c.expected()), c + ": " + violated);
  }

  @Test
  void everyConstraintIsExpectedByACorruption() {
    Set<String> missing = new TreeSet<>();
    for (int k = 0; k < RUN.run().parts().size(); k++) {
      for (String name : PlainEvaluator.names(RUN.run().parts().get(k))) {
        missing.add(Corruptions.KINDS.get(k) + ": " + name);
      }
    }
    corruptions().forEach(c -> missing.remove(c.expected()));
    assertEquals(Set.of(), missing);
  }
}
