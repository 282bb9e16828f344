package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Progress;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.proof.commitment.OpeningEntry;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.dataset.CreditLedger;
import io.hallmark.provenance.dataset.CreditPurpose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Sealed models that are opened, with real parameters.
final class RevealTest {
  private static @Nullable HallmarkBundle revealed;

  /// The sealed certificate of this world, opened; made once.
  static synchronized HallmarkBundle revealed() throws Exception {
    if (revealed == null) {
      World world = World.reveals();
      revealed = reveal(world.sealedRun(), world.sealed());
    }
    return revealed;
  }

  private static HallmarkBundle reveal(Path run, HallmarkBundle sealed) throws Exception {
    World world = World.reveals();
    Path out = run.resolve("revealed");
    RevealProver.reveal(run, world.file(sealed), out, Progress.QUIET);
    return HallmarkBundle.read(out);
  }

  private static Verdict verify(HallmarkBundle bundle) throws Exception {
    World world = World.reveals();
    return TrainingVerifier.verify(world.file(bundle), world.trust(), World.NOW);
  }

  private static List<String> codes(List<Verdict.Line> lines) {
    return lines.stream().map(Verdict.Line::code).toList();
  }

  @Test
  void aRevealedCertificateSaysThatItsWeightsAreTheSealedOnes() throws Exception {
    Verdict verdict = verify(revealed());
    assertEquals(Optional.empty(), verdict.rejection());
    assertTrue(codes(verdict.proven()).contains("REVEALED"));
    assertTrue(codes(verdict.disclosed()).contains("WEIGHTS"));
    assertTrue(
        verdict.security().orElseThrow().further().getOrDefault(HallmarkBundle.REVEAL_PROOF, 0.0)
            >= 100);
    Path opening;
    try (Stream<Path> models = Files.list(World.reveals().sealedRun().resolve("model"))) {
      opening = models.findFirst().orElseThrow();
    }
    assertArrayEquals(
        Files.readAllBytes(opening.resolve("weights.safetensors")),
        revealed().required(HallmarkBundle.MODEL));
    assertFalse(codes(verify(World.reveals().sealed()).proven()).contains("REVEALED"));
  }

  @Test
  void theWeightsMayBeLeftOutAndHeldByTheVerifier() throws Exception {
    World world = World.reveals();
    HallmarkBundle without = revealed().withoutModel();
    assertEquals("WEIGHTS_PRESENT", Forger.outcome(without));
    Path held = world.root.resolve("held.safetensors");
    Files.write(held, revealed().required(HallmarkBundle.MODEL));
    Verdict verdict =
        TrainingVerifier.verify(
            world.file(without), Optional.of(held), world.trust(), World.NOW, Limits.DEFAULT);
    assertEquals(Optional.empty(), verdict.rejection());
  }

  @Test
  void aRevealedModelIsAReleasedParentAndSpendsNoOpening() throws Exception {
    World world = World.reveals();
    HallmarkBundle parent = revealed();
    CreditLedger ledger = ledger(world.sealedRun());
    long left = ledger.runsLeft("model");
    TrainingProgram program = world.program("0.05");
    HallmarkBundle child =
        world.prove(world.beginChild(program, parent, Optional.empty(), ReleaseMode.RELEASED), 0);
    assertEquals(Optional.empty(), verify(child).rejection());
    assertEquals(left, ledger.runsLeft("model"));
    // Started from the public weights: the certificate without the reveal does not show them.
    String outcome = Forger.outcome(child.with(HallmarkBundle.PARENT, world.sealed().write()));
    assertEquals("PARENT_MODEL", outcome);
  }

  @Test
  void aChildOfASealedModelStaysAcceptedWhenItsParentIsRevealed() throws Exception {
    World world = World.reveals();
    Path run =
        world.beginChild(
            world.program("0.05"),
            world.sealed(),
            Optional.of(world.sealedRun()),
            ReleaseMode.RELEASED);
    HallmarkBundle child = world.prove(run, 0);
    HallmarkBundle renewed = child.with(HallmarkBundle.PARENT, revealed().write());
    assertEquals("accepted", Forger.outcome(renewed));
  }

  private static CreditLedger ledger(Path run) throws Exception {
    try (Stream<Path> models = Files.list(run.resolve("model"))) {
      return new CreditLedger(models.findFirst().orElseThrow().resolve("ledger"));
    }
  }

  @Test
  void aModelWhoseOpeningsAreSpentCanStillBeRevealedOnce() throws Exception {
    World world = World.reveals();
    TrainingProgram program = world.program("0.1");
    Path run = world.begin(program, world.intent(program, ReleaseMode.SEALED, SeedGrade.COMMITTED));
    HallmarkBundle sealed = world.prove(run, 0);
    CreditLedger ledger = ledger(run);
    for (int i = 0; ledger.runsLeft("model") > 0; i++) {
      String digest = "%064x".formatted(i);
      ledger.charge("model", new OpeningEntry(digest, digest, "parent"), CreditPurpose.RUN);
    }
    long left = ledger.budget("model").left();
    HallmarkBundle open = reveal(run, sealed);
    assertEquals("accepted", Forger.outcome(open));
    assertEquals(left - ledger.budget("model").perOpening(), ledger.budget("model").left());
    // A stored reveal that did not leave is charged once and released.
    Files.write(run.resolve("reveal.hallmark"), open.write());
    assertArrayEquals(open.write(), reveal(run, sealed).write());
    assertEquals(left - ledger.budget("model").perOpening(), ledger.budget("model").left());
    assertFalse(Files.exists(run.resolve("reveal.hallmark")));
    assertThrows(RefusedException.class, () -> reveal(run, sealed));
    // A stored one that nobody charged and no opening is left for does not lie about.
    byte[] other = open.required(HallmarkBundle.REVEAL_PROOF);
    other[20] ^= 1;
    Files.write(
        run.resolve("reveal.hallmark"), open.with(HallmarkBundle.REVEAL_PROOF, other).write());
    RefusedException refused = assertThrows(RefusedException.class, () -> reveal(run, sealed));
    assertTrue(String.valueOf(refused.getMessage()).contains("is deleted"));
    assertFalse(Files.exists(run.resolve("reveal.hallmark")));
  }

  @Test
  void whatIsPublicOrOfAnotherRunIsNotRevealed() throws Exception {
    World world = World.reveals();
    assertEquals("REVEAL_PRESENT", refused(world.sealedRun(), revealed()));
    assertEquals("REVEAL_PRESENT", refused(world.sealedRun(), world.released()));
    TrainingProgram program = world.program("0.1");
    Path other =
        world.begin(program, world.intent(program, ReleaseMode.SEALED, SeedGrade.COMMITTED));
    assertEquals("INTENT_DIGEST", refused(other, world.sealed()));
  }

  private static String refused(Path run, HallmarkBundle certificate) {
    return assertThrows(VerificationException.Rejected.class, () -> reveal(run, certificate))
        .code();
  }
}
