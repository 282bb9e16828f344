package io.hallmark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.cli.program.Programs;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.program.LossKind;
import io.hallmark.learning.program.ModelOptions;
import io.hallmark.learning.program.ModelOptions.Update;
import io.hallmark.learning.program.Schedule;
import io.hallmark.learning.program.StepOptions;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.trace.ExactTrainer;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.learning.trace.ServedModel;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.Ingestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Training in exact integers is as accurate as training in float64 on the same batches: within 0.3
/// points over six seeds.
final class AccuracyTest {
  private static final int SEEDS = 6;
  private static final double POINTS = 0.3;

  @TempDir static Path folder;
  private static final Map<String, DatasetOpening> OPENED = new HashMap<>();

  /// One comparison.
  record Job(String example, ModelOptions model, StepOptions steps) {}

  static Stream<Job> jobs() {
    return Stream.of(
        job("digits", List.of(64), Optional.empty(), Update.MOMENTUM, 160, "0.05"),
        job("digits", List.of(64), Optional.empty(), Update.SGD, 160, "0.2"),
        job("digits", List.of(64), Optional.empty(), Update.ADAMW, 128, "0.0075"),
        job("digits", List.of(), Optional.empty(), Update.MOMENTUM, 160, "0.05"),
        job("german-credit", List.of(), Optional.empty(), Update.SGD, 320, "0.1"),
        job("german-credit", List.of(), Optional.empty(), Update.ADAMW, 160, "0.005"),
        job("german-credit", List.of(16), Optional.empty(), Update.MOMENTUM, 160, "0.01"),
        job("german-credit", List.of(16, 8), Optional.of(LossKind.SOFTMAX), Update.SGD, 96, "0.1"));
  }

  private static Job job(
      String example,
      List<Integer> hidden,
      Optional<LossKind> loss,
      Update update,
      int steps,
      String rate) {
    return new Job(
        example,
        new ModelOptions(hidden, loss, update, ModelOptions.MU, ModelOptions.NO_DECAY),
        StepOptions.of(steps, 32, Schedule.Kind.LINEAR, rate, "0", 8));
  }

  private static DatasetOpening opened(String example) throws Exception {
    DatasetOpening known = OPENED.get(example);
    if (known != null) {
      return known;
    }
    Path own = Files.createDirectory(folder.resolve(example));
    Example data = Example.of(example);
    data.copy(own);
    DatasetManifest manifest = data.commit(own, Instant.now(), (what, done, total) -> {});
    DatasetOpening opening = DatasetOpening.open(own.resolve("dataset").resolve("opening"));
    assertEquals(manifest.digest(), opening.manifest().digest());
    OPENED.put(example, opening);
    return opening;
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void exactIntegersAreAsAccurateAsFloatingPoint(Job job) throws Exception {
    DatasetOpening opening = opened(job.example);
    TrainingProgram program = Programs.of(opening.manifest(), job.model, job.steps);
    Network network = Network.of(program);
    SampleTable train = opening.samples(Ingestion.TRAIN);
    SampleTable test = opening.samples(Ingestion.TEST);
    int exact = 0;
    int real = 0;
    for (int i = 0; i < SEEDS; i++) {
      Digest seed = Digests.sha256(new byte[] {(byte) i});
      ModelSnapshot start = network.initial(seed);
      ModelSnapshot last = ExactTrainer.train(network, train, seed, start, step -> {}).last();
      exact += ServedModel.export(network, last).evaluate(test, 0, test.rows()).result().correct();
      real += Float64Reference.train(program, seed, start, train).correct(test);
    }
    double points = 100.0 * (exact - real) / (SEEDS * test.rows());
    assertTrue(Math.abs(points) <= POINTS, job + ": " + points + " points");
    // far better than the majority: a reference that learns nothing would agree with anything
    double accuracy = (double) real / (SEEDS * test.rows());
    assertTrue(accuracy > (job.example.equals("digits") ? 0.9 : 0.7), job + ": " + accuracy);
  }
}
