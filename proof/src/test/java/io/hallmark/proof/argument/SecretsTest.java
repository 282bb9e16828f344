package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.RunIndex;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// One attempt is one proof: equal inputs give equal bytes, other inputs have unrelated secrets,
/// and nobody outside this package can say which secrets an attempt uses.
final class SecretsTest {
  private static final Geometry G = SmallRun.GEOMETRY;
  private static final Geometry DATA = new Geometry(5, 7, 5, 3);

  private static Statement statement(
      RunIndex run, Parameters parameters, int root, byte[] publicBytes) {
    byte[] older = new byte[32];
    older[31] = (byte) root;
    return Statement.of(run, parameters, List.of(older), publicBytes);
  }

  private static String seed(Statement statement, int fresh) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) fresh;
    return HexFormat.of().formatHex(Attempt.seed(statement, bytes));
  }

  @Test
  void everyInputMovesTheSeed() {
    RunIndex run = SmallRun.importing(G, DATA);
    RunIndex otherRun = SmallRun.importing(G, new Geometry(5, 7, 3, 5));
    Parameters parameters = SmallRun.plain();
    Parameters otherParameters = new Parameters(1, 0, 0, 1, 0, List.of());
    byte[] words = {1};
    Set<String> seeds = new HashSet<>();
    seeds.add(seed(statement(run, parameters, 0, words), 0));
    seeds.add(seed(statement(run, parameters, 0, words), 1));
    seeds.add(seed(statement(run, parameters, 1, words), 0));
    seeds.add(seed(statement(run, parameters, 0, new byte[0]), 0));
    seeds.add(seed(statement(run, otherParameters, 0, words), 0));
    seeds.add(seed(statement(otherRun, parameters, 0, words), 0));
    assertEquals(6, seeds.size());
    assertTrue(seeds.contains(seed(statement(run, parameters, 0, words), 0)));
  }

  @Test
  void equalInputsGiveEqualBytes() {
    TestProver prover = SmallRun.prover(G, DATA, SmallRun.plain());
    byte[] proof = prover.prove(SmallRun.truth(G));
    assertArrayEquals(proof, prover.prove(SmallRun.truth(G)));
    byte[] other =
        SmallRun.prover(G, DATA, new Parameters(1, 0, 0, 1, 0, List.of())).prove(SmallRun.truth(G));
    assertFalse(Arrays.equals(proof, 8, 40, other, 8, 40), "another statement, another trace");
  }

  @Test
  void everyAttemptDrawsItsOwnBytes() {
    ProverEnvironment environment =
        ProverEnvironment.of(Map.of(), Set.of(), _ -> {}, (_, _, _) -> {});
    Set<String> drawn = new HashSet<>();
    for (int k = 0; k < 100; k++) {
      byte[] fresh = environment.fresh();
      assertEquals(32, fresh.length);
      drawn.add(HexFormat.of().formatHex(fresh));
    }
    assertEquals(100, drawn.size());
  }

  /// Whatever is public takes no bytes but the public ones: there is no way in for a secret that
  /// was used before.
  @Test
  void noPublicMethodTakesSecretBytes() {
    for (Method method : ProverEnvironment.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        assertFalse(List.of(method.getParameterTypes()).contains(byte[].class), method.getName());
      }
    }
    assertEquals(0, ProverEnvironment.class.getConstructors().length);
    for (Method method : RunProver.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        long arrays =
            Arrays.stream(method.getParameterTypes()).filter(byte[].class::equals).count();
        assertEquals(1, arrays, method.getName());
      }
    }
    assertFalse(Modifier.isPublic(Attempt.class.getModifiers()));
  }
}
