package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.learning.operator.EvaluatedColumns;
import io.hallmark.learning.operator.GroupCounts;
import io.hallmark.learning.operator.PartBuilder;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Counts per group hold exactly if they are the true ones, and every lie is caught by the
/// constraint that guards it.
final class GroupCountsTest {
  private static final int RECORDS = 23;
  private static final int GROUPS = 3;

  /// Records, predictions and their counts.
  @SuppressWarnings("ArrayRecordComponent") // never shared
  private record World(int classes, int[] truth, int[] guess, int[] group) {
    static World of(int classes) {
      SplittableRandom random = new SplittableRandom(5 + classes);
      int[] truth = random.ints(RECORDS, 0, classes).toArray();
      int[] guess = random.ints(RECORDS, 0, classes).toArray();
      return new World(classes, truth, guess, random.ints(RECORDS, 0, GROUPS).toArray());
    }

    List<Integer> counts() {
      Integer[] out = new Integer[GROUPS * classes * classes];
      Arrays.fill(out, 0);
      for (int r = 0; r < RECORDS; r++) {
        out[(group[r] * classes + truth[r]) * classes + guess[r]]++;
      }
      return List.of(out);
    }

    private List<Label> labels() {
      Label b = new Label("b", RECORDS);
      return classes == 2 ? List.of(b) : List.of(b, new Label("class", classes));
    }

    private Cells column(int[] values) {
      if (classes == 2) {
        return Cells.ofInts(values);
      }
      int[] hot = new int[RECORDS * classes];
      for (int r = 0; r < RECORDS; r++) {
        hot[r * classes + values[r]] = 1;
      }
      return Cells.ofInts(hot);
    }

    Run run(List<Integer> counts) {
      PartBuilder b = new PartBuilder(8, labels(), List.of(), List.of(), List.of());
      List<String> at = labels().stream().map(Label::name).toList();
      String y = b.importOlder("y", at, "data", "y");
      String hit = b.importOlder("h", at, "data", "h");
      String tag = b.importOlder("tag", List.of("b"), "data", "t0");
      new GroupCounts("t0", GROUPS, counts)
          .emit(b, new EvaluatedColumns(hit, y, tag, classes, classes == 2 ? 1 : classes, RECORDS));
      Geometry g = new Geometry(6, 8, 24, 4);
      return new Run(
          g,
          List.of(
              new Run.OlderCommitment(
                  "data",
                  g,
                  List.of(
                      new ColumnShape("y", labels()),
                      new ColumnShape("h", labels()),
                      new ColumnShape("t0", List.of(labels().getFirst()))))),
          List.of(b.build()));
    }

    Set<String> violated(List<Integer> counts, Consumer<Assignment> lie) {
      Run run = run(counts);
      Assignment a =
          new Assignment(
              List.of(Map.of()),
              Map.of(
                  "data",
                  Map.of("y", column(truth), "h", column(guess), "t0", Cells.ofInts(group))));
      lie.accept(a);
      PlainEvaluator.fitMultiplicities(run, a);
      return PlainEvaluator.violatedEverywhere(run, a);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theTrueCountsHoldAndNoOthers(int classes) {
    World w = World.of(classes);
    assertEquals(Set.of(), w.violated(w.counts(), a -> {}));
    List<Integer> counts = w.counts();
    int most = counts.indexOf(Collections.max(counts));
    for (int to = 0; to < counts.size(); to++) {
      if (to != most) {
        List<Integer> moved = new ArrayList<>(counts);
        moved.set(most, counts.get(most) - 1);
        moved.set(to, counts.get(to) + 1);
        assertEquals(Set.of("0: LINEAR groups.z"), w.violated(moved, a -> {}), "moved to " + to);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void aRecordOfAnotherGroupIsSeen(int classes) {
    World w = World.of(classes);
    assertEquals(
        Set.of("0: LINEAR groups.z"),
        w.violated(w.counts(), a -> a.older("data", "t0")[0] = (w.group[0] + 1L) % GROUPS));
    Set<String> none = w.violated(w.counts(), a -> a.older("data", "t0")[0] = GROUPS);
    assertTrue(none.contains("0: LOOKUP groups"), none.toString());
  }
}
