package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.wire.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The secrets of an attempt: where they come from, what they are bound to, and that they are gone
/// when the attempt is over.
final class AttemptSecretsTest {
  private static final Geometry TRACE = new Geometry(4, 8, 6, 1);
  private static final Geometry DATA = new Geometry(5, 7, 5, 3);
  private static final byte[] FRESH = TwoWitnesses.bytes(5);

  private final RunIndex run = TwoWitnesses.run(TRACE, DATA);
  private final Parameters parameters = TinyParameters.of(run, 1);
  private final Map<String, CommittedColumns> older = TwoWitnesses.older(DATA, 1, 1);

  private Statement statement(
      RunIndex index,
      Parameters chosen,
      Map<String, CommittedColumns> commitments,
      byte[] publicBytes) {
    return Statement.of(index, chosen, TestProver.roots(index.run(), commitments), publicBytes);
  }

  /// Equal fresh bytes; each statement differs from the first in one input.
  private List<byte[]> seedsOfDifferentStatements() {
    RunIndex otherTrace = TwoWitnesses.run(new Geometry(4, 8, 6, 2), DATA);
    RunIndex otherData = TwoWitnesses.run(TRACE, new Geometry(5, 7, 5, 4));
    Parameters morePow = new Parameters(1, 1, 2, 2, 2, List.of());
    List<Statement> statements =
        List.of(
            statement(run, parameters, older, TwoWitnesses.PUBLIC),
            statement(run, parameters, older, new byte[] {9, 0}),
            statement(run, parameters, older, new byte[0]),
            statement(run, morePow, older, TwoWitnesses.PUBLIC),
            statement(run, TinyParameters.of(run, 2), older, TwoWitnesses.PUBLIC),
            statement(run, parameters, TwoWitnesses.older(DATA, 2, 1), TwoWitnesses.PUBLIC),
            statement(run, parameters, TwoWitnesses.older(DATA, 1, 2), TwoWitnesses.PUBLIC),
            statement(otherTrace, parameters, older, TwoWitnesses.PUBLIC),
            statement(otherData, parameters, older, TwoWitnesses.PUBLIC),
            statement(
                ExampleProof.run(),
                ExampleProof.parameters(1),
                ExampleWitness.older(),
                TwoWitnesses.PUBLIC));
    return statements.stream().map(s -> Attempt.seed(s, FRESH)).toList();
  }

  @Test
  void oneSeedNeverServesTwoStatements() {
    List<byte[]> seeds = new ArrayList<>(seedsOfDifferentStatements());
    Statement first = statement(run, parameters, older, TwoWitnesses.PUBLIC);
    assertArrayEquals(seeds.getFirst(), Attempt.seed(first, FRESH), "equal inputs, equal seeds");
    seeds.add(Attempt.seed(first, TwoWitnesses.bytes(6)));
    for (int i = 0; i < seeds.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertUnrelated(seeds.get(i), seeds.get(j));
      }
    }
  }

  /// Half of the bits differ, give or take six standard deviations.
  private static void assertUnrelated(byte[] a, byte[] b) {
    int different = 0;
    for (int k = 0; k < a.length; k++) {
      different += Integer.bitCount((a[k] ^ b[k]) & 0xff);
    }
    assertTrue(Math.abs(different - 128) < 48, different + " of 256 bits differ");
  }

  @Test
  void padsAndMasksOfTwoAttemptsHaveNothingInCommon() {
    Set<Long> seen = new HashSet<>();
    int count = 0;
    for (byte[] seed : seedsOfDifferentStatements()) {
      Masks masks = new Masks(run, seed);
      ExtArray pads = PartPads.draw(run.parts().getFirst(), 0, seed);
      ExtArray otherPart = PartPads.draw(run.parts().getFirst(), 1, seed);
      for (ExtArray a :
          List.of(pads, otherPart, masks.s(), masks.gs(), masks.row(0), masks.row(1))) {
        for (int i = 0; i < a.length(); i++) {
          seen.add(a.a0()[i]);
          seen.add(a.a1()[i]);
        }
        count += 2 * a.length();
      }
    }
    assertEquals(count, seen.size());
  }

  /// Other cells under equal fresh bytes: the seed of an older commitment follows its contents.
  @Test
  void theSecretOfACommitmentServesOneContent() {
    CommittedColumns one = only(TwoWitnesses.older(DATA, 1, 1));
    CommittedColumns two = only(TwoWitnesses.older(DATA, 2, 1));
    Set<Long> slack = new HashSet<>();
    for (CommittedColumns c : List.of(one, two)) {
      Arrays.stream(c.rows().slack(0)).forEach(slack::add);
    }
    assertEquals(2 * DATA.slack(), slack.size());
    assertArrayEquals(one.root(), only(TwoWitnesses.older(DATA, 1, 1)).root());
  }

  private static CommittedColumns only(Map<String, CommittedColumns> commitments) {
    return commitments.values().iterator().next();
  }

  @Test
  void anEndedAttemptHoldsNoSecret() throws ProofException {
    Statement statement = statement(run, parameters, older, TwoWitnesses.PUBLIC);
    Witness witness = new Witness(run, WitnessSource.of(TwoWitnesses.witness(1, 1)), older);
    Attempt attempt = new Attempt(statement, witness, older, FRESH);
    attempt.prove(RunArgument.Listener.SILENT);
    Set<Long> secrets = drawn(statement);
    Masks masks = new Masks(run, Attempt.seed(statement, FRESH));
    List<ExtArray> arrays = new ArrayList<>();
    for (ExtArray inLeaves : List.of(masks.s(), masks.gs(), masks.row(0))) {
      arrays.add(ReedSolomon.encode(inLeaves, (int) TRACE.nu()));
    }
    addWords(arrays, secrets);
    Set<Long> before = held(attempt);
    assertTrue(before.containsAll(secrets), "all secrets are found in a living attempt");
    attempt.erase();
    Set<Long> after = held(attempt);
    after.retainAll(secrets);
    assertEquals(Set.of(), after);
    assertThrows(IllegalStateException.class, () -> attempt.prove(RunArgument.Listener.SILENT));
  }

  /// Seed, pads and masks.
  private Set<Long> drawn(Statement statement) {
    byte[] seed = Attempt.seed(statement, FRESH);
    Masks masks = new Masks(run, seed);
    Set<Long> out = new HashSet<>(words(seed));
    ExtArray pads = PartPads.draw(run.parts().getFirst(), 0, seed);
    addWords(List.of(pads, masks.s(), masks.gs(), masks.row(0), masks.row(1)), out);
    return out;
  }

  private static void addWords(List<ExtArray> arrays, Set<Long> out) {
    for (ExtArray a : arrays) {
      Arrays.stream(a.a0()).forEach(out::add);
      Arrays.stream(a.a1()).forEach(out::add);
    }
  }

  /// Cells are missing, or are too many.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAttemptThatCannotBeginHoldsNoSecret(boolean missing) {
    Statement statement = statement(run, parameters, older, TwoWitnesses.PUBLIC);
    Map<String, Cells> cells = new HashMap<>(TwoWitnesses.witness(1, 1).getFirst());
    if (missing) {
      cells.remove("uses");
    } else {
      cells.put("uses", Cells.ofInts(new int[9]));
    }
    Witness witness = new Witness(run, WitnessSource.of(List.of(cells)), older);
    List<Object> seen = new ArrayList<>();
    class Watched extends Attempt {
      Watched() {
        super(statement, witness, older, FRESH);
      }

      @Override
      ExtArray drawPads(int part, byte[] traceSeed) {
        seen.add(this);
        seen.add(traceSeed);
        ExtArray pads = super.drawPads(part, traceSeed);
        seen.add(pads);
        assertTrue(held(seen).containsAll(words(traceSeed)), "the seed is alive here");
        return pads;
      }
    }
    assertThrows(IllegalArgumentException.class, Watched::new);
    assertEquals(3, seen.size());
    Set<Long> after = held(seen);
    after.retainAll(drawn(statement));
    assertEquals(Set.of(), after);
  }

  private static List<Long> words(byte[] bytes) {
    List<Long> out = new ArrayList<>();
    for (int at = 0; at + 8 <= bytes.length; at += 8) {
      out.add(Hashes.getLong(bytes, at));
    }
    return out;
  }

  /// Words of all arrays that an object reaches through fields of the project's classes and lists.
  private static Set<Long> held(Object root) {
    Set<Long> out = new HashSet<>();
    IdentityHashMap<Object, Boolean> seen = new IdentityHashMap<>();
    Deque<Object> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Object x = open.pop();
      if (seen.put(x, true) != null) {
        continue;
      }
      switch (x) {
        case byte[] b -> out.addAll(words(b));
        case long[] w -> Arrays.stream(w).forEach(out::add);
        case Object[] array -> Arrays.stream(array).filter(e -> e != null).forEach(open::push);
        case Collection<?> list -> list.forEach(open::push);
        default -> {
          for (Class<?> c = x.getClass();
              c != null && c.getName().startsWith("io.hallmark");
              c = c.getSuperclass()) {
            for (Field f : c.getDeclaredFields()) {
              if (!Modifier.isStatic(f.getModifiers()) && !f.getType().isPrimitive()) {
                Object value = value(f, x);
                if (value != null) {
                  open.push(value);
                }
              }
            }
          }
        }
      }
    }
    return out;
  }

  private static @Nullable Object value(Field field, Object of) {
    try {
      field.setAccessible(true);
      return field.get(of);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /// The public entry takes no bytes but the public ones, and an environment that can be had in one
  /// way only: with SecureRandom inside.
  @Test
  void nobodyCanFixTheRandomnessOfAProof() throws IOException {
    int entries = 0;
    for (var method : RunProver.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        entries++;
        assertEquals(
            List.of(
                Parameters.class,
                WitnessSource.class,
                Map.class,
                byte[].class,
                ProverEnvironment.class),
            Arrays.asList(method.getParameterTypes()).subList(1, 6));
        assertEquals(6, method.getParameterCount());
      }
    }
    assertEquals(2, entries);
    for (Executable constructor : ProverEnvironment.class.getDeclaredConstructors()) {
      assertTrue(Modifier.isPrivate(constructor.getModifiers()));
    }
    assertTrue(Modifier.isFinal(ProverEnvironment.class.getModifiers()));
    List<Class<?>> given = new ArrayList<>();
    for (var method : ProverEnvironment.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        given.addAll(List.of(method.getParameterTypes()));
      }
    }
    given.sort(Comparator.comparing(Class::getName));
    assertEquals(
        List.of(
            int.class,
            AttemptStore.class,
            ProverEnvironment.Progress.class,
            ProverEnvironment.ProofStore.class,
            Map.class,
            Set.class,
            long.class),
        given);
    assertFalse(Modifier.isPublic(Attempt.class.getModifiers()));
    Set<String> named = new HashSet<>();
    try (InputStream in = ProverEnvironment.class.getResourceAsStream("ProverEnvironment.class")) {
      ClassFile.of()
          .parse(in.readAllBytes())
          .constantPool()
          .forEach(entry -> {
            if (entry instanceof ClassEntry c) {
              named.add(c.asInternalName());
            }
          });
    }
    assertTrue(named.contains("java/security/SecureRandom"));
    assertTrue(named.stream().noneMatch(n -> n.matches("java/util/(Split.*|.*Random.*)")));
  }
}
