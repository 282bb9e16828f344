package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.proof.Claim;
import io.hallmark.proof.WeakenedVerifier;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every claim is needed: for each there is a lie that no other claim sees.
final class ClaimLieTest {
  /// In the first part and in the second: the claim named, and no other, is false; the verifier
  /// refuses; and it accepts the same messages when the claims of this name are taken out.
  @ParameterizedTest
  @EnumSource
  void aLieIsSeenByItsClaimAlone(ClaimLie lie) throws Exception {
    for (int part = 0; part < 2; part++) {
      LyingProver prover = lie.prover(part);
      Bends plan = lie.bends(prover, part);
      Rehearsal rehearsal = prover.rehearse(plan);
      assertEquals(Set.of(lie.falseClaim(part)), Set.copyOf(rehearsal.falseClaims()));
      assertEquals("OPEN_LINEAR", prover.verdict(rehearsal.proof()));
      assertEquals(
          "accepted",
          WeakenedVerifier.without(
              "claim",
              lie.claim(),
              ClaimLie.Liar.class,
              lie.name(),
              Integer.toString(part),
              plan.write()));
    }
  }

  static Stream<ClaimLie> qualified() {
    return Arrays.stream(ClaimLie.values()).filter(lie -> !lie.qualifier().isEmpty());
  }

  /// Of several claims of one name (layers, constraints, occurrences) each is needed: the verifier
  /// accepts when this one is taken out, and refuses when its neighbour is.
  @ParameterizedTest
  @MethodSource("qualified")
  void aLieIsSeenByOneOfSeveralClaims(ClaimLie lie) throws Exception {
    String plan = lie.bends(lie.prover(0), 0).write();
    assertEquals("accepted", forgetting(lie.claim(), lie.qualifier(), lie, plan));
    if (lie.claim() == Claim.LOOKUP_LAYER) {
      String neighbour = lie.qualifier().equals("1") ? "2" : "1";
      assertEquals("OPEN_LINEAR", forgetting(lie.claim(), neighbour, lie, plan));
    }
  }

  private static String forgetting(Claim claim, String qualifier, ClaimLie lie, String plan)
      throws Exception {
    return WeakenedVerifier.changed(
        PartSession.class,
        "claim",
        new ForgottenClaim(claim, qualifier),
        ClaimLie.Liar.class,
        lie.name(),
        "0",
        plan);
  }

  @Test
  void everyClaimHasALie() {
    Set<Claim> lied =
        Arrays.stream(ClaimLie.values()).map(ClaimLie::claim).collect(Collectors.toSet());
    assertEquals(EnumSet.allOf(Claim.class), lied);
  }

  /// Without a lie nothing is false and the verifier accepts.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IMPORTED")
  void honestCellsAreAccepted(TinyPart part) {
    LyingProver prover = part.twice(0, part.cells(), LyingProver.Pads.HONEST);
    Rehearsal rehearsal = prover.rehearse(Bends.NONE);
    assertEquals(List.of(), rehearsal.falseClaims());
    assertEquals("accepted", prover.verdict(rehearsal.proof()));
  }
}
