package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.proof.Maps;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.ProgrammedProver.Proof;
import io.hallmark.proof.argument.ProgrammedProver.Seeds;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.RunIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is seen, on the real field. In the joint opening, for fixed challenges and fixed messages
/// of the parts, what is sent is an affine function of slack and masks. Its image has the dimension
/// of the solutions of the verifier's equations and lies among them; so the view is uniform there,
/// whatever the witness is.
final class UniformViewTest {
  private static final Geometry TRACE = new Geometry(4, 6, 4, 1);
  private static final Geometry DATA = new Geometry(5, 6, 4, 2);
  private static final byte[] FIXED = TwoWitnesses.bytes(77);

  private final RunIndex run = TwoWitnesses.run(TRACE, DATA);
  private final Parameters parameters = new Parameters(1, 0, 0, 0, 0, List.of());

  private enum Randomness {
    ALL,
    NO_SLACK,
    NO_MASKS
  }

  /// The messages of a proof that make up its view: all elements from mask-sum on.
  private static List<Message> opening(Proof proof) {
    List<Message> out = new ArrayList<>();
    boolean started = false;
    for (Message m : proof.messages()) {
      started |= m.label().equals("mask-sum");
      if (started && (m.kind() == Message.Kind.CLEAR || m.kind() == Message.Kind.VALUES)) {
        out.add(m);
      }
    }
    return out;
  }

  /// The last three: the folded row and the opened leaves of the data, the leaves of their masks.
  private static List<Message> openingOfData(Proof proof) {
    List<Message> all = opening(proof);
    List<Message> folded = all.stream().filter(m -> m.label().equals("folded-row")).toList();
    assertEquals(2, folded.size());
    return List.of(folded.getLast(), all.get(all.size() - 2), all.getLast());
  }

  /// Adds what one proof of a series sends; a leaf of the data counts once.
  private static void addView(List<Message> messages, String dataRoot, Map<String, Long> view) {
    for (Message m : messages) {
      boolean data = m.root().equals(dataRoot);
      int width = data ? m.units().size() / m.positions().size() : 1;
      for (int i = 0; i < m.units().size(); i++) {
        for (long word : m.units().get(i)) {
          String leaf = data ? "data " + m.positions().get(i / width) + " " + i % width : "";
          view.put(data ? leaf : "" + view.size(), word);
        }
      }
    }
  }

  private static String hex(Map<String, CommittedColumns> older) {
    return HexFormat.of().formatHex(Maps.get(older, "data").root());
  }

  /// The views of one proof, or of what a series of proofs says about one data set, with other
  /// coins each.
  private List<long[]> views(int proofs, int samples, int witness, Randomness randomness)
      throws ProofException {
    List<long[]> out = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      boolean slack = randomness != Randomness.NO_SLACK;
      Map<String, CommittedColumns> older = TwoWitnesses.older(DATA, 1, slack ? i : 0);
      Map<String, Long> view = new LinkedHashMap<>();
      for (int k = 0; k < proofs; k++) {
        ProgrammedProver prover =
            new ProgrammedProver(
                TwoWitnesses.statement(run, parameters, older),
                TwoWitnesses.witness(1, witness),
                older,
                new ProgrammedChallenges(50 + k));
        byte[] fresh = TwoWitnesses.bytes(1000 + proofs * i + k);
        boolean masks = randomness != Randomness.NO_MASKS;
        Proof proof = prover.prove(new Seeds(FIXED, masks ? fresh : FIXED, slack ? fresh : FIXED));
        if (i == 0) {
          ProgrammedVerifier.verify(
              prover.statement(), prover.challenges(), new ProgrammedLeaves(), proof.bytes());
        }
        addView(proofs == 1 ? opening(proof) : openingOfData(proof), hex(older), view);
      }
      out.add(view.values().stream().mapToLong(Long::longValue).toArray());
    }
    return out;
  }

  /// Of one proof, over F: the linear check, the masks at the queries, the folded rows at the
  /// queries of both groups.
  private int equations() {
    int t0 = (int) TRACE.queries();
    return 2 + 2 * t0 + 2 * t0 + 2 * (int) DATA.queries();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theViewOfOneProofIsUniformAmongTheSolutions(int witness) throws ProofException {
    int size = views(1, 1, witness, Randomness.ALL).getFirst().length;
    List<long[]> views = views(1, size + 5, witness, Randomness.ALL);
    assertEquals(size - equations(), Rank.affine(views));
  }

  @Test
  void withoutSlackOrMasksItIsNot() throws ProofException {
    int size = views(1, 1, 1, Randomness.ALL).getFirst().length;
    int solutions = size - equations();
    assertTrue(Rank.affine(views(1, size, 1, Randomness.NO_SLACK)) < solutions);
    assertTrue(Rank.affine(views(1, size, 1, Randomness.NO_MASKS)) < solutions);
  }

  /// What a part says before the rounds of the triple check, and the two values after them, for
  /// fixed challenges: affine in the pads, and uniform because the rank is full. (Each round of the
  /// triple check has three pads of its own, used nowhere else.)
  @Test
  void theMessagesOfAPartAreUniform() {
    int size = part(0, true).length;
    List<long[]> hidden = new ArrayList<>();
    List<long[]> inClear = new ArrayList<>();
    for (int i = 0; i < size + 5; i++) {
      hidden.add(part(i, true));
      if (i < 12) {
        inClear.add(part(i, false));
      }
    }
    assertEquals(size, Rank.affine(hidden));
    assertEquals(4, Rank.affine(inClear), "without pads only the two clear values are uniform");
  }

  private long[] part(int coins, boolean masked) {
    Map<String, CommittedColumns> older = TwoWitnesses.older(DATA, 1, 1);
    ProgrammedProver prover =
        new ProgrammedProver(
            TwoWitnesses.statement(run, parameters, older),
            TwoWitnesses.witness(1, 1),
            older,
            new ProgrammedChallenges(60));
    Seeds seeds = new Seeds(TwoWitnesses.bytes(2000 + coins), FIXED, FIXED);
    return prover.prove(seeds, masked).messages().stream()
        .filter(m -> m.part() == 0 && !m.label().equals("triple-round"))
        .flatMap(m -> m.units().stream().flatMap(List::stream))
        .mapToLong(Long::longValue)
        .toArray();
  }

  /// With B = 2 the slack covers two openings; after a third there are equations on the data.
  @Test
  void openingsBeyondTheBudgetLoseRank() throws ProofException {
    for (int proofs = 2; proofs <= 3; proofs++) {
      int size = views(proofs, 1, 1, Randomness.ALL).getFirst().length;
      Set<Long> positions = new HashSet<>();
      for (int k = 0; k < proofs; k++) {
        for (long i :
            new ProgrammedChallenges(50 + k)
                .indices(-1, "queries", 1, (int) DATA.queries(), (int) DATA.nu())) {
          positions.add(i);
        }
      }
      int beyond = Math.max(0, positions.size() - (int) DATA.slack());
      assertEquals(proofs == 3, beyond > 0, positions.size() + " positions");
      List<long[]> views = views(proofs, size + 5, 1, Randomness.ALL);
      int equations = 2 * (int) DATA.queries() * proofs;
      assertEquals(size - equations - beyond, Rank.affine(views));
    }
  }
}
