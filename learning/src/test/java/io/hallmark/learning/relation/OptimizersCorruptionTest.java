package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.learning.operator.AtLeast;
import io.hallmark.learning.operator.ConfusionCounts;
import io.hallmark.learning.operator.CorrectCount;
import io.hallmark.learning.operator.EvaluationResult;
import io.hallmark.learning.operator.SquaredErrorSum;
import io.hallmark.learning.relation.WholeRun.Published;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every corruption of AdamW, weight decay, clipping, squared error and counts violates the
/// constraint that must catch it, and every constraint of these operators is needed for one.
final class OptimizersCorruptionTest {
  static final List<String> NAMES = Optimizers.NAMES;
  private static final String FURTHER =
      "LOOKUP (d\\d\\.[wb]\\.(g|root|d|mend|uend|uh|hr|dec)\\..*|out\\.d\\d\\.[wb]\\.[mu]\\..*"
          + "|pre\\..*|.*clip|d\\d\\.(kx|kz|dn)\\..*|keep.*|root\\..*|fac.*|z\\..*)"
          + "|LINEAR d\\d\\.k[xz]\\.q";
  private static final Map<String, WholeRun> RUNS = new HashMap<>();

  /// A corruption of the sealed run of a program.
  record Lie(String program, Corruption corruption) {
    @Override
    public String toString() {
      return program + ": " + corruption;
    }
  }

  static synchronized WholeRun run(String program) {
    return RUNS.computeIfAbsent(program, name -> Optimizers.run(name, true));
  }

  static List<Lie> lies() {
    List<Lie> out = new ArrayList<>();
    for (String program : NAMES) {
      new OptimizerCorruptions(run(program), Optimizers.setup(program))
          .all()
          .forEach(c -> out.add(new Lie(program, c)));
    }
    return out;
  }

  /// Names of violated constraints of the first part.
  private static Set<String> violated(WholeRun w, Assignment a) {
    PlainEvaluator.fitMultiplicities(w.run(), a);
    return new TreeSet<>(new PlainEvaluator(w.run(), 0, a).violated());
  }

  @ParameterizedTest
  @MethodSource("lies")
  void aCorruptionIsCaughtByItsConstraint(Lie lie) {
    WholeRun w = run(lie.program());
    Assignment a = w.assignment();
    lie.corruption().apply().accept(a);
    Set<String> violated = violated(w, a);
    assertTrue(violated.contains(lie.corruption().expected()), lie + ": " + violated);
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void everyConstraintOfTheseOperatorsIsExpectedByACorruption(String program) {
    WholeRun w = run(program);
    Set<String> missing = new TreeSet<>();
    PlainEvaluator.names(w.run().parts().getFirst()).stream()
        .filter(n -> n.matches(FURTHER))
        .forEach(missing::add);
    assertTrue(
        !missing.isEmpty() || program.equals("metrics-two"), "no further operator in " + program);
    lies().stream()
        .filter(l -> l.program().equals(program))
        .forEach(l -> missing.remove(l.corruption().expected()));
    assertEquals(Set.of(), missing);
  }

  private static WholeRun published(String program, Published honest, Published stated)
      throws Exception {
    return WholeRun.of(
        Optimizers.setup(program), true, null, true, List.of(honest), List.of(stated));
  }

  private static void assertViolated(WholeRun w, String constraint) {
    Set<String> violated = PlainEvaluator.violatedEverywhere(w.run(), w.assignment());
    assertEquals(1, violated.size(), violated::toString);
    assertTrue(violated.iterator().next().endsWith(": " + constraint), violated::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"squared", "squared-two", "adam-squared"})
  void aFalseSumOfSquaresIsCaught(String program) throws Exception {
    for (int by : new int[] {1, -1}) {
      assertViolated(
          published(program, WholeRun.usual(0), r -> new SquaredErrorSum(r.squares() + by)),
          "PRODUCT squared");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"decay", "clip-value", "metrics-two"})
  void aRecordMovedInATableOfConfusionsIsCaught(String program) throws Exception {
    Published honest = r -> new ConfusionCounts(0, r.confusion());
    assertViolated(
        published(program, honest, r -> new ConfusionCounts(0, moved(r.confusion()))),
        "PRODUCT confusion");
    Published groups = r -> new ConfusionCounts(2, r.counts());
    assertViolated(
        published(program, groups, r -> new ConfusionCounts(2, moved(r.counts()))),
        "PRODUCT groups");
  }

  /// One record counted in another cell.
  private static List<Integer> moved(List<Integer> counts) {
    List<Integer> out = new ArrayList<>(counts);
    int from = out.indexOf(Collections.max(out));
    int to = (from + 1) % out.size();
    out.set(from, out.get(from) - 1);
    out.set(to, out.get(to) + 1);
    return out;
  }

  @ParameterizedTest
  @ValueSource(strings = {"decay", "clip-value", "metrics-two"})
  void aThresholdAboveTheCountIsCaught(String program) throws Exception {
    int rows = Optimizers.setup(program).test().rows();
    int limb = Optimizers.setup(program).network().program().limb();
    int correct = result(program).correct();
    if (correct < rows) {
      assertViolated(
          published(
              program,
              r -> new AtLeast(r.correct(), rows, limb),
              r -> new AtLeast(r.correct() + 1, rows, limb)),
          "LOOKUP least.s");
    } else {
      assertTrue(new AtLeast(correct, rows, limb).isTrueOf(result(program)));
    }
    assertTrue(!new AtLeast(correct + 1, rows, limb).isTrueOf(result(program)));
    assertTrue(!new CorrectCount(correct + 1).isTrueOf(result(program)));
  }

  private static EvaluationResult result(String program) throws Exception {
    WholeRun.Setup s = Optimizers.setup(program);
    return run(program).served().evaluate(s.test(), 0, s.test().rows()).result();
  }

  @Test
  void targetsOutOfRangeAreCaught() {
    WholeRun w = run("squared-two");
    int part = w.run().parts().size() - 1;
    Map<String, Long> lies =
        Map.of(
            "LOOKUP data.y.lo.s", Goldilocks.fromSigned(-41),
            "LOOKUP data.y.hi.s", Goldilocks.fromSigned(41));
    lies.forEach((constraint, target) -> {
      Assignment a = w.assignment();
      a.older("data", "y")[3] = target;
      PlainEvaluator.fitMultiplicities(w.run(), a);
      Set<String> violated = new PlainEvaluator(w.run(), part, a).violated();
      assertTrue(violated.contains(constraint), violated::toString);
    });
  }

  @Test
  void aRecordOfHalfTwoOrNoGroupsIsCaught() throws Exception {
    WholeRun.Setup s = Optimizers.setup("decay");
    Run run =
        DatasetRelation.run(
            WholeRun.range(s.network().program(), s.test().groups()),
            s.test().rows(),
            RelationVectors.geometry("older"),
            RelationVectors.geometry("trace"));
    List<Map<String, Cells>> witness =
        DatasetRelation.witness(WholeRun.range(s.network().program(), s.test().groups()), s.test());
    Map<String, Map<String, Cells>> older =
        Map.of("data", DataColumns.cells(s.test(), s.network().layout(s.test().groups())));
    int rows = s.test().rows();
    assertEquals(Set.of(), groups(run, witness, older, rows, -1, -1));
    assertTrue(
        groups(run, witness, older, rows, Goldilocks.HALF, Goldilocks.HALF)
            .contains("0: LOOKUP data.group"));
    assertTrue(groups(run, witness, older, rows, 0, 0).contains("0: LINEAR data.group.one"));
    assertTrue(groups(run, witness, older, rows, 1, 1).contains("0: LINEAR data.group.one"));
  }

  private static Set<String> groups(
      Run run,
      List<Map<String, Cells>> witness,
      Map<String, Map<String, Cells>> older,
      int rows,
      long first,
      long second) {
    Assignment a = new Assignment(witness, older);
    if (first >= 0 || second >= 0) {
      a.older("data", "group")[0] = first;
      a.older("data", "group")[rows] = second;
    }
    PlainEvaluator.fitMultiplicities(run, a);
    return PlainEvaluator.violatedEverywhere(run, a);
  }
}
