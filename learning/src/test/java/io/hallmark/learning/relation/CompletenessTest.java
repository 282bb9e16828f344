package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.trace.ExactTrainer;
import io.hallmark.learning.trace.TrainingTrace;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.PartIndex;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Whatever the trainer finishes satisfies its relation, for random programs and shapes; and the
/// trainer computes what a second one computes with unbounded integers.
final class CompletenessTest {
  @Test
  void everyFinishedTrainingSatisfiesItsRun() throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    int finished = 0;
    for (int k = 0; k < 120; k++) {
      WholeRun.Setup setup = setup(random, k);
      boolean sealed = random.nextBoolean();
      WholeRun w;
      try {
        w = WholeRun.of(setup, sealed, null, random.nextBoolean());
      } catch (TrainingStopped e) {
        continue;
      }
      finished++;
      for (var part : w.run().parts()) {
        PartIndex.of(part);
      }
      assertEquals(Set.of(), PlainEvaluator.violatedEverywhere(w.run(), w.assignment()));
    }
    assertTrue(finished >= 60, finished + " finished");
  }

  @Test
  void aChildOfARandomModelSatisfiesItsRun() throws Exception {
    SplittableRandom random = new SplittableRandom(12);
    int finished = 0;
    for (int k = 0; k < 40; k++) {
      WholeRun.Setup setup = setup(random, k);
      try {
        WholeRun parent = WholeRun.of(setup, true, null, false);
        WholeRun child = WholeRun.of(setup, true, parent.served().weights(), false);
        assertEquals(Set.of(), PlainEvaluator.violatedEverywhere(child.run(), child.assignment()));
        finished++;
      } catch (TrainingStopped | RunRefused e) {
        // a stop or a parent too wide for the program: another case is drawn
      }
    }
    assertTrue(finished >= 10, finished + " finished");
  }

  @Test
  void theTrainerAgreesWithUnboundedIntegers() throws Exception {
    SplittableRandom random = new SplittableRandom(13);
    int finished = 0;
    int stopped = 0;
    Set<String> stops = new TreeSet<>();
    Set<String> kinds = new TreeSet<>();
    for (int k = 0; k < 400; k++) {
      WholeRun.Setup setup = setup(random, k);
      try {
        var expected = new ReferenceTrainer(setup).train(setup);
        TrainingTrace trace = train(setup);
        finished++;
        kinds.addAll(kinds(setup.network().program()));
        int first = 0;
        for (int part = 0; part < setup.spans().size(); part++) {
          assertSameCells(
              expected.windows().get(part), trace.window(first, setup.spans().get(part)));
          first += setup.spans().get(part);
        }
      } catch (ReferenceTrainer.Stop e) {
        stopped++;
        stops.add(String.valueOf(e.getMessage()).split(" ", 2)[0]);
        TrainingStopped stop = assertThrows(TrainingStopped.class, () -> train(setup));
        String column = String.valueOf(e.getMessage()).split(" ", 2)[0];
        assertEquals(column.replace("out.", ""), stop.overflow().tensor());
        assertEquals(e.getMessage(), column + " " + stop.overflow().value());
      }
    }
    assertTrue(finished >= 160 && stopped >= 20, finished + " finished, " + stopped + " stopped");
    assertTrue(stops.containsAll(Set.of("d1.z", "d1.da", "dl", "d1.kx")), stops::toString);
    assertEquals(Set.of("COMPACT", "WIDE", "decay", "None", "Norm", "Value", "SQUARED"), kinds);
  }

  @Test
  void everyDivisionIntoWindowsGivesTheSameWeights() throws Exception {
    SplittableRandom random = new SplittableRandom(14);
    sameWeights(RandomSetup.of(random, 3, 5, List.of(5)));
    int finished = 0;
    for (int k = 0; k < 8; k++) {
      try {
        sameWeights(RandomSetup.perceptron(random, 5, List.of(5)));
        finished++;
      } catch (TrainingStopped e) {
        // another case is drawn
      }
    }
    assertTrue(finished >= 3, finished + " finished");
  }

  /// The further operators of a program.
  private static Set<String> kinds(TrainingProgram p) {
    Set<String> out = new TreeSet<>();
    p.adam().ifPresent(k -> out.add(k.format().profile().name()));
    p.decay().ifPresent(k -> out.add("decay"));
    p.target().ifPresent(k -> out.add(p.loss().name()));
    out.add(p.clip().getClass().getSimpleName());
    return out;
  }

  private static WholeRun.Setup setup(SplittableRandom random, int k) throws Exception {
    return switch (k % 4) {
      case 0 -> RandomSetup.of(random);
      case 1 -> RandomSetup.perceptron(random);
      default -> FurtherSetup.of(random);
    };
  }

  private static void sameWeights(WholeRun.Setup one) throws Exception {
    ModelSnapshot weights = null;
    for (List<Integer> spans : List.of(List.of(5), List.of(2, 3), List.of(1, 1, 1, 1, 1))) {
      WholeRun.Setup setup =
          new WholeRun.Setup(one.network(), one.seed(), one.train(), one.test(), spans);
      WholeRun w = WholeRun.of(setup, true, null, false);
      assertEquals(spans.size() + 2, w.run().parts().size());
      assertEquals(Set.of(), PlainEvaluator.violatedEverywhere(w.run(), w.assignment()));
      BigInteger[][] last = new ReferenceTrainer(setup).train(setup).weights();
      for (int j = 0; j < last.length; j++) {
        long[] trained = w.trace().last().values(j);
        assertArrayEquals(
            Arrays.stream(last[j]).mapToLong(BigInteger::longValueExact).toArray(), trained);
      }
      assertTrue(weights == null || w.trace().last().equals(weights));
      weights = w.trace().last();
    }
  }

  private static TrainingTrace train(WholeRun.Setup setup) throws TrainingStopped {
    return ExactTrainer.train(
        setup.network(),
        setup.train(),
        setup.seed(),
        setup.network().initial(setup.seed()),
        n -> {});
  }

  private static void assertSameCells(
      Map<String, List<BigInteger>> expected, Map<String, Cells> actual) {
    assertEquals(expected.keySet(), Assignment.committed(actual).keySet());
    expected.forEach((name, values) ->
        assertEquals(
            Cells.ofSigned(values.stream().mapToLong(BigInteger::longValueExact).toArray()),
            actual.get(name),
            name));
  }
}
