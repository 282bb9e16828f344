package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.learning.operator.DataLayout;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every corruption of an operator of a perceptron violates the constraint that must catch it, and
/// every constraint is needed for at least one corruption.
final class PerceptronCorruptionTest {
  private static final Map<String, WholeRun> RUNS = new HashMap<>();

  /// A corruption of the sealed run of a program.
  record Lie(String program, Corruption corruption) {
    @Override
    public String toString() {
      return program + ": " + corruption;
    }
  }

  static synchronized WholeRun run(String program) {
    return RUNS.computeIfAbsent(
        program,
        name -> {
          try {
            return WholeRun.of(Perceptron.setup(name), true, null, true);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  static List<Lie> lies() {
    List<Lie> out = new ArrayList<>();
    for (String program : List.of("mlp", "momentum", "two")) {
      WholeRun.Setup s = Perceptron.setup(program);
      Stream.concat(
              new PerceptronCorruptions(s).all().stream(), new ServedCorruptions(s).all().stream())
          .forEach(c -> out.add(new Lie(program, c)));
    }
    new PerceptronCorruptions(Perceptron.setup("wide"))
        .gathers()
        .forEach(c -> out.add(new Lie("wide", c)));
    return out;
  }

  /// Those that are also put through prover and verifier.
  static List<Lie> provable() {
    Set<String> seen = new TreeSet<>();
    return lies().stream().filter(lie -> seen.add(lie.corruption().expected())).toList();
  }

  private static String kind(String program, int part) {
    int windows = Perceptron.setup(program).spans().size();
    return part < windows
        ? "window"
        : List.of("export", "evaluation", "dataset").get(part - windows);
  }

  private static Set<String> violated(String program, Assignment a) {
    Run run = run(program).run();
    PlainEvaluator.fitMultiplicities(run, a);
    return PlainEvaluator.violatedEverywhere(run, a).stream()
        .map(v -> {
          int colon = v.indexOf(':');
          return kind(program, Integer.parseInt(v.substring(0, colon))) + v.substring(colon);
        })
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void aCorruptionIsCaughtByItsConstraint(Lie lie) {
    Assignment a = run(lie.program()).assignment();
    lie.corruption().apply().accept(a);
    Set<String> violated = violated(lie.program(), a);
    assertTrue(violated.contains(lie.corruption().expected()), lie + ": " + violated);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "momentum", "two"})
  void everyConstraintIsExpectedByACorruption(String program) {
    Run run = run(program).run();
    Set<String> missing = new TreeSet<>();
    for (int k = 0; k < run.parts().size(); k++) {
      for (String name : PlainEvaluator.names(run.parts().get(k))) {
        missing.add(kind(program, k) + ": " + name);
      }
    }
    lies().stream()
        .filter(lie -> lie.program().equals(program))
        .forEach(lie -> missing.remove(lie.corruption().expected()));
    assertEquals(Set.of(), missing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "two"})
  void aFalseCountIsCaught(String program) throws Exception {
    WholeRun.Setup s = Perceptron.setup(program);
    WholeRun w = WholeRun.of(s, true, null, false, -1);
    int part = s.spans().size() + 1;
    assertEquals(
        Set.of(part + ": PRODUCT correct"),
        PlainEvaluator.violatedEverywhere(w.run(), w.assignment()));
  }

  @Test
  void aFalseMultiplicityIsCaught() {
    WholeRun w = run("mlp");
    for (int k = 0; k < w.run().parts().size(); k++) {
      for (var table : w.run().parts().get(k).tables()) {
        Assignment a = w.assignment();
        long[] m = a.own(k, table.multiplicity());
        m[1] = Goldilocks.add(m[1], 1);
        assertEquals(
            Set.of(k + ": MULTIPLICITY " + table.name()),
            PlainEvaluator.violatedEverywhere(w.run(), a));
      }
    }
  }

  /// The records, cut to the ranges of the data set run.
  static SampleTable fitting() {
    SampleTable t = Perceptron.setup("mlp").train();
    Cells max = PerceptronVectorsTest.datasetRange().max();
    int n = t.rows();
    int[] x = new int[3 * n];
    Arrays.setAll(x, i -> Math.min(t.feature(i / n, i % n), max.small(i / n)));
    int[] y = new int[n];
    Arrays.setAll(y, t::label);
    return new SampleTable(3, x, y);
  }

  @Test
  void theCopyRunCatchesAnotherFeatureAndAnotherClass() {
    Map<String, Cells> cells =
        DataColumns.cells(Perceptron.setup("mlp").train(), DataLayout.ofClasses(3, 3));
    Run run = PerceptronVectorsTest.copyRun();
    for (String column : List.of("x", "y")) {
      Assignment a = new Assignment(List.of(Map.of()), Map.of("data", cells, "copy", cells));
      assertEquals(Set.of(), PlainEvaluator.violatedEverywhere(run, a));
      a.older("copy", column)[5] ^= 1;
      assertEquals(
          Set.of("0: LINEAR copy." + column + ".q"), PlainEvaluator.violatedEverywhere(run, a));
    }
  }
}
