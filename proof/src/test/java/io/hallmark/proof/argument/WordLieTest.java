package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.proof.Check;
import io.hallmark.proof.WeakenedVerifier;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.security.QueryError;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Words that are no codewords, behind a statement that is true.
final class WordLieTest {
  static Stream<Arguments> liars() {
    return Stream.of(
        Arguments.of(Check.ROW_FOLD, WordLiars.RowOfDegreeK.class),
        Arguments.of(Check.ROW_FOLD, WordLiars.MaskOfDegreeK.class),
        Arguments.of(Check.MASK_FOLD, WordLiars.LongS.class),
        Arguments.of(Check.MASK_FOLD, WordLiars.LongGs.class),
        Arguments.of(Check.ROW_FOLD, WordLiars.LongMaskOfFurtherGroup.class),
        Arguments.of(Check.ROW_FOLD, WordLiars.MoreSlack.class),
        Arguments.of(Check.FINAL_LINEAR, WordLiars.OtherMessageInLevel.class),
        Arguments.of(Check.FINAL_LINEAR, WordLiars.OtherSlackInLevel.class));
  }

  @ParameterizedTest
  @MethodSource("liars")
  void isRefusedByNameAndAcceptedWithoutIt(Check check, Class<? extends Callable<String>> liar)
      throws Exception {
    assertEquals(check.name(), liar.getDeclaredConstructor().newInstance().call());
    assertEquals("accepted", WeakenedVerifier.without("check", check, liar));
  }

  /// A row that differs from its codeword at just more than `(n-K)/2` positions is refused if and
  /// only if a query meets one of them, and the ledger counts right how often none does.
  @Test
  void aFarWordIsRefusedIffAQueryMeetsItsErrors() {
    Geometry g = SmallRun.GEOMETRY;
    int n = (int) g.domainSize();
    int errors = (n - (int) g.degreeBound()) / 2 + 1;
    double expected = Math.pow(2, -QueryError.bits(n, g.degreeBound(), g.queries()));
    TestProver prover = SmallRun.prover(g, SmallRun.plain());
    int runs = 200;
    int missed = 0;
    for (int k = 0; k < runs; k++) {
      long[][] queried = new long[1][];
      RowLiar liar =
          new WordLiars.LeafLiar(
              SmallRun.index(g),
              (position, values, end) -> values[end - 7] ^= position < errors ? 1 : 0) {
            @Override
            public Opening open(int commitment, long[] positions) {
              queried[0] = positions;
              return super.open(commitment, positions);
            }
          };
      byte[] fresh = new byte[32];
      fresh[0] = (byte) k;
      String verdict = prover.verdict(prover.prove(SmallRun.truth(g), liar, liar::listen, fresh));
      boolean met = Arrays.stream(queried[0]).anyMatch(x -> x < errors);
      assertEquals(met ? "ROW_FOLD" : "accepted", verdict);
      missed += met ? 0 : 1;
    }
    double deviation = Math.sqrt(runs * expected * (1 - expected));
    assertTrue(Math.abs(missed - runs * expected) < 4 * deviation, missed + " of " + runs);
  }
}
