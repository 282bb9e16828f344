package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.learning.program.Features;
import io.hallmark.learning.program.ModelOptions;
import io.hallmark.learning.program.ProgramDefaults;
import io.hallmark.learning.program.ProgramFigures;
import io.hallmark.learning.program.Schedule;
import io.hallmark.learning.program.StepOptions;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said before a run is what the run turns out to be.
final class RunEstimateTest {
  @TempDir static Path folder;

  @Test
  void cellsAndBytesAreThoseOfTheRun() throws Exception {
    World world = World.get();
    TrainingProgram program = world.program("0.1");
    Intent intent = world.intent(program, ReleaseMode.RELEASED, SeedGrade.COMMITTED);
    HallmarkBundle bundle = world.prove(world.begin(program, intent), 0);
    Verdict verdict = TrainingVerifier.verify(write(bundle), world.trust(), World.NOW);
    RunEstimate estimate = RunEstimate.of(program, Optional.of(world.manifest));
    assertEquals(verdict.sizes().cells(), estimate.cells());
    long bytes = verdict.sizes().proofBytes();
    assertTrue(Math.abs(bytes - estimate.proofBytes()) < bytes / 50, bytes + ", " + estimate);
    RunEstimate bare = RunEstimate.of(program, Optional.empty());
    assertTrue(bare.cells() < estimate.cells(), bare + " without the evaluation");
  }

  /// Without evaluation and with weights that are served as they are, a run is its training, whose
  /// columns the program's figures count.
  @Test
  void aRunWithAdamWIsWhatTheFiguresCount() throws Exception {
    Features features = new Features(3, 8, -4096, 4095, Optional.empty());
    for (String decay : List.of("0", "0.01")) {
      ModelOptions model =
          new ModelOptions(
              List.of(5), Optional.empty(), ModelOptions.Update.ADAMW, ModelOptions.MU, decay);
      StepOptions steps = StepOptions.of(32, 8, Schedule.Kind.CONSTANT, "0.005", "0", 0);
      TrainingProgram program = ProgramDefaults.of(features, 45, 3, model, steps);
      ProgramFigures figures = program.figures();
      RunEstimate estimate = RunEstimate.of(program, Optional.empty());
      assertEquals(figures.cells(), estimate.cells(), decay);
      assertEquals(figures.lookups() + figures.tableRows(), estimate.fractions(), decay);
    }
  }

  private static Path write(HallmarkBundle bundle) throws Exception {
    Path file = folder.resolve("a.hallmark");
    Files.write(file, bundle.write());
    return file;
  }
}
