package io.hallmark.cli;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.Progress;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.trace.ExactTrainer;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.learning.trace.ServedModel;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.Ingestion;
import io.hallmark.provenance.training.ReleaseMode;
import io.hallmark.provenance.training.SeedGrade;
import io.hallmark.provenance.training.TrainingProver;
import io.hallmark.provenance.training.TrainingVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Measures one program in this process, which runs nothing else: commits the data set, then
/// trains, proves and verifies it several times. The first run meets a Java that has not compiled
/// the trainer and only some of the prover; the best run a warm one.
final class BenchRun {
  /// The certificate of the last run, in the folder.
  static final String CERTIFICATE = "bench.hallmark";

  private static final int FEWEST_VERIFICATIONS = 5;

  private BenchRun() {}

  /// Measures and prints the result as JSON.
  ///
  /// @param args folder for files, example, steps, parts (0: as few as the memory holds), runs
  public static void main(String[] args) throws Exception {
    BenchMeasure measure =
        measure(
            Path.of(args[0]),
            args[1],
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]),
            Integer.parseInt(args[4]));
    System.out.write(CanonicalJson.write(measure.json()));
    System.out.flush();
  }

  private static BenchMeasure measure(Path folder, String example, int steps, int parts, int runs)
      throws Exception {
    Example data = Example.of(example);
    data.copy(folder);
    DatasetManifest manifest = data.commit(folder, Instant.now(), Progress.QUIET);
    Path key = folder.resolve("key");
    KeyFiles.write(key, Keys.generate());
    TrainingProgram program = data.program(manifest, data.steps(steps));
    AtomicFiles.write(folder.resolve("program.json"), program.canonicalBytes());
    Path certificate = folder.resolve(CERTIFICATE);
    int segmentsPerPart = parts == 0 ? 0 : (program.segments() + parts - 1) / parts;
    TrainingProver.Options options =
        new TrainingProver.Options(segmentsPerPart, 0, 1, false, Optional.empty());
    List<TrainingProver.Result> results = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      Path run = folder.resolve("run" + i);
      Intents.begin(
          folder.resolve("dataset"),
          folder.resolve("program.json"),
          Optional.empty(),
          ReleaseMode.RELEASED,
          SeedGrade.SELF_CHOSEN,
          Optional.empty(),
          key,
          run);
      results.add(TrainingProver.prove(run, certificate, options, Progress.QUIET));
    }
    TrainingProver.Result best =
        results.stream()
            .min(Comparator.comparingLong(TrainingProver.Result::proveNanos))
            .orElseThrow();
    return new BenchMeasure(
        new BenchMeasure.Job(
            example, program.features().count(), program.trainRows(), steps, best.parts(), runs),
        new BenchMeasure.Size(
            best.cells(),
            best.fractions(),
            best.certificate().required(HallmarkBundle.RUN_PROOF).length,
            Files.size(certificate),
            Memory.peakBytes()),
        times(results.getFirst()),
        times(best),
        best.phases(),
        accuracy(folder, program),
        verify(certificate, Math.max(FEWEST_VERIFICATIONS, runs)),
        0);
  }

  /// Trains once more in exact integers, and in float64, from one seed.
  private static BenchMeasure.Accuracy accuracy(Path folder, TrainingProgram program)
      throws Exception {
    DatasetOpening opening =
        DatasetOpening.open(folder.resolve("dataset").resolve(DatasetFolder.OPENING));
    SampleTable train = opening.samples(Ingestion.TRAIN);
    SampleTable test = opening.samples(Ingestion.TEST);
    Network network = Network.of(program);
    Digest seed = Digests.sha256(program.canonicalBytes());
    ModelSnapshot start = network.initial(seed);
    ModelSnapshot last = ExactTrainer.train(network, train, seed, start, step -> {}).last();
    return new BenchMeasure.Accuracy(
        test.rows(),
        ServedModel.export(network, last).evaluate(test, 0, test.rows()).result().correct(),
        Float64Reference.train(program, seed, start, train).correct(test));
  }

  private static BenchMeasure.Times times(TrainingProver.Result result) {
    return new BenchMeasure.Times(result.trainNanos(), result.proveNanos());
  }

  private static long verify(Path certificate, int times) throws Exception {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      Verdict verdict = TrainingVerifier.verify(certificate, TrustPolicy.EMPTY, Instant.now());
      fastest = Math.min(fastest, System.nanoTime() - start);
      if (!verdict.accepted()) {
        throw new IllegalStateException("not accepted: " + verdict.rejection());
      }
    }
    return fastest;
  }
}
