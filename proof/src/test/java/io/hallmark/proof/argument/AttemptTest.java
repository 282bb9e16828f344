package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.relation.RunIndex;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AttemptTest {
  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void olderCommitmentsHaveThePublishedRootsAndDescriptors() {
    Map<String, CommittedColumns> older = ExampleWitness.older();
    ExampleProof.ROOTS.forEach(
        (name, root) -> assertArrayEquals(root, Objects.requireNonNull(older.get(name)).root()));
    assertEquals(
        "b8127eb59a575b60a01436865f7682cd70abc93cda006634dd9030895f0957cd",
        hex(Objects.requireNonNull(older.get("data")).descriptor()));
    assertEquals(
        "413a835569511c5b3ac156d7e8ffc8d08cfc8928e093370d65925e3e34c46eb8",
        hex(Objects.requireNonNull(older.get("model")).descriptor()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void reproducesThePublishedProof(int tail) throws ProofException {
    RunIndex run = ExampleProof.run();
    Map<String, CommittedColumns> older = ExampleWitness.older();
    List<byte[]> roots = TestProver.roots(run.run(), older);
    Statement statement =
        Statement.of(run, ExampleProof.parameters(tail), roots, ExampleProof.PUBLIC);
    byte[] fresh = new byte[32];
    Arrays.fill(fresh, (byte) 7);
    assertEquals(
        tail == 1
            ? "9fa7dc94c1a6bf5a6a2da1d5dc1e58ed4e0f70351c93ba4bab5f4cb67bc5c04b"
            : "bff50e4507f015376d23fc09e44dcface51076f69d668ebe0b13e85ab584d236",
        hex(Attempt.seed(statement, fresh)));
    Witness witness = new Witness(run, WitnessSource.of(ExampleWitness.parts()), older);
    Attempt attempt = new Attempt(statement, witness, older, fresh);
    byte[] expected = ExampleProof.proof(tail);
    assertEquals(hex(Arrays.copyOfRange(expected, 8, 40)), hex(attempt.traceRoot()));
    byte[] proof = attempt.prove(new ExampleProof.Ends());
    assertEquals(expected.length, proof.length);
    assertEquals(-1, Arrays.mismatch(expected, proof));
  }
}
