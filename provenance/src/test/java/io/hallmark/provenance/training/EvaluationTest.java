package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Progress;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.training.RunStatement.Evaluation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What a certificate publishes about the test part: the owner's choice, the default of the release
/// mode, and what the verdict makes of it.
final class EvaluationTest {
  private static Path run(ReleaseMode mode) throws Exception {
    World world = World.chains();
    TrainingProgram program = world.program("0.1");
    return world.begin(program, world.intent(program, mode, SeedGrade.COMMITTED));
  }

  private static HallmarkBundle prove(Path run, Optional<EvaluationChoice> choice)
      throws Exception {
    Path out = run.resolve("out.hallmark");
    TrainingProver.prove(
        run, out, new TrainingProver.Options(0, 0, 1, false, choice), Progress.QUIET);
    return HallmarkBundle.read(out);
  }

  private static List<Evaluation> evaluations(HallmarkBundle bundle) throws Exception {
    return CertificateDocuments.read(bundle, Limits.DEFAULT).statement().evaluations();
  }

  private static Verdict verify(HallmarkBundle bundle) throws Exception {
    World world = World.chains();
    return TrainingVerifier.verify(world.file(bundle), world.trust(), World.NOW);
  }

  private static List<String> codes(List<Verdict.Line> lines) {
    return lines.stream().map(Verdict.Line::code).toList();
  }

  @Test
  void confusionsAreProvenAndNamed() throws Exception {
    HallmarkBundle bundle =
        prove(run(ReleaseMode.RELEASED), Optional.of(EvaluationChoice.of("confusion")));
    Evaluation e = evaluations(bundle).getFirst();
    EvaluationOutput.Confusion table = (EvaluationOutput.Confusion) e.output();
    assertEquals(e.rows(), table.counts().stream().flatMap(List::stream).mapToLong(n -> n).sum());
    Verdict verdict = verify(bundle);
    assertEquals(Optional.empty(), verdict.rejection());
    assertTrue(codes(verdict.proven()).containsAll(List.of("ACCURACY", "CONFUSION")));
    String sentence = verdict.proven().getLast().sentence();
    assertTrue(sentence.contains("no: ") && sentence.contains("yes: "), sentence);
    assertTrue(codes(verdict.disclosed()).contains("COUNT"));
  }

  @Test
  void aSealedModelSaysOnlyWhatItReaches() throws Exception {
    HallmarkBundle bundle = prove(run(ReleaseMode.SEALED), Optional.empty());
    Evaluation e = evaluations(bundle).getFirst();
    EvaluationOutput.AtLeast least = (EvaluationOutput.AtLeast) e.output();
    assertTrue(least.count() > 0 && least.count() <= e.rows());
    Verdict verdict = verify(bundle);
    assertEquals(Optional.empty(), verdict.rejection());
    assertTrue(
        verdict.proven().stream()
            .anyMatch(l -> l.code().equals("ACCURACY") && l.sentence().startsWith("at least ")));
    assertTrue(codes(verdict.disclosed()).contains("THRESHOLD"));
    assertTrue(!codes(verdict.disclosed()).contains("COUNT"));
  }

  @Test
  void nothingIsPublishedIfTheOwnerSaysSo() throws Exception {
    HallmarkBundle bundle =
        prove(run(ReleaseMode.RELEASED), Optional.of(EvaluationChoice.of("none")));
    assertEquals(List.of(), evaluations(bundle));
    Verdict verdict = verify(bundle);
    assertEquals(Optional.empty(), verdict.rejection());
    assertTrue(codes(verdict.missing()).contains("NO_TEST"));
  }

  @Test
  void aThresholdThatIsNotReachedIsRefusedBeforeAnythingIsSpent() throws Exception {
    Path run = run(ReleaseMode.RELEASED);
    assertThrows(
        RefusedException.class,
        () -> prove(run, Optional.of(EvaluationChoice.of("at-least=1000"))));
    assertEquals(
        new EvaluationChoice(EvaluationChoice.Kind.AT_LEAST, OptionalLong.of(7)),
        EvaluationChoice.of("at-least=7"));
    assertThrows(IllegalArgumentException.class, () -> EvaluationChoice.of("at-least=x"));
  }
}
