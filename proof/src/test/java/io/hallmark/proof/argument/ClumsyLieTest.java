package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.transcript.Grinding;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Honest proofs, altered afterwards.
final class ClumsyLieTest {
  private static final Geometry G = SmallRun.GEOMETRY;

  private static TestProver prover(int tail) {
    return SmallRun.prover(G, TinyParameters.of(SmallRun.index(G), tail));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void everyByteCounts(int tail) {
    TestProver prover = prover(tail);
    byte[] proof = prover.prove(SmallRun.truth(G));
    assertEquals("accepted", prover.verdict(proof));
    SplittableRandom random = new SplittableRandom(tail);
    for (int at = 0; at < proof.length; at++) {
      byte[] bent = proof.clone();
      bent[at] ^= (byte) (1 << random.nextInt(8));
      assertNotEquals("accepted", prover.verdict(bent), "byte " + at);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void everyLengthCounts(int tail) {
    TestProver prover = prover(tail);
    byte[] proof = prover.prove(SmallRun.truth(G));
    for (int length = 0; length < proof.length; length++) {
      String verdict = prover.verdict(Arrays.copyOf(proof, length));
      assertEquals(length < 8 ? "HDR_MAGIC" : "ENC_LENGTH", verdict);
    }
    for (int more = 1; more < 20; more++) {
      assertEquals("ENC_TRAILING", prover.verdict(Arrays.copyOf(proof, proof.length + more)));
    }
  }

  @Test
  void openingsOfTwoCommitmentsAreNotInterchangeable() {
    RunIndex run = SmallRun.importingBoth(G, G);
    Map<String, Map<String, Cells>> contents =
        Map.of("data", Map.of("x", SmallRun.X), "other", Map.of("y", SmallRun.X));
    TestProver prover = new TestProver(run, SmallRun.plain(), contents);
    assertEquals("accepted", prover.verdict(prover.prove(SmallRun.truth(G))));
    RowLiar liar =
        new RowLiar(run) {
          @Override
          public Opening open(int commitment, long[] positions) {
            return super.open(commitment == 0 ? 0 : 3 - commitment, positions);
          }
        };
    assertEquals("MERKLE_ROOT", prover.verdict(prover.prove(SmallRun.truth(G), liar)));
  }

  /// Twice x = y, once as `x - y = 0` and once as `3x - 3y = 0`: shapes and truth are equal.
  @Test
  void aProofOfAnotherStatementOfEqualShapeIsRefused() {
    Parameters parameters = SmallRun.plain();
    TestProver one = SmallRun.prover(G, parameters);
    TestProver other = new TestProver(SmallRun.scaled(G, 3), parameters, Map.of());
    byte[] proof = one.prove(SmallRun.truth(G));
    byte[] otherProof = other.prove(SmallRun.truth(G));
    assertEquals("accepted", other.verdict(otherProof));
    assertEquals("OPEN_LINEAR", other.verdict(proof));
    assertEquals("OPEN_LINEAR", one.verdict(otherProof));
  }

  /// A nonce is accepted if and only if it fits its challenge, whichever it is.
  @Test
  void anotherNonceIsAnotherProof() {
    TestProver prover = prover(1);
    Set<String> verdicts = new TreeSet<>();
    for (int k = 1; k < 40; k++) {
      long nonce = k;
      MessageFilter filter =
          new MessageFilter() {
            @Override
            public boolean grinds(int part, Grinding place) {
              return place != Grinding.FOLD;
            }

            @Override
            public long nonce(int part, Grinding place) {
              return nonce;
            }
          };
      verdicts.add(prover.verdict(prover.prove(SmallRun.truth(G), filter)));
    }
    assertEquals(List.of("POW_FOLD", "accepted"), List.copyOf(verdicts));
  }
}
