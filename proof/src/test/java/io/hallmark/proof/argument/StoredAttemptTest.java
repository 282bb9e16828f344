package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.OpeningBudget;
import io.hallmark.proof.commitment.OpeningEntry;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.wire.Hashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// ONE_SEED_ONE_PROOF: an attempt that outlives its process serves one statement and one witness,
/// gives the same bytes whenever it goes on, and is gone when its proof has left.
final class StoredAttemptTest {
  private static final Geometry TRACE = new Geometry(4, 8, 6, 1);
  private static final Geometry DATA = new Geometry(5, 7, 5, 6);

  /// The process dies.
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /// A store in memory; it can be full, and the process can die in it.
  private static final class Memory implements AttemptStore {
    private final Map<String, byte[]> files = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private int writes;
    private int killAt = -1;
    private int fullAt = -1;

    @Override
    public Optional<byte[]> read(String name) {
      return Optional.ofNullable(files.get(name)).map(byte[]::clone);
    }

    @Override
    public void create(String name, byte[] content) {
      assertFalse(files.containsKey(name), name + " is never overwritten");
      replace(name, content);
    }

    @Override
    public void replace(String name, byte[] content) {
      int number = writes++;
      if (number == fullAt) {
        throw new UncheckedIOException(new IOException("No space left on device"));
      }
      files.put(name, content.clone());
      names.add(name);
      if (number == killAt) {
        throw new Killed();
      }
    }

    @Override
    public void erase() {
      files.clear();
    }

    @Override
    public long leastCellsForDigests() {
      return 0;
    }

    byte[] fresh() {
      return Arrays.copyOfRange(Objects.requireNonNull(files.get("attempt")), 72, 104);
    }
  }

  private static final class Book implements CreditBook {
    private OpeningBudget budget;

    Book(Geometry geometry) {
      budget = OpeningBudget.fresh(geometry);
    }

    @Override
    public OpeningBudget budget() {
      return budget;
    }

    @Override
    public void charge(OpeningEntry entry, boolean renewal) {
      budget = budget.charge(entry, renewal);
    }
  }

  private final Memory memory = new Memory();
  private final Map<String, Book> books = new HashMap<>();
  private final List<byte[]> stored = new ArrayList<>();
  private final List<Integer> visits = new ArrayList<>();
  private String killAt = "";

  private ProverEnvironment environment() {
    return ProverEnvironment.of(
            Map.copyOf(books),
            Set.of(),
            stored::add,
            (phase, done, total) -> {
              if ((phase + done).equals(killAt)) {
                throw new Killed();
              }
            })
        .resumable(memory);
  }

  private byte[] proveExample(int tail) throws ProofException {
    Map<String, CommittedColumns> older = ExampleWitness.older();
    older.forEach((name, c) -> books.putIfAbsent(name, new Book(c.geometry())));
    visits.clear();
    return RunProver.prove(
        ExampleProof.run(),
        ExampleProof.parameters(tail),
        u -> {
          visits.add(u);
          return ExampleWitness.parts().get(u);
        },
        older,
        ExampleProof.PUBLIC,
        environment(),
        RunVerifier::verifyWithoutFloor);
  }

  /// What an attempt with these bytes says without being interrupted.
  private static byte[] straight(int tail, byte[] fresh) throws ProofException {
    RunIndex run = ExampleProof.run();
    Map<String, CommittedColumns> older = ExampleWitness.older();
    Statement statement =
        Statement.of(
            run,
            ExampleProof.parameters(tail),
            TestProver.roots(run.run(), older),
            ExampleProof.PUBLIC);
    Witness witness = new Witness(run, WitnessSource.of(ExampleWitness.parts()), older);
    return new Attempt(statement, witness, older, fresh).prove(RunArgument.Listener.SILENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parts1", "parts2", "opening0", "verify0"})
  void aKilledAttemptGoesOnWithWhatItHad(String place) throws ProofException {
    killAt = place;
    assertThrows(Killed.class, () -> proveExample(2));
    byte[] fresh = memory.fresh();
    assertTrue(stored.isEmpty());
    killAt = "";
    byte[] proof = proveExample(2);
    assertArrayEquals(straight(2, fresh), proof);
    assertEquals(Map.of(), memory.files, "the bytes are gone");
    books.values().forEach(book -> assertEquals(1, book.budget.charged().size()));
  }

  /// Killed after each write. What was written is not made again, and a part whose messages are
  /// there is not visited for its relation any more.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void whatIsFinishedIsNotDoneAgain(int write) throws ProofException {
    List<String> order =
        List.of("attempt", "rows-0", "rows-1", "root", "part-0", "part-1", "proof");
    memory.killAt = write;
    assertThrows(Killed.class, () -> proveExample(1));
    assertEquals(order.subList(0, write + 1), memory.names);
    byte[] fresh = memory.fresh();
    memory.names.clear();
    assertArrayEquals(straight(1, fresh), proveExample(1));
    assertEquals(order.subList(write + 1, order.size()), memory.names);
    List<Integer> relation = visits.subList(2, visits.size());
    assertEquals(List.of(0, 1), visits.subList(0, 2), "the cells are those of the rows");
    assertEquals(write < 4 ? 0 : write < 5 ? 1 : 0, relation.getFirst());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void aFullDiskLeavesWhatWasThereAndNothingLeaves(int write) throws ProofException {
    memory.fullAt = write;
    assertThrows(UncheckedIOException.class, () -> proveExample(1));
    assertTrue(stored.isEmpty());
    books.values().forEach(book -> assertEquals(0, book.budget.charged().size()));
    Optional<byte[]> fresh = write == 0 ? Optional.empty() : Optional.of(memory.fresh());
    byte[] proof = proveExample(1);
    if (fresh.isPresent()) {
      assertArrayEquals(straight(1, fresh.get()), proof);
    }
    assertEquals(1, stored.size());
  }

  @Test
  void aDamagedPartIsProvedAgain() throws ProofException {
    memory.killAt = 5;
    assertThrows(Killed.class, () -> proveExample(1));
    byte[] fresh = memory.fresh();
    Objects.requireNonNull(memory.files.get("part-0"))[40] ^= 1;
    memory.files.put("part-1", new byte[3]);
    Objects.requireNonNull(memory.files.get("rows-0"))[40] ^= 1;
    memory.files.put("rows-1", new byte[0]);
    assertArrayEquals(straight(1, fresh), proveExample(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void anyNumberOfJobsGivesTheSameBytes(int jobs) throws ProofException {
    for (int tail = 1; tail <= 2; tail++) {
      Map<String, CommittedColumns> older = ExampleWitness.older();
      older.forEach((name, c) -> books.put(name, new Book(c.geometry())));
      byte[] fresh = new byte[32];
      Arrays.fill(fresh, (byte) 7);
      ProverEnvironment free = environment().resumable(AttemptStore.NONE).withJobs(jobs);
      byte[] proof =
          RunProver.prove(
              ExampleProof.run(),
              ExampleProof.parameters(tail),
              WitnessSource.of(ExampleWitness.parts()),
              older,
              ExampleProof.PUBLIC,
              ProverEnvironment.withInsecureFixedBytes(fresh, free),
              RunVerifier::verifyWithoutFloor);
      assertArrayEquals(ExampleProof.proof(tail), proof);
    }
  }

  /// A statement with many witnesses, and everything that can be exchanged in it.
  @SuppressWarnings("ArrayRecordComponent") // arrays for their speed, never shared
  private record Inputs(
      RunIndex run,
      Parameters parameters,
      List<Map<String, Cells>> witness,
      Map<String, CommittedColumns> older,
      byte[] publicBytes) {
    static Inputs first() {
      RunIndex run = TwoWitnesses.run(TRACE, DATA);
      return new Inputs(
          run,
          TinyParameters.of(run, 1),
          TwoWitnesses.witness(1, 1),
          TwoWitnesses.older(DATA, 1, 1),
          TwoWitnesses.PUBLIC);
    }
  }

  private byte[] prove(Inputs x) throws ProofException {
    books.putIfAbsent("data", new Book(DATA));
    return RunProver.prove(
        x.run,
        x.parameters,
        WitnessSource.of(x.witness),
        x.older,
        x.publicBytes,
        environment(),
        RunVerifier::verifyWithoutFloor);
  }

  @Test
  void anAttemptIsNeverContinuedWithAnotherInput() throws ProofException {
    Inputs first = Inputs.first();
    RunIndex otherTrace = TwoWitnesses.run(new Geometry(4, 8, 6, 2), DATA);
    Map<String, Inputs> others = new HashMap<>();
    others.put(
        "witness",
        new Inputs(
            first.run,
            first.parameters,
            TwoWitnesses.witness(1, 2),
            first.older,
            first.publicBytes));
    others.put(
        "run",
        new Inputs(
            otherTrace,
            TinyParameters.of(otherTrace, 1),
            first.witness,
            first.older,
            first.publicBytes));
    others.put(
        "parameters",
        new Inputs(
            first.run,
            TinyParameters.of(first.run, 2),
            first.witness,
            first.older,
            first.publicBytes));
    others.put(
        "public bytes",
        new Inputs(first.run, first.parameters, first.witness, first.older, new byte[] {8}));
    others.put(
        "commitment",
        new Inputs(
            first.run,
            first.parameters,
            first.witness,
            TwoWitnesses.older(DATA, 1, 2),
            first.publicBytes));
    for (Map.Entry<String, Inputs> other : others.entrySet()) {
      killAt = "opening0";
      assertThrows(Killed.class, () -> prove(first));
      byte[] fresh = memory.fresh();
      byte[] part = Objects.requireNonNull(memory.files.get("part-0"));
      assertThrows(Killed.class, () -> prove(other.getValue()));
      assertFalse(Arrays.equals(fresh, memory.fresh()), other.getKey() + ": new bytes");
      assertFalse(Arrays.equals(part, memory.files.get("part-0")), other.getKey());
      killAt = "";
      prove(other.getValue());
      books.clear();
    }
  }

  /// The same inputs arrive at the same bytes, however often they are interrupted.
  @Test
  void anAttemptRepeatsItself() throws ProofException {
    killAt = "verify0";
    assertThrows(Killed.class, () -> prove(Inputs.first()));
    Map<String, String> files = hex();
    assertThrows(Killed.class, () -> prove(Inputs.first()));
    assertEquals(files, hex());
  }

  private Map<String, String> hex() {
    Map<String, String> out = new HashMap<>();
    memory.files.forEach((name, bytes) -> out.put(name, HexFormat.of().formatHex(bytes)));
    return out;
  }

  @Test
  void anAttemptThatEndedInAProofReleasesNoOther() throws ProofException {
    killAt = "verify0";
    assertThrows(Killed.class, () -> prove(Inputs.first()));
    killAt = "";
    byte[] other = Hashes.sha256(new byte[] {1});
    byte[] framed = Arrays.copyOf(Hashes.sha256(other), 64);
    System.arraycopy(other, 0, framed, 32, 32);
    memory.files.put("proof", framed);
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> prove(Inputs.first()));
    assertTrue(String.valueOf(e.getMessage()).startsWith("ONE_SEED_ONE_PROOF"));
    assertTrue(stored.isEmpty());
    assertEquals(0, Objects.requireNonNull(books.get("data")).budget.charged().size());
  }

  @Test
  void aRejectedProofTakesItsBytesWithIt() {
    Inputs first = Inputs.first();
    Map<String, Cells> bent = new HashMap<>(first.witness.getFirst());
    bent.put("total", Cells.ofInts(-1));
    Inputs lie =
        new Inputs(first.run, first.parameters, List.of(bent), first.older, first.publicBytes);
    assertThrows(ProofException.Rejected.class, () -> prove(lie));
    assertEquals(Map.of(), memory.files);
    assertTrue(stored.isEmpty());
  }

  /// Of another version, or cut short.
  @Test
  void anUnreadableAttemptIsErased() throws ProofException {
    for (boolean cut : new boolean[] {true, false}) {
      killAt = "opening0";
      assertThrows(Killed.class, () -> prove(Inputs.first()));
      byte[] fresh = memory.fresh();
      byte[] file = Objects.requireNonNull(memory.files.get("attempt"));
      byte[] content = Arrays.copyOfRange(file, 32, file.length - (cut ? 1 : 0));
      content[7] ^= (byte) (cut ? 0 : 1);
      byte[] framed = Arrays.copyOf(Hashes.sha256(content), 32 + content.length);
      System.arraycopy(content, 0, framed, 32, content.length);
      memory.files.put("attempt", framed);
      assertThrows(Killed.class, () -> prove(Inputs.first()));
      assertNotEquals(HexFormat.of().formatHex(fresh), HexFormat.of().formatHex(memory.fresh()));
      killAt = "";
      prove(Inputs.first());
    }
  }
}
