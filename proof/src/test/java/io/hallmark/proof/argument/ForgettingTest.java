package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hallmark.proof.WeakenedVerifier;
import io.hallmark.proof.transcript.Transcript;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything that is said must be absorbed: for every label a liar is accepted by a transcript
/// that forgets it, and refused by the real one.
final class ForgettingTest {
  private static String forgetting(
      String label, Class<? extends Callable<String>> liar, String... arguments) throws Exception {
    return WeakenedVerifier.changed(
        Transcript.class, "absorb", new Forgetting.Amnesia(label), liar, arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lookup-root",
        "lookup-round",
        "lookup-values",
        "product-claim",
        "product-round",
        "product-operand",
        "stage-values",
        "stage-round",
        "stage-operand",
        "triple-round",
        "triple-values"
      })
  void aMessageOfAPartChosenAfterTheta(String label) throws Exception {
    assertEquals("OPEN_LINEAR", new Forgetting.PaidLate(label).call());
    assertEquals("accepted", forgetting(label, Forgetting.PaidLate.class, label));
  }

  @ParameterizedTest
  @CsvSource({
    "mask-sum, OPEN_LINEAR",
    "row-round, OPEN_LINEAR",
    "mask-value, OPEN_LINEAR",
    "mask-opening, MASK_FOLD",
    "folded-row, ROW_FOLD"
  })
  void aMessageOfTheOpeningChosenTooLate(String label, String expected) throws Exception {
    assertEquals(expected, new Forgetting.BentOpening(label).call());
    assertEquals("accepted", forgetting(label, Forgetting.BentOpening.class, label));
  }

  @ParameterizedTest
  @CsvSource({"level-round, FINAL_LINEAR", "final-vector, FINAL_FOLD"})
  void aMessageOfALevelChosenTooLate(String label, String expected) throws Exception {
    LyingProver honest = ForgettingLevels.prover(TinyPart.PRODUCT.cells());
    assertEquals("accepted", honest.verdict(honest.prove(Bends.NONE)));
    assertEquals(expected, new ForgettingLevels(label).call());
    assertEquals("accepted", forgetting(label, ForgettingLevels.class, label));
  }

  @Test
  void aMaskCommittedToTooLate() throws Exception {
    assertEquals("OPEN_LINEAR", new Forgetting.LateMask().call());
    assertEquals("accepted", forgetting("mask-roots", Forgetting.LateMask.class));
  }

  @Test
  void aLevelCommittedToTooLate() throws Exception {
    assertEquals("FINAL_FOLD", new ForgettingOpenings.LateLevel().call());
    assertEquals("accepted", forgetting("level-root", ForgettingOpenings.LateLevel.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"folded-value", "leaf-values", "leaf-salts", "siblings"})
  void whatARootOrAnEquationFixesIsAbsorbedToo(String label) throws Exception {
    assertEquals("different", new ForgettingOpenings.Moved(label).call());
    assertEquals("equal", forgetting(label, ForgettingOpenings.Moved.class, label));
  }

  @ParameterizedTest
  @CsvSource({"trace-root, trace", "commitments, older"})
  void cellsCommittedToAfterTheChallenges(String label, String where) throws Exception {
    assertNotEquals("accepted", new Forgetting.LateCells(where).call());
    assertEquals("accepted", forgetting(label, Forgetting.LateCells.class, where));
  }

  @ParameterizedTest
  @ValueSource(strings = {"public", "run", "parameters"})
  void aProofForAnotherStatement(String label) throws Exception {
    assertNotEquals("accepted", new Forgetting.OtherStatement(label).call());
    assertEquals("accepted", forgetting(label, Forgetting.OtherStatement.class, label));
  }

  @ParameterizedTest
  @CsvSource({"lookup-pow, LOOKUP", "fold-pow, FOLD", "query-pow, QUERY", "level-pow, LEVEL"})
  void aNonceExchangedAfterwards(String label, String place) throws Exception {
    assertNotEquals("accepted", new Forgetting.LateNonce(place).call());
    assertEquals("accepted", forgetting(label, Forgetting.LateNonce.class, place));
  }

  @Test
  void equalPartsHaveDifferentChallenges() throws Exception {
    assertEquals("different", new Forgetting.Twins().call());
    assertEquals("equal", forgetting("part", Forgetting.Twins.class));
  }

  @Test
  void onePartPaysForAnother() throws Exception {
    assertEquals("OPEN_LINEAR", new Forgetting.PaidElsewhere().call());
    assertEquals("accepted", forgetting("parts", Forgetting.PaidElsewhere.class));
  }
}
