package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.OpeningBudget;
import io.hallmark.proof.commitment.OpeningEntry;
import io.hallmark.proof.commitment.OpeningRefused;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.GrindingBits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The rules around a proof: descriptor, credits, own verification, storage, order of events.
final class RunProverTest {
  private static final byte[] FRESH = new byte[32];

  private final RunIndex run = ExampleProof.run();
  private final Map<String, CommittedColumns> older = ExampleWitness.older();
  private final List<String> events = new ArrayList<>();
  private final Map<String, Book> books = new HashMap<>();

  static {
    Arrays.fill(FRESH, (byte) 7);
  }

  RunProverTest() {
    older.forEach((name, commitment) ->
        books.put(name, new Book(name, OpeningBudget.fresh(commitment.geometry()))));
  }

  private final class Book implements CreditBook {
    private final String name;
    private OpeningBudget budget;

    Book(String name, OpeningBudget budget) {
      this.name = name;
      this.budget = budget;
    }

    @Override
    public OpeningBudget budget() {
      return budget;
    }

    @Override
    public void charge(OpeningEntry entry, boolean renewal) {
      budget = budget.charge(entry, renewal);
      events.add("charge " + name);
    }
  }

  private ProverEnvironment environment(Set<String> renewed) {
    ProverEnvironment free =
        ProverEnvironment.of(
            Map.copyOf(books),
            renewed,
            proof -> events.add("store " + proof.length),
            (phase, done, total) -> events.add(phase));
    return ProverEnvironment.withInsecureFixedBytes(FRESH, free);
  }

  private byte[] prove(List<Map<String, Cells>> witness, Set<String> renewed)
      throws ProofException {
    return RunProver.prove(
        run,
        ExampleProof.parameters(1),
        WitnessSource.of(witness),
        older,
        ExampleProof.PUBLIC,
        environment(renewed),
        RunVerifier::verifyWithoutFloor);
  }

  @Test
  void storesThenChargesThenReleases() throws ProofException {
    byte[] proof = prove(ExampleWitness.parts(), Set.of());
    assertArrayEquals(ExampleProof.proof(1), proof);
    assertEquals(
        List.of("commit", "parts", "parts", "opening", "verify", "store " + proof.length),
        events.subList(0, 6));
    assertEquals(Set.of("charge data", "charge model"), Set.copyOf(events.subList(6, 8)));
    books.values().forEach(book -> assertEquals(1, book.budget.charged().size()));
    prove(ExampleWitness.parts(), Set.of());
    books.values().forEach(book -> assertEquals(1, book.budget.charged().size()));
  }

  @Test
  void aFalseWitnessLeavesNothingBehind() {
    List<Map<String, Cells>> bent = ExampleWitness.parts();
    Map<String, Cells> second = new HashMap<>(bent.get(1));
    second.put("size", Cells.ofInts(1));
    bent.set(1, second);
    ProofException.Rejected e =
        assertThrows(ProofException.Rejected.class, () -> prove(bent, Set.of()));
    assertEquals(Check.OPEN_LINEAR, e.check());
    assertEquals(List.of("commit", "parts", "parts", "opening", "verify"), events);
  }

  @Test
  void withoutCreditsNothingIsProved() throws ProofException {
    prove(ExampleWitness.parts(), Set.of());
    events.clear();
    FRESH[0] ^= 1;
    try {
      assertThrows(OpeningRefused.class, () -> prove(ExampleWitness.parts(), Set.of()));
      assertEquals(List.of("commit"), events);
      assertThrows(OpeningRefused.class, () -> prove(ExampleWitness.parts(), Set.of("data")));
      prove(ExampleWitness.parts(), Set.of("data", "model"));
    } finally {
      FRESH[0] ^= 1;
    }
  }

  @Test
  void anotherShapeOfACommitmentIsRefused() throws ProofException {
    CommittedColumns data = Objects.requireNonNull(older.get("data"));
    Geometry other = new Geometry(5, 7, 3, 5);
    assertEquals(data.geometry().slack(), other.slack());
    older.put(
        "data",
        CommittedColumns.commit(
            other, data.columns(), Map.of("data", data.cells("data")), new byte[32]));
    ProofException.Rejected e =
        assertThrows(ProofException.Rejected.class, () -> prove(ExampleWitness.parts(), Set.of()));
    assertEquals(Check.PROVER_DESCRIPTOR, e.check());
    assertTrue(events.isEmpty());
  }

  @Test
  void weakParametersAreRefusedByBothEnds() {
    Parameters tiny = ExampleProof.parameters(1);
    ProofException.Rejected e =
        assertThrows(
            ProofException.Rejected.class,
            () ->
                RunVerifier.verify(
                    run, tiny, ExampleProof.ROOTS, ExampleProof.PUBLIC, ExampleProof.proof(1)));
    assertEquals(Check.PROFILE_FLOOR, e.check());
    e =
        assertThrows(
            ProofException.Rejected.class,
            () ->
                RunProver.prove(
                    run,
                    tiny,
                    WitnessSource.of(ExampleWitness.parts()),
                    older,
                    ExampleProof.PUBLIC,
                    environment(Set.of())));
    assertEquals(Check.PROFILE_FLOOR, e.check());
    assertTrue(events.isEmpty());
  }

  @Test
  void missingInputsAreTheCallersMistake() {
    books.remove("data");
    assertThrows(IllegalArgumentException.class, () -> prove(ExampleWitness.parts(), Set.of()));
  }

  /// The real parameters, in the real geometry, through the public methods only.
  @Test
  void aRunOfFullStrengthIsProvedAndVerified() throws ProofException {
    SyntheticRun synthetic = SyntheticRun.of(4);
    RunIndex index = RunIndex.of(synthetic.run());
    Parameters parameters = Parameters.tailOne(GrindingBits.PROFILE);
    TestProver commitments = new TestProver(index, parameters, synthetic.older());
    WitnessSource witness =
        Multiplicities.fill(index, WitnessSource.of(synthetic.witness()), commitments.older());
    Book book = new Book("data", OpeningBudget.fresh(SyntheticRun.GEOMETRY));
    List<byte[]> stored = new ArrayList<>();
    ProverEnvironment environment =
        ProverEnvironment.of(Map.of("data", book), Set.of(), stored::add, (_, _, _) -> {});
    byte[] proof =
        RunProver.prove(
            synthetic.run(),
            parameters,
            witness,
            commitments.older(),
            TestProver.PUBLIC,
            environment);
    assertArrayEquals(stored.getFirst(), proof);
    SecurityReport report =
        RunVerifier.verify(
            synthetic.run(), parameters, commitments.roots(), TestProver.PUBLIC, proof);
    assertTrue(report.bits() > 100 && report.bits() < 110, report.toString());
    assertFalse(report.lines().isEmpty());
    byte[] again =
        RunProver.prove(
            synthetic.run(),
            parameters,
            witness,
            commitments.older(),
            TestProver.PUBLIC,
            environment);
    assertFalse(Arrays.equals(proof, 0, 40, again, 0, 40), "every attempt draws its own bytes");
  }
}
