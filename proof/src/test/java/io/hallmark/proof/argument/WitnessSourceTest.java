package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.relation.RunIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A witness that comes part by part, computed anew at every visit, gives the bytes of one that is
/// held; part 1 of the example imports a column of part 0, which costs no visit.
final class WitnessSourceTest {
  private final Map<String, CommittedColumns> older = ExampleWitness.older();
  private final RunIndex run = ExampleProof.run();

  private byte[] prove(WitnessSource source) throws ProofException {
    Statement statement =
        Statement.of(
            run,
            ExampleProof.parameters(1),
            TestProver.roots(run.run(), older),
            ExampleProof.PUBLIC);
    byte[] fresh = new byte[32];
    Arrays.fill(fresh, (byte) 7);
    return new Attempt(statement, new Witness(run, source, older), older, fresh)
        .prove(RunArgument.Listener.SILENT);
  }

  private static Map<String, Cells> copy(Map<String, Cells> part) {
    Map<String, Cells> out = new HashMap<>();
    part.forEach((name, cells) -> out.put(name, Cells.ofElements(cells.toElements())));
    return out;
  }

  @Test
  void partsAreVisitedInOrderAndCanBeComputedAnew() throws ProofException {
    List<Integer> visits = new ArrayList<>();
    byte[] proof =
        prove(u -> {
          visits.add(u);
          return copy(ExampleWitness.parts().get(u));
        });
    assertArrayEquals(prove(WitnessSource.of(ExampleWitness.parts())), proof);
    assertEquals(List.of(0, 1, 0, 1), visits.subList(0, 4), "commit, relation phase");
  }

  /// What a source is asked for when it counts: every part once, and again for the cells.
  @Test
  void multiplicitiesAreCountedOnce() {
    List<Integer> visits = new ArrayList<>();
    WitnessSource filled =
        Multiplicities.fill(
            run,
            u -> {
              visits.add(u);
              return ExampleWitness.parts().get(u);
            },
            older);
    for (int round = 0; round < 2; round++) {
      for (int u = 0; u < 2; u++) {
        assertEquals(ExampleWitness.parts().get(u), filled.part(u));
      }
    }
    assertEquals(List.of(0, 1, 0, 1), visits);
  }

  @Test
  void aPartThatIsMissingIsTheCallersMistake() {
    WitnessSource one = WitnessSource.of(ExampleWitness.parts().subList(0, 1));
    assertThrows(IllegalArgumentException.class, () -> prove(one));
    assertThrows(IllegalArgumentException.class, () -> one.part(-1));
  }
}
