package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.proof.Check;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Group;
import io.hallmark.proof.relation.RunIndex;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A few thousand seeded mutations of proofs and parameter words: a refusal by name, never anything
/// else, whatever the bytes are.
final class ProofBytesFuzzTest {
  private static final int MUTATIONS = 2500;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void mutatedProofsAreRefusedByName(int tail) {
    Geometry g = SmallRun.GEOMETRY;
    TestProver prover = SmallRun.prover(g, TinyParameters.of(SmallRun.index(g), tail));
    byte[] honest = prover.prove(SmallRun.truth(g));
    SplittableRandom random = new SplittableRandom(31 + tail);
    Set<Check> seen = EnumSet.noneOf(Check.class);
    for (int k = 0; k < MUTATIONS; k++) {
      byte[] bytes = Mutation.of(random, honest);
      String verdict = prover.verdict(bytes);
      if (!Arrays.equals(bytes, honest)) {
        assertNotEquals("accepted", verdict);
        seen.add(Check.valueOf(verdict));
      }
    }
    assertTrue(
        seen.containsAll(
            List.of(Check.HDR_MAGIC, Check.ENC_LENGTH, Check.OPEN_LINEAR, Check.MERKLE_ROOT)),
        seen.toString());
  }

  /// The same on a run with every kind of column and constraint.
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void mutatedProofsOfTheExampleAreRefusedByName(int tail) {
    RunIndex run = ExampleProof.run();
    byte[] honest = ExampleProof.proof(tail);
    SplittableRandom random = new SplittableRandom(33 + tail);
    for (int k = 0; k < MUTATIONS / 4; k++) {
      byte[] bytes = Mutation.of(random, honest);
      if (!Arrays.equals(bytes, honest)) {
        String verdict = ProofFuzzTarget.verdict(run, tail, bytes);
        assertNotEquals("accepted", verdict);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void mutatedParametersAreRefusedOrReencode(int tail) {
    RunIndex run = ExampleProof.run();
    List<Geometry> groups = run.groups().stream().map(Group::geometry).toList();
    byte[] honest = ExampleProof.parameters(tail).words(groups);
    SplittableRandom random = new SplittableRandom(37 + tail);
    for (int k = 0; k < 2 * MUTATIONS; k++) {
      ProofFuzzTarget.parameters(run, Mutation.of(random, honest));
    }
    for (int k = 0; k < MUTATIONS; k++) {
      byte[] noise = new byte[8 * random.nextInt(40)];
      random.nextBytes(noise);
      ProofFuzzTarget.parameters(run, noise);
    }
  }
}
