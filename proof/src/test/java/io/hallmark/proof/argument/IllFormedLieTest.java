package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.proof.Check;
import io.hallmark.proof.WeakenedVerifier;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What ill-formed parts would allow: each false statement is accepted if nobody checks the rules
/// of the relation language, and refused by their name. (The first of them stands for its check in
/// [DirectCheckTest].)
final class IllFormedLieTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        IllFormedLiars.TransposeForMatrix.class,
        IllFormedLiars.UpdateOnce.class,
        IllFormedLiars.SumOfOne.class,
        IllFormedLiars.RowForNumber.class,
        IllFormedLiars.VectorForMatrix.class
      })
  void passesForAFalseStatementOnlyWithoutTheRules(Class<? extends Callable<String>> liar)
      throws Exception {
    assertEquals("REL_WELL_FORMED", liar.getDeclaredConstructor().newInstance().call());
    assertEquals("accepted", WeakenedVerifier.without("check", Check.REL_WELL_FORMED, liar));
  }
}
