package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.algebra.field.Ext;
import io.hallmark.proof.WeakenedVerifier;
import io.hallmark.proof.commitment.BlockCells;
import io.hallmark.proof.relation.Block;
import io.hallmark.proof.relation.Group;
import io.hallmark.proof.relation.RandomRun;
import io.hallmark.proof.relation.RunIndex;
import java.lang.classfile.CodeTransform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What keeps parts apart and padding out, by construction: each construction is undone in a copy
/// of the product's classes, and its liar is then accepted.
final class MisplacedTest {
  @Test
  void thePowersOfThetaRunOn() throws Exception {
    assertEquals("OPEN_LINEAR", new Misplaced.Cancelling().call());
    assertEquals(
        "accepted",
        WeakenedVerifier.changed(
            JointForm.class,
            "<init>",
            CodeTransform.ofStateful(Misplaced.RestartedTheta::new),
            Misplaced.Cancelling.class));
  }

  @Test
  void everyPartHasItsOwnPads() throws Exception {
    assertEquals("OPEN_LINEAR", new Misplaced.SharedPads().call());
    assertEquals(
        "accepted",
        WeakenedVerifier.changed(
            JointForm.class, "<init>", new Misplaced.PadsOfPartZero(), Misplaced.SharedPads.class));
  }

  /// Two messages under one pad reveal the difference of what they hide.
  @Test
  void sharedPadsRevealDifferences() {
    Heard heard = Misplaced.SharedPads.prover().rehearse(Bends.NONE).heard();
    Ext sent = heard.sent(0, "product-claim").get(0).minus(heard.sent(1, "product-claim").get(0));
    Ext plain =
        heard
            .messages(0, "product-claim")
            .getFirst()
            .get(0)
            .minus(heard.messages(1, "product-claim").getFirst().get(0));
    assertEquals(plain, sent);
  }

  @Test
  void blocksAreDisjoint() throws Exception {
    assertNotEquals("accepted", new Misplaced.OneBlockForTwo().call());
    assertEquals(
        "accepted",
        WeakenedVerifier.changed(
            Class.forName(RunIndex.class.getName() + "$Grouping"),
            "add",
            new Misplaced.AllAtRowZero(),
            Misplaced.OneBlockForTwo.class));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void blocksOfRandomRunsAreDisjointAndAligned(long seed) {
    for (Group group : RandomRun.of(seed).index().groups()) {
      long free = 0;
      for (Block block : group.blocks()) {
        assertEquals(0, block.baseRow() % block.layout().rows());
        assertTrue(block.baseRow() >= free);
        free = block.baseRow() + block.layout().rows();
      }
      assertEquals(group.rows(), free);
    }
  }

  /// Padding neither harms a true statement nor helps a false one.
  @ParameterizedTest
  @CsvSource({"LOOKUP", "PRODUCT", "STAGE_DEEP_A"})
  void paddingIsIgnored(String part) throws Exception {
    assertEquals("accepted", padded(part, true));
    assertEquals("OPEN_LINEAR", padded(part, false));
  }

  private static String padded(String part, boolean honest) throws Exception {
    return WeakenedVerifier.changed(
        BlockCells.class,
        "read",
        new Junk(),
        Misplaced.Padded.class,
        part,
        Boolean.toString(honest));
  }
}
