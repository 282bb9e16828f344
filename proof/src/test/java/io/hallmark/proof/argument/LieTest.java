package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.wire.Hashes;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One false message, with everything after it said as if it were true: the check that guards it
/// refuses the proof.
final class LieTest {
  private final RunIndex run = ExampleProof.run();
  private final Map<String, CommittedColumns> older = ExampleWitness.older();

  @ParameterizedTest
  @CsvSource({
    "1, 0, lookup-root, 0, OPEN_LINEAR",
    "1, 1, lookup-root, 0, OPEN_LINEAR",
    "1, 0, lookup-round, 7, OPEN_LINEAR",
    "1, 0, lookup-values, 2, OPEN_LINEAR",
    "1, 0, product-claim, 0, OPEN_LINEAR",
    "1, 1, product-round, 1, OPEN_LINEAR",
    "1, 0, product-operand, 3, OPEN_LINEAR",
    "1, 0, stage-values, 1, OPEN_LINEAR",
    "1, 0, stage-round, 2, OPEN_LINEAR",
    "1, 1, stage-operand, 0, OPEN_LINEAR",
    "1, 1, triple-round, 0, OPEN_LINEAR",
    "1, 0, triple-values, 0, OPEN_LINEAR",
    "1, -1, mask-sum, 0, OPEN_LINEAR",
    "1, -1, row-round, 3, OPEN_LINEAR",
    "1, -1, mask-value, 0, OPEN_LINEAR",
    "1, -1, mask-opening, 0, OPEN_LINEAR",
    "1, -1, folded-row, 1, OPEN_LINEAR",
    "2, -1, folded-value, 0, OPEN_LINEAR",
    "2, -1, level-round, 0, FINAL_LINEAR",
    "2, -1, final-vector, 0, FINAL_FOLD"
  })
  void aFalseMessageIsCaught(int tail, int part, String label, int occurrence, Check expected) {
    Lie lie = new Lie(part, label, occurrence, LieTest::plusOne);
    byte[] proof = prove(tail, lie);
    assertTrue(lie.told());
    ProofException.Rejected e =
        assertThrows(ProofException.Rejected.class, () -> ExampleProof.verify(tail, proof));
    assertEquals(expected, e.check());
  }

  private static ExtArray plusOne(ExtArray values) {
    values.add(0, Ext.ONE);
    return values;
  }

  private byte[] prove(int tail, MessageFilter filter) {
    Statement statement =
        Statement.of(
            run,
            ExampleProof.parameters(tail),
            TestProver.roots(run.run(), older),
            ExampleProof.PUBLIC);
    Witness witness = new Witness(run, WitnessSource.of(ExampleWitness.parts()), older);
    Attempt attempt =
        new Attempt(statement, witness, older, new byte[Hashes.DIGEST_BYTES]) {
          @Override
          MessageFilter filter() {
            return filter;
          }
        };
    try {
      return attempt.prove(RunArgument.Listener.SILENT);
    } catch (ProofException e) {
      throw new AssertionError("a prover checks nothing", e);
    }
  }
}
