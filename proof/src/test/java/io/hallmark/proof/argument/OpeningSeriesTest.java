package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.proof.Maps;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.OpeningBudget;
import io.hallmark.proof.commitment.OpeningEntry;
import io.hallmark.proof.commitment.OpeningRefused;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.transcript.Transcript;
import io.hallmark.proof.transcript.VerifierTranscript;
import io.hallmark.proof.wire.ProofReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The life of one data set: B - 2 ordinary proofs, one renewal, and one more renewal after its
/// ledger came from a backup; never more positions than the slack covers.
final class OpeningSeriesTest {
  private static final int BUDGET = 6;
  private static final Geometry TRACE = new Geometry(4, 8, 6, 1);
  private static final Geometry DATA = new Geometry(5, 8, 5, BUDGET);
  private static final Set<String> RENEWAL = Set.of("data");

  private final RunIndex run = TwoWitnesses.run(TRACE, DATA);
  private final Parameters parameters = TinyParameters.of(run, 1);
  private final Map<String, CommittedColumns> older = TwoWitnesses.older(DATA, 1, 1);
  private final List<byte[]> released = new ArrayList<>();
  private final Book book = new Book();

  private static final class Book implements CreditBook {
    private OpeningBudget budget = OpeningBudget.fresh(DATA);

    @Override
    public OpeningBudget budget() {
      return budget;
    }

    @Override
    public void charge(OpeningEntry entry, boolean renewal) {
      budget = budget.charge(entry, renewal);
    }
  }

  private byte[] prove(Set<String> renewed) throws ProofException {
    return RunProver.prove(
        run,
        parameters,
        WitnessSource.of(TwoWitnesses.witness(1, 1)),
        older,
        TwoWitnesses.PUBLIC,
        ProverEnvironment.of(Map.of("data", book), renewed, released::add, (_, _, _) -> {}),
        RunVerifier::verifyWithoutFloor);
  }

  /// Positions of the data that a proof opens.
  private List<Long> positions(byte[] bytes) throws ProofException {
    List<Message> messages = new ArrayList<>();
    ProofReader reader = new ProofReader(bytes);
    reader.take(ProofHeader.LENGTH, "magic");
    VerifierTranscript transcript =
        new VerifierTranscript(Transcript.start(Transcript.PROTOCOL), reader);
    RunArgument.run(
        TwoWitnesses.statement(run, parameters, older),
        new Recorder(new VerifierChannel(transcript), messages),
        new NoOracle(),
        RunArgument.Listener.SILENT);
    String root = HexFormat.of().formatHex(Maps.get(older, "data").root());
    return messages.stream()
        .filter(m -> m.root().equals(root))
        .findFirst()
        .orElseThrow()
        .positions();
  }

  private void assertRefused(Set<String> renewed) {
    int before = released.size();
    OpeningBudget budget = book.budget;
    assertThrows(OpeningRefused.class, () -> prove(renewed));
    assertEquals(before, released.size(), "nothing leaves");
    assertEquals(budget, book.budget, "nothing is charged");
  }

  @Test
  void theSlackCoversAWholeLife() throws ProofException {
    prove(Set.of()); // the proof of the data set itself
    for (int k = 0; k < BUDGET - 3; k++) {
      prove(Set.of());
    }
    assertRefused(Set.of());
    prove(RENEWAL);
    assertRefused(RENEWAL);
    assertRefused(Set.of());
    book.budget = book.budget.afterRestore();
    assertRefused(Set.of());
    prove(RENEWAL);
    assertRefused(RENEWAL);
    book.budget = book.budget.afterRestore();
    assertRefused(RENEWAL);
    assertEquals(BUDGET, released.size());
    int all = 0;
    Set<Long> distinct = new HashSet<>();
    for (byte[] proof : released) {
      List<Long> opened = positions(proof);
      assertEquals(DATA.queries(), opened.size());
      all += opened.size();
      distinct.addAll(opened);
    }
    assertTrue(all <= DATA.slack(), all + " positions");
    assertTrue(distinct.size() > DATA.slack() - 2 * DATA.queries(), "the series used the slack");
    assertEquals(released.size(), new HashSet<>(released.stream().map(this::root).toList()).size());
  }

  private String root(byte[] proof) {
    return HexFormat.of().formatHex(proof, ProofHeader.LENGTH, ProofHeader.LENGTH + 32);
  }

  /// As many openings of distinct leaves as the slack covers are uniform, whatever the cells; one
  /// more leaf gives an equation on the cells of every row.
  @Test
  void leavesBeyondTheSlackGiveEquationsOnTheCells() {
    int slack = (int) DATA.slack();
    for (int count : List.of(1, slack, slack + 1, slack + 3)) {
      long[] positions = new long[count];
      for (int i = 0; i < count; i++) {
        positions[i] = 3L * i + 1;
      }
      List<long[]> views = new ArrayList<>();
      for (int secret = 0; secret < slack + 8; secret++) {
        CommittedColumns data = Maps.get(TwoWitnesses.older(DATA, 1, secret), "data");
        views.add(data.rows().open(positions).values());
      }
      assertEquals(Math.min(count, slack), Rank.affine(views));
    }
  }
}
