package io.hallmark.provenance.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.learning.relation.Assignment;
import io.hallmark.learning.relation.PlainEvaluator;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Run;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The list proof holds exactly for lists whose keys are in range and ascend, and each lie is
/// caught by the one constraint that guards it.
final class ListRelationTest {
  private static final Geometry GEOMETRY = new Geometry(6, 8, 24, 4);
  private static final long TOP = (1L << 60) - 1;

  private static Set<String> violated(EntryList entries, Consumer<Assignment> lie) {
    Run run = ListRelation.run(entries.size(), entries.width(), GEOMETRY);
    Assignment a =
        new Assignment(ListRelation.witness(entries), Map.of("list", ListRelation.cells(entries)));
    lie.accept(a);
    PlainEvaluator.fitMultiplicities(run, a);
    return PlainEvaluator.violatedEverywhere(run, a);
  }

  @Test
  void ascendingListsHaveAProof() {
    SplittableRandom random = new SplittableRandom(3);
    for (int n : new int[] {1, 2, 3, 17}) {
      long[] keys = random.longs(n, 0, TOP).toArray();
      assertEquals(Set.of(), violated(EntryList.ofKeys(keys), a -> {}));
    }
    assertEquals(Set.of(), violated(EntryList.ofKeys(0, 1, TOP - 1, TOP), a -> {}));
    EntryList works = EntryList.ofTuples(new long[] {5, 9, 9, 9}, new long[] {6, 1, 1, 1});
    assertEquals(Set.of(), violated(works, a -> {}));
  }

  private static void keys(Assignment a, long... keys) {
    System.arraycopy(keys, 0, a.older("list", "e0"), 0, keys.length);
    for (int i = 0; i < keys.length; i++) {
      limbs(a, "list.r", i, keys[i]);
    }
  }

  /// The low limbs that fit a value best.
  private static void limbs(Assignment a, String range, int at, long value) {
    for (int k = 0; k < 3; k++) {
      a.own(0, range + ".l" + k)[at] = (value >> (16 * k)) & 0xffff;
    }
  }

  @Test
  void aListOutOfOrderHasNone() {
    assertEquals(
        Set.of("0: LOOKUP list.gap.s"),
        violated(
            EntryList.ofKeys(10, 20, 30),
            a -> {
              keys(a, 10, 30, 20);
              limbs(a, "list.gap", 0, 19);
              limbs(a, "list.gap", 1, -11);
            }));
  }

  @Test
  void anEntryTwiceHasNone() {
    assertEquals(
        Set.of("0: LOOKUP list.gap.s"),
        violated(
            EntryList.ofKeys(10, 20),
            a -> {
              keys(a, 10, 10);
              limbs(a, "list.gap", 0, -1);
            }));
  }

  @Test
  void aKeyBeyondTheRangeHasNone() {
    assertEquals(
        Set.of("0: LOOKUP list.r.s"),
        violated(
            EntryList.ofKeys(10, TOP),
            a -> {
              keys(a, 10, TOP + 5);
              limbs(a, "list.gap", 0, TOP - 6);
            }));
  }

  @Test
  void twoEntriesOfOneKeyAreRefused() {
    EntryList twins = EntryList.ofTuples(new long[] {5, 1, 1, 1}, new long[] {5, 1, 1, 2});
    assertThrows(IllegalArgumentException.class, () -> ListRelation.witness(twins));
  }

  @Test
  void whatIsCommittedIsWhatIsListed() {
    EntryList entries = EntryList.ofKeys(LongStream.range(0, 9).map(i -> i * i).toArray());
    assertEquals(Set.of("e0"), ListRelation.cells(entries).keySet());
    assertEquals(9, ListRelation.shapes(9, 1).getFirst().labels().getFirst().extent());
  }
}
