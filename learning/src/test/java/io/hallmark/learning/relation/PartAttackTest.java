package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.InsecureFixedProver;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.Run;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Attacks on the parts of a run of three training windows. Each liar breaks one rule and follows
/// all others to the published model, and goes through the whole protocol.
final class PartAttackTest {
  private static final byte[] ATTEMPT = new byte[32];
  private static final byte[] PUBLIC = {7};

  private static WholeRun.Setup setup(String program) {
    WholeRun.Setup s = Perceptron.setup(program);
    return new WholeRun.Setup(s.network(), s.seed(), s.train(), s.test(), List.of(1, 1, 1));
  }

  /// Takes the records of some steps from elsewhere.
  private static class OtherRecords extends ReferenceTrainer {
    private final int segment;

    OtherRecords(WholeRun.Setup setup, int segment) {
      super(setup);
      this.segment = segment;
    }

    boolean lies(int step) {
      return step / program.segment() == segment;
    }

    final int own(int step, int b) {
      return super.row(step, b);
    }
  }

  /// What a liar does.
  enum Attack {
    /// The last window changes nothing.
    DROPPED(2) {
      @Override
      ReferenceTrainer liar(WholeRun.Setup s) {
        return new OtherRecords(s, 2) {
          @Override
          BigInteger eta(int step) {
            return lies(step) ? BigInteger.ZERO : super.eta(step);
          }
        };
      }
    },
    /// The last window trains on the records of the one before.
    REPEATED(2) {
      @Override
      ReferenceTrainer liar(WholeRun.Setup s) {
        return new OtherRecords(s, 2) {
          @Override
          int row(int step, int b) {
            return own(lies(step) ? step - program.segment() : step, b);
          }
        };
      }
    },
    /// The second and the third window change places.
    EXCHANGED(1, 2) {
      @Override
      ReferenceTrainer liar(WholeRun.Setup s) {
        return exchanged(s);
      }
    },
    /// The last window trains on other data.
    FOREIGN(2) {
      @Override
      ReferenceTrainer liar(WholeRun.Setup s) {
        SampleTable foreign = s.test();
        return new OtherRecords(s, 2) {
          @Override
          int feature(int step, int i, int row) {
            return lies(step)
                ? foreign.feature(i, row % foreign.rows())
                : super.feature(step, i, row);
          }

          @Override
          int label(int step, int row) {
            return lies(step) ? foreign.label(row % foreign.rows()) : super.label(step, row);
          }
        };
      }
    },
    /// The last window starts from a weight that the one before did not leave.
    OTHER_BOUNDARY(2) {
      @Override
      ReferenceTrainer liar(WholeRun.Setup s) {
        return new Liars.Start(s, 2, false);
      }
    },
    /// The last window starts from the initial weights.
    RESTARTED(2) {
      @Override
      ReferenceTrainer liar(WholeRun.Setup s) {
        return new Liars.Start(s, 2, true);
      }
    },
    /// The last window takes the records that another seed gives it.
    OTHER_SEED(2) {
      @Override
      ReferenceTrainer liar(WholeRun.Setup s) {
        Cells other = s.network().sampledRows(Digest.of(new byte[32]));
        return new OtherRecords(s, 2) {
          @Override
          int row(int step, int b) {
            return lies(step) ? other.small(step * program.batch() + b) : own(step, b);
          }
        };
      }
    },
    /// A record of the second window is trained in the third, and one of the third in the second:
    /// every record is used as often as it should be.
    COMPENSATED(1, 2) {
      @Override
      ReferenceTrainer liar(WholeRun.Setup s) {
        return new OtherRecords(s, 2) {
          @Override
          int row(int step, int b) {
            int p = program.segment();
            int from = b > 0 || step < p ? step : step == p ? 2 * p : step == 2 * p ? p : step;
            return own(from, b);
          }
        };
      }
    };

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot change
    private final Set<Integer> parts;

    Attack(Integer... parts) {
      this.parts = Set.of(parts);
    }

    abstract ReferenceTrainer liar(WholeRun.Setup s);
  }

  private static ReferenceTrainer exchanged(WholeRun.Setup s) {
    return new OtherRecords(s, 1) {
      @Override
      int row(int step, int b) {
        return own(moved(step), b);
      }

      @Override
      BigInteger eta(int step) {
        return super.eta(moved(step));
      }

      private int moved(int step) {
        int p = program.segment();
        return step < p ? step : step < 2 * p ? step + p : step - p;
      }
    };
  }

  private static Check refused(Run run, InsecureFixedProver prover, byte[] proof) {
    return assertThrows(
            ProofException.Rejected.class,
            () -> InsecureFixedProver.verify(run, prover.roots(), PUBLIC, proof))
        .check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "momentum"})
  void anHonestRunOfThreeWindowsIsAccepted(String program) throws Exception {
    WholeRun w = WholeRun.following(setup(program), new ReferenceTrainer(setup(program)));
    InsecureFixedProver prover = new InsecureFixedProver(w.run(), w.older(), PUBLIC);
    byte[] proof = prover.prove(w.assignment().witness(), ATTEMPT);
    assertDoesNotThrow(() -> InsecureFixedProver.verify(w.run(), prover.roots(), PUBLIC, proof));
  }

  @ParameterizedTest
  @EnumSource(Attack.class)
  void aLieInOnePartIsRefusedByTheOpening(Attack attack) throws Exception {
    for (String program : List.of("mlp", "momentum")) {
      WholeRun.Setup s = setup(program);
      WholeRun w = WholeRun.following(s, attack.liar(s));
      Assignment a = w.assignment();
      Set<Integer> lying =
          PlainEvaluator.violatedEverywhere(w.run(), a).stream()
              .map(v -> Integer.valueOf(v.substring(0, v.indexOf(':'))))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(attack.parts, lying, program + ": every other part is true");
      InsecureFixedProver prover = new InsecureFixedProver(w.run(), w.older(), PUBLIC);
      byte[] proof = prover.prove(a.witness(), ATTEMPT);
      assertEquals(Check.OPEN_LINEAR, refused(w.run(), prover, proof), program);
    }
  }

  /// Counts of a lookup table, one too many in a part and one too few in another: over both parts
  /// the counts are right.
  @ParameterizedTest
  @ValueSource(strings = {"mlp", "momentum"})
  void aFalseClaimIsNotPaidByTheOppositeClaimOfAnotherPart(String program) throws Exception {
    WholeRun w = WholeRun.of(setup(program), true, null, true);
    Assignment a = w.assignment();
    String counts = w.run().parts().getFirst().tables().getFirst().multiplicity();
    a.own(0, counts)[3]++;
    int other = a.own(1, counts)[3] > 0 ? 1 : 2;
    a.own(other, counts)[3]--;
    InsecureFixedProver prover = new InsecureFixedProver(w.run(), w.older(), PUBLIC);
    byte[] proof = prover.prove(a.witness(), ATTEMPT);
    assertEquals(Check.OPEN_LINEAR, refused(w.run(), prover, proof));
  }

  /// A true proof of the run whose second and third window changed places, said to be one of the
  /// right run: equal lengths, equal digest, true claims about the wrong records.
  @ParameterizedTest
  @ValueSource(strings = "mlp")
  void partsInAnotherOrderAreAnotherRun(String program) throws Exception {
    WholeRun w = WholeRun.following(setup(program), exchanged(setup(program)));
    List<Part> parts = new ArrayList<>(w.run().parts());
    parts.set(1, importing(w.run().parts().get(2), 0));
    parts.set(2, importing(w.run().parts().get(1), 1));
    Run other = new Run(w.run().trace(), w.run().older(), parts);
    assertAnotherRun(w, other, Check.OPEN_LINEAR);
  }

  /// The same with the second window in place of the third, too: a part twice, one not at all.
  @ParameterizedTest
  @ValueSource(strings = {"mlp", "momentum"})
  void aPartTwiceIsAnotherRun(String program) throws Exception {
    WholeRun.Setup s = setup(program);
    WholeRun w =
        WholeRun.following(
            s,
            new OtherRecords(s, 2) {
              @Override
              int row(int step, int b) {
                return own(lies(step) ? step - program.segment() : step, b);
              }

              @Override
              BigInteger eta(int step) {
                return super.eta(lies(step) ? step - program.segment() : step);
              }
            });
    List<Part> parts = new ArrayList<>(w.run().parts());
    parts.set(2, importing(w.run().parts().get(1), 1));
    assertAnotherRun(w, new Run(w.run().trace(), w.run().older(), parts), Check.OPEN_LINEAR);
  }

  /// The same run of another seed.
  @ParameterizedTest
  @ValueSource(strings = {"mlp", "momentum"})
  void theWindowsOfAnotherSeedAreAnotherRun(String program) throws Exception {
    WholeRun.Setup s = setup(program);
    WholeRun right = WholeRun.of(s, true, null, true);
    WholeRun w = ofAnotherSeed(s);
    WholeRun claimed =
        new WholeRun(right.plan(), right.run(), w.trace(), w.served(), w.witness(), w.older());
    assertAnotherRun(claimed, w.run(), Check.OPEN_LINEAR);
  }

  /// A training in which no value leaves its range.
  private static WholeRun ofAnotherSeed(WholeRun.Setup s) throws Exception {
    for (byte first = 0; ; first++) {
      byte[] seed = new byte[32];
      seed[0] = first;
      try {
        return WholeRun.of(
            new WholeRun.Setup(s.network(), Digest.of(seed), s.train(), s.test(), s.spans()),
            true,
            null,
            true);
      } catch (TrainingStopped e) {
        assertTrue(first < 100, "a seed with which training ends");
      }
    }
  }

  /// A part is left out, of the run and of the proof. Which check sees it first is chance: a nonce
  /// of two bits fits one time in four.
  @ParameterizedTest
  @ValueSource(strings = {"mlp", "momentum"})
  void aRunWithoutItsLastPartIsAnotherRun(String program) throws Exception {
    WholeRun w = WholeRun.of(setup(program), true, null, true);
    List<Part> parts = w.run().parts();
    Run shorter = new Run(w.run().trace(), w.run().older(), parts.subList(0, parts.size() - 1));
    List<Map<String, Cells>> witness = w.assignment().witness();
    InsecureFixedProver prover = new InsecureFixedProver(shorter, w.older(), PUBLIC);
    byte[] proof = prover.proveAs(w.run(), witness.subList(0, parts.size() - 1), ATTEMPT);
    assertTrue(
        Set.of(Check.POW_LOOKUP, Check.OPEN_LINEAR, Check.ENC_LENGTH)
            .contains(refused(w.run(), prover, proof)));
  }

  private static void assertAnotherRun(WholeRun w, Run proved, Check expected) throws Exception {
    Assignment a = new Assignment(w.witness(), w.older());
    PlainEvaluator.fitMultiplicities(proved, a);
    assertEquals(Set.of(), PlainEvaluator.violatedEverywhere(proved, a), "the other run is true");
    InsecureFixedProver prover = new InsecureFixedProver(proved, w.older(), PUBLIC);
    byte[] honest = prover.prove(a.witness(), ATTEMPT);
    assertDoesNotThrow(() -> prover.verify(honest));
    byte[] proof = prover.proveAs(w.run(), a.witness(), ATTEMPT);
    assertEquals(expected, refused(w.run(), prover, proof));
  }

  /// A part that imports from another part.
  private static Part importing(Part part, int from) {
    List<Column> columns =
        part.columns().stream()
            .map(c ->
                c instanceof Column.ImportPart x
                    ? new Column.ImportPart(x.name(), x.labels(), from, x.column())
                    : c)
            .toList();
    return new Part(
        part.labels(), columns, part.products(), part.linears(), part.lookups(), part.tables());
  }
}
