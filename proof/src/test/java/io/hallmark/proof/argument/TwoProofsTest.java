package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.algebra.field.Ext;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.ProgrammedProver.Proof;
import io.hallmark.proof.argument.ProgrammedProver.Seeds;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.RunIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What two proofs have in common: nothing that depends on a witness, even under equal challenges.
/// Equal challenges make the test sharp: without pads and masks two attempts would say the same.
final class TwoProofsTest {
  private static final Geometry TRACE = new Geometry(4, 8, 6, 1);
  private static final Geometry DATA = new Geometry(5, 7, 5, 3);
  private static final RunIndex RUN = TwoWitnesses.run(TRACE, DATA);
  private static final Map<String, CommittedColumns> OLDER = TwoWitnesses.older(DATA, 1, 1);

  private static Statement statement(int tail) {
    return TwoWitnesses.statement(RUN, TinyParameters.of(RUN, tail), OLDER);
  }

  /// A prover with the witness of this number, under the challenges of this key.
  private static ProgrammedProver prover(int tail, int witness, long key) {
    return new ProgrammedProver(
        statement(tail), TwoWitnesses.witness(1, witness), OLDER, new ProgrammedChallenges(key));
  }

  private static Seeds seeds(int tail, int fresh) {
    return Seeds.of(Attempt.seed(statement(tail), TwoWitnesses.bytes(fresh)));
  }

  private static void verify(ProgrammedProver prover, Proof proof) throws ProofException {
    ProgrammedVerifier.verify(
        prover.statement(), prover.challenges(), new ProgrammedLeaves(), proof.bytes());
  }

  private static boolean opensOlder(Message m) {
    return OLDER.values().stream()
        .anyMatch(x -> HexFormat.of().formatHex(x.root()).equals(m.root()));
  }

  /// Labels of the messages that share an element or a digest, openings of older commitments aside.
  private static Set<String> shared(Proof one, Proof two) {
    Set<String> out = new HashSet<>();
    for (int i = 0; i < one.messages().size(); i++) {
      Message m = one.messages().get(i);
      if (!opensOlder(m)) {
        Set<List<Long>> units = new HashSet<>(m.units());
        units.retainAll(two.messages().get(i).units());
        if (!units.isEmpty()) {
          out.add(m.label());
        }
      }
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void twoAttemptsShareNoMessage(int tail) throws ProofException {
    ProgrammedProver prover = prover(tail, 1, 3);
    Proof one = prover.prove(seeds(tail, 1));
    Proof two = prover.prove(seeds(tail, 2));
    verify(prover, one);
    verify(prover, two);
    assertEquals(Set.of(), shared(one, two));
    for (int i = 0; i < one.messages().size(); i++) {
      Message m = one.messages().get(i);
      if (opensOlder(m)) {
        assertEquals(m, two.messages().get(i), "the same leaves of the same commitment");
      }
    }
  }

  /// The same without masking, with old masks and with old slack is noticed.
  @Test
  void sharedRandomnessIsNoticed() {
    ProgrammedProver prover = prover(1, 1, 4);
    Seeds one = seeds(1, 1);
    Seeds two = seeds(1, 2);
    Set<String> unmasked = shared(prover.prove(one, false), prover.prove(two, false));
    assertTrue(
        unmasked.containsAll(
            Set.of(
                "lookup-root",
                "lookup-round",
                "lookup-values",
                "product-claim",
                "product-round",
                "product-operand",
                "stage-values",
                "stage-round",
                "stage-operand")),
        unmasked.toString());
    Proof first = prover.prove(one);
    Set<String> oldMasks =
        shared(first, prover.prove(new Seeds(two.pads(), one.masks(), two.slack())));
    assertTrue(
        oldMasks.containsAll(Set.of("mask-sum", "mask-roots", "leaf-values")), oldMasks.toString());
    Set<String> oldPads =
        shared(first, prover.prove(new Seeds(one.pads(), two.masks(), two.slack())));
    assertTrue(
        oldPads.containsAll(Set.of("lookup-root", "triple-round", "triple-values")),
        oldPads.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void proofsForTwoWitnessesLookAlike(int tail) throws ProofException {
    ProgrammedProver first = prover(tail, 1, 5);
    ProgrammedProver second = prover(tail, 2, 5);
    assertNotEquals(first.witness(), second.witness());
    Proof one = first.prove(seeds(tail, 1));
    Proof two = second.prove(seeds(tail, 2));
    verify(first, one);
    verify(second, two);
    assertEquals(one.bytes().length, two.bytes().length);
    assertEquals(
        one.messages().stream().map(Message::shape).toList(),
        two.messages().stream().map(Message::shape).toList());
    assertEquals(Set.of(), shared(one, two));
    ProgrammedProver elsewhere = prover(tail, 2, 6);
    Proof three = elsewhere.prove(seeds(tail, 3));
    assertEquals(
        one.messages().stream().map(Message::shape).toList(),
        three.messages().stream().map(Message::shape).toList(),
        "under other challenges only the number of siblings changes");
  }

  /// Why the product has no way to say two things under one seed: the difference of two hidden
  /// messages under equal pads is the difference of the values.
  @Test
  void equalPadsRevealDifferencesOfValues() {
    Seeds seeds = seeds(1, 1);
    Proof one = prover(1, 1, 7).prove(seeds);
    Proof two = prover(1, 2, 7).prove(seeds);
    Proof oneInClear = prover(1, 1, 7).prove(seeds, false);
    Proof twoInClear = prover(1, 2, 7).prove(seeds, false);
    int different = 0;
    for (int i = 0; i < one.messages().size(); i++) {
      if (one.messages().get(i).kind() != Message.Kind.HIDDEN) {
        continue;
      }
      List<Ext> messages = differences(one, two, i);
      assertEquals(differences(oneInClear, twoInClear, i), messages);
      different += (int) messages.stream().filter(d -> !d.equals(Ext.ZERO)).count();
    }
    assertTrue(different > 20, "so " + different + " equations on the two witnesses are public");
    Proof fresh = prover(1, 2, 7).prove(seeds(1, 2));
    int root = 0;
    while (!one.messages().get(root).label().equals("lookup-root")) {
      root++;
    }
    assertFalse(
        differences(one, fresh, root).equals(differences(oneInClear, twoInClear, root)),
        "under pads of its own nothing is revealed");
  }

  private static List<Ext> differences(Proof one, Proof two, int message) {
    List<Ext> out = new ArrayList<>();
    List<List<Long>> a = one.messages().get(message).units();
    List<List<Long>> b = two.messages().get(message).units();
    for (int k = 0; k < a.size(); k++) {
      Ext x = new Ext(a.get(k).get(0), a.get(k).get(1));
      out.add(x.minus(new Ext(b.get(k).get(0), b.get(k).get(1))));
    }
    return out;
  }
}
