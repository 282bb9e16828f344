package io.hallmark.proof.relation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.proof.ProofException.Rejected;
import io.hallmark.proof.commitment.Descriptor;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The published run: its bytes, digests, counts, layout and stages.
final class ExampleRunTest {
  private static final HexFormat HEX = HexFormat.of();

  private static RunIndex index() {
    try {
      return RunIndex.of(ExampleRun.run());
    } catch (Rejected e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theRunReencodesToItsBytesAndTables() {
    Run run = ExampleRun.run();
    assertArrayEquals(ExampleRun.bytes(), RunBytes.run(run));
    assertEquals(ExampleRun.tables().keySet(), RunBytes.tables(run).keySet());
    RunBytes.tables(run).forEach((k, v) -> assertArrayEquals(ExampleRun.tables().get(k), v));
  }

  @Test
  void theDigestsAreThePublishedOnes() {
    RunDigests digests = RunBytes.digests(ExampleRun.run());
    assertEquals(
        "4de670332fa81b46e91d7cea166b23fe955379957a65e97759dc7ace79a0e9ca",
        HEX.formatHex(digests.part(0)));
    assertEquals(
        "d8dca25d21b858d4bd2c4a25572cc2cf46b32e46015a141e02eb03b6299087d3",
        HEX.formatHex(digests.part(1)));
    assertEquals(
        "25131e523b57a3457b4c714f0923aa964a8ec515f3ece358d764600675bd38bb",
        HEX.formatHex(digests.run()));
  }

  @Test
  void theDescriptorsAreThePublishedOnes() {
    List<Run.OlderCommitment> older = ExampleRun.run().older();
    assertEquals(List.of("data", "model"), older.stream().map(x -> x.name()).toList());
    assertEquals(
        "b8127eb59a575b60a01436865f7682cd70abc93cda006634dd9030895f0957cd",
        descriptor(
            older.get(0), "1e8accfec86cd0048308d270e138c04cdd70f43d6197e64393eaec025cef6287"));
    assertEquals(
        "413a835569511c5b3ac156d7e8ffc8d08cfc8928e093370d65925e3e34c46eb8",
        descriptor(
            older.get(1), "afb1b0ea1faf0ff6b59b45f7184f40d58ff39c0b489029d1dd012d279a5ce0d6"));
  }

  private static String descriptor(Run.OlderCommitment older, String root) {
    return HEX.formatHex(Descriptor.of(HEX.parseHex(root), older.geometry(), older.columns()));
  }

  @Test
  void padsAndTriplesAreThePublishedOnes() {
    RunIndex run = index();
    assertEquals(List.of(163, 88), run.parts().stream().map(PartIndex::pads).toList());
    assertEquals(List.of(29, 17), run.parts().stream().map(PartIndex::triples).toList());
    assertEquals(2 * (163 + 29), run.parts().get(0).extent(run.parts().get(0).zkLabel()));
  }

  @Test
  void theStagesAreThePublishedOnes() {
    List<Stage> stages = index().parts().get(0).stages();
    assertEquals(List.of(2, 1), stages.stream().map(Stage::depth).toList());
    assertEquals(List.of(1, 4), stages.stream().map(s -> s.occurrences().size()).toList());
    assertEquals(1, index().parts().get(1).stages().size());
  }

  @Test
  void blocksStandInThePublishedRows() {
    RunIndex run = index();
    assertEquals(2, run.groups().size());
    assertEquals(8, run.kappa());
    assertBlock(run.partBlock(0), 0, 0, 128, 76);
    assertBlock(run.partBlock(1), 0, 128, 32, 18);
    assertBlock(run.olderBlock(1), 0, 160, 1, 1);
    assertBlock(run.olderBlock(0), 1, 0, 1, 1);
    assertEquals(161, run.groups().get(0).rows());
    assertEquals(
        List.of(94L, 1L, 1L), run.commitments().stream().map(CommitmentIndex::liveRows).toList());
    assertEquals(
        List.of("trace", "data", "model"),
        run.commitments().stream().map(CommitmentIndex::name).toList());
  }

  private static void assertBlock(Block block, int group, long base, long rows, long live) {
    assertEquals(group, block.group());
    assertEquals(base, block.baseRow());
    assertEquals(rows, block.layout().rows());
    assertEquals(live, block.layout().liveRows().size());
  }

  @Test
  void anImportStandsInTheBlockOfItsSource() {
    RunIndex run = index();
    PartIndex second = run.parts().get(1);
    Place place = run.place(1, column(second, "w"));
    assertEquals(run.partBlock(0), place.block());
    PartIndex first = run.parts().get(0);
    assertEquals(run.place(0, column(first, "w_out")), place);
    assertEquals(run.olderBlock(1), run.place(1, column(second, "w_final")).block());
    assertEquals(1, run.place(1, column(second, "w_final")).column());
  }

  private static int column(PartIndex part, String name) {
    for (int c = 0; c < part.columnCount(); c++) {
      if (part.columnName(c).equals(name)) {
        return c;
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void theLookupTreeHoldsStripsBySize() {
    PartIndex part = index().parts().get(0);
    int[] sizes = part.strips().stream().mapToInt(Strip::variables).toArray();
    int[] descending = sizes.clone();
    Arrays.sort(descending);
    for (int i = 0; i < sizes.length; i++) {
      assertEquals(descending[sizes.length - 1 - i], sizes[i]);
      assertEquals(0, part.strips().get(i).offset() % (1L << sizes[i]));
    }
    assertEquals(2, part.lookupWidth());
    assertEquals("i", part.labelName(part.fingerprintLabels().get(0)));
    assertEquals(1, part.fingerprintLabels().size());
  }
}
