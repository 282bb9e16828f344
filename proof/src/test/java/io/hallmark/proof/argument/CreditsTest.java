package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.OpeningBudget;
import io.hallmark.proof.commitment.OpeningRefused;
import io.hallmark.proof.relation.RunIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The life of a commitment with credits for five openings: three ordinary ones, a renewal, and one
/// more after the ledger was lost. Nothing that is refused is stored.
final class CreditsTest {
  private static final Geometry G = SmallRun.GEOMETRY;
  private static final Geometry DATA = new Geometry(4, 7, 6, 5);

  private final RunIndex run = SmallRun.importing(G, DATA);
  private final MemoryBook book = new MemoryBook(OpeningBudget.fresh(DATA));
  private final List<byte[]> stored = new ArrayList<>();
  private final CommittedColumns data =
      CommittedColumns.commit(
          DATA, run.run().older().get(0).columns(), Map.of("x", SmallRun.X), new byte[32]);

  /// The proof with this number; the same number is the same attempt.
  private byte[] prove(int number, String... renewed) throws ProofException {
    byte[] fresh = new byte[32];
    Arrays.fill(fresh, (byte) number);
    ProverEnvironment free =
        ProverEnvironment.of(Map.of("data", book), Set.of(renewed), stored::add, (_, _, _) -> {});
    return RunProver.prove(
        run,
        SmallRun.plain(),
        WitnessSource.of(SmallRun.truth(G)),
        Map.of("data", data),
        new byte[] {(byte) number},
        ProverEnvironment.withInsecureFixedBytes(fresh, free),
        RunVerifier::verifyWithoutFloor);
  }

  private void refused(int number, String... renewed) {
    int before = stored.size();
    List<?> charged = book.budget().charged();
    assertThrows(OpeningRefused.class, () -> prove(number, renewed));
    assertEquals(before, stored.size());
    assertEquals(charged, book.budget().charged());
  }

  @Test
  void noOpeningBeyondTheCredits() throws ProofException {
    for (int k = 0; k < 3; k++) {
      byte[] first = prove(k);
      assertArrayEquals(first, prove(k));
      assertEquals(k + 1, book.budget().charged().size(), "the same proof is charged once");
    }
    refused(3);
    prove(4, "data");
    refused(5, "data");
    refused(6);
    assertEquals(DATA.queries(), book.budget().left());
    book.restore();
    refused(7);
    refused(0);
    prove(8, "data");
    refused(9, "data");
    refused(10);
    book.restore();
    refused(11, "data");
  }
}
