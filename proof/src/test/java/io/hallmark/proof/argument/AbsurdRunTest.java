package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.BlockLayout;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Block;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A run of 3·2^24 live rows in 2^24 ranges, which is well-formed, and a proof of a megabyte.
final class AbsurdRunTest {
  private static final Geometry TRACE = new Geometry(4, 8, 8, 8);

  /// The proof is too short for the rows, and that is seen before they are listed.
  @Test
  void aShortProofOfManyRowsCostsNothing() throws Exception {
    List<String> labels = List.of("many", "few");
    Part part =
        new Part(
            List.of(new Label("many", 1L << 24), new Label("few", 33)),
            List.of(new Column.Committed("x", labels)),
            List.of(),
            List.of("x"),
            List.of(),
            List.of());
    RunIndex run = RunIndex.of(new Run(TRACE, List.of(), List.of(part)));
    Parameters parameters = new Parameters(1, 0, 0, 0, 0, List.of());
    byte[] proof = Arrays.copyOf(ProofHeader.bytes(), 1 << 20);
    ProofException.Rejected e =
        assertThrows(
            ProofException.Rejected.class,
            () -> RunVerifier.verifyWithoutFloor(run, parameters, Map.of(), new byte[0], proof));
    assertEquals(Check.ENC_LENGTH, e.check());
    e = assertThrows(ProofException.Rejected.class, () -> RunVerifier.checkFloor(run, parameters));
    assertEquals(Check.PROFILE_FLOOR, e.check());
    Field listed = BlockLayout.class.getDeclaredField("live");
    listed.setAccessible(true);
    for (Block block : run.commitments().getFirst().blocks()) {
      assertNull(listed.get(block.layout()));
    }
    assertEquals(3L << 24, run.commitments().getFirst().liveRows() - zkRows(run));
  }

  /// Rows that `zk` begins: it is the last column, and shares none.
  private static long zkRows(RunIndex run) {
    long cells = 2L * (run.parts().getFirst().pads() + run.parts().getFirst().triples());
    return (cells + 15) / 16;
  }
}
