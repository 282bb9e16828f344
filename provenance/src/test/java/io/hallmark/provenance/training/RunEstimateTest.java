package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static Path write(HallmarkBundle bundle) throws Exception {
    Path file = folder.resolve("a.hallmark");
    Files.write(file, bundle.write());
    return file;
  }
}
