package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.relation.RandomRun;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Zero knowledge: whoever may choose the challenges needs no witness.
final class SimulatorTest {
  private static final byte[] PUBLIC = {4, 2};

  private static Simulation example(int tail, long key) {
    return Simulation.of(ExampleProof.run(), ExampleProof.parameters(tail), PUBLIC, key);
  }

  private static void verify(Simulation input, byte[] proof) throws ProofException {
    ProgrammedVerifier.verify(input.statement(), input.challenges(), input.leaves(), proof);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aProofWithoutAWitnessIsAccepted(int tail) throws ProofException {
    for (long key = 0; key < 5; key++) {
      Simulation input = example(tail, key);
      verify(input, Simulator.prove(input));
    }
  }

  static LongStream seeds() {
    return LongStream.range(100, 120)
        .filter(seed -> TinyParameters.fit(RandomRun.of(seed).index()));
  }

  /// The simulator is given the run of a random true statement, not its witness.
  @ParameterizedTest
  @MethodSource("seeds")
  void soAreProofsOfRandomRuns(long seed) throws ProofException {
    RunIndex run = RandomRun.of(seed).index();
    Simulation input =
        Simulation.of(run, TinyParameters.of(run, 1 + (int) (seed % 2)), PUBLIC, seed);
    verify(input, Simulator.prove(input));
  }

  /// Positions that were opened before have the same values again.
  @Test
  void aSeriesOfProofsAboutTheSameCommitmentsIsConsistent() throws ProofException {
    Simulation first = example(1, 7);
    verify(first, Simulator.prove(first));
    int opened = first.older().getFirst().opened();
    Simulation second = first;
    for (int k = 0; k < 8; k++) {
      second = second.again();
      verify(second, Simulator.prove(second));
    }
    int queries = (int) first.run().run().older().getFirst().geometry().queries();
    assertEquals(queries, opened);
    int all = first.older().getFirst().opened();
    assertTrue(opened < all && all < 9 * queries, "some positions were opened twice: " + all);
  }

  @ParameterizedTest
  @CsvSource({
    "1, LINEAR, OPEN_LINEAR", "1, ROW, ROW_FOLD", "1, MASK, MASK_FOLD", "1, LEAF, MERKLE_ROOT",
    "2, LINEAR, OPEN_LINEAR", "2, ROW, FINAL_LINEAR", "2, MASK, MASK_FOLD", "2, LEAF, MERKLE_ROOT"
  })
  void anEquationLeftUnsolvedIsNoticed(
      int tail, SimulatedOpening.Equation unsolved, Check expected) {
    Simulation input = example(tail, 11);
    byte[] proof = Simulator.prove(input, unsolved);
    ProofException.Rejected e =
        assertThrows(ProofException.Rejected.class, () -> verify(input, proof));
    assertEquals(expected, e.check());
  }

  /// The proof holds for the programmed challenges only: it does not fool the real verifier, whose
  /// challenges are hashes of what was said.
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theRealVerifierIsNotFooled(int tail) {
    Simulation input = example(tail, 13);
    byte[] proof = Simulator.prove(input);
    Map<String, byte[]> roots = new TreeMap<>();
    for (int k = 0; k < input.older().size(); k++) {
      Run.OlderCommitment older = input.run().run().older().get(k);
      roots.put(older.name(), input.older().get(k).root());
    }
    ProofException.Rejected e =
        assertThrows(
            ProofException.Rejected.class,
            () ->
                RunVerifier.verifyWithoutFloor(
                    input.run(), input.parameters(), roots, PUBLIC, proof));
    assertEquals(Check.OPEN_LINEAR, e.check());
    ProgrammedChallenges others = new ProgrammedChallenges(99);
    assertThrows(
        ProofException.Rejected.class,
        () -> ProgrammedVerifier.verify(input.statement(), others, input.leaves(), proof));
  }

  /// Classes that hold cells, pads, masks or seeds, or make messages from them.
  private static final Set<String> SECRETS =
      Set.of(
          "argument/Witness",
          "argument/Attempt",
          "argument/PartTables",
          "argument/OpeningTables",
          "argument/RowRounds",
          "argument/ContractedRows",
          "argument/FilledWitness",
          "argument/WitnessSource",
          "argument/LayerRounds",
          "argument/ProductRounds",
          "argument/TripleRounds",
          "argument/StageTables",
          "argument/Masks",
          "argument/PartPads",
          "argument/ProverChannel",
          "argument/ProverEnvironment",
          "argument/RunProver",
          "argument/Multiplicities",
          "argument/TestProver",
          "argument/ExampleWitness",
          "commitment/CommittedColumns",
          "commitment/RowCommitment",
          "commitment/BlockCells",
          "relation/ColumnValues",
          "relation/RandomRun");

  private static final Pattern NAME = Pattern.compile("io/hallmark/proof/([\\w/$]+)");

  /// What the simulator names, and what that names, and so on: no class that knows a witness.
  @Test
  void theSimulatorCanNameNoWitness() throws IOException {
    Set<String> reached = reached("argument/Simulator");
    assertTrue(
        reached.containsAll(
            Set.of("argument/Simulation", "argument/SimulatedOpening", "argument/RunArgument")));
    Set<String> secrets = new TreeSet<>(reached);
    secrets.retainAll(SECRETS);
    assertEquals(Set.of(), secrets);
    for (String name : SECRETS) {
      assertTrue(exists(name), name);
    }
  }

  @Test
  void whatKnowsAWitnessIsRecognised() throws IOException {
    assertTrue(reached("argument/TestProver").containsAll(Set.of("argument/Witness")));
    assertFalse(reached("argument/RunVerifier").contains("argument/Witness"));
  }

  private static boolean exists(String name) {
    return SimulatorTest.class.getResource("/io/hallmark/proof/" + name + ".class") != null;
  }

  private static Set<String> reached(String first) throws IOException {
    Set<String> out = new TreeSet<>(Set.of(first));
    Deque<String> open = new ArrayDeque<>(out);
    while (!open.isEmpty()) {
      String resource = "/io/hallmark/proof/" + open.pop() + ".class";
      try (InputStream in = SimulatorTest.class.getResourceAsStream(resource)) {
        if (in == null) {
          continue;
        }
        ClassFile.of()
            .parse(in.readAllBytes())
            .constantPool()
            .forEach(entry -> {
              if (entry instanceof Utf8Entry text) {
                Matcher names = NAME.matcher(text.stringValue());
                while (names.find()) {
                  if (out.add(names.group(1))) {
                    open.push(names.group(1));
                  }
                }
              }
            });
      }
    }
    return out;
  }
}
