package io.hallmark.cli;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Progress;
import io.hallmark.provenance.authority.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Measures programs, each in a process of its own, so that the memory of one is not the memory of
/// another and each begins with the same cold Java.
///
/// @param examples data sets
/// @param steps numbers of training steps
/// @param parts numbers of training parts of the proof; 0 for as few as the memory holds
/// @param runs runs per program
record Bench(List<String> examples, List<Integer> steps, List<Integer> parts, int runs) {
  /// As the launcher starts a verifier.
  private static final List<String> VERIFIER_OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable");

  private static final int VERIFIER_PROCESSES = 3;

  /// The figures and their machine.
  record Result(BenchMachine machine, List<BenchMeasure> measures) {}

  Result run(Progress progress) throws Exception {
    BenchMachine machine = BenchMachine.here();
    List<BenchMeasure> measures = new ArrayList<>();
    for (String example : examples) {
      for (int s : steps) {
        for (int p : parts) {
          long all = (long) examples.size() * steps.size() * parts.size();
          progress.report("bench", measures.size(), all);
          measures.add(measure(example, s, p));
        }
      }
    }
    return new Result(machine.withLoadAfter(), measures);
  }

  private BenchMeasure measure(String example, int s, int p) throws Exception {
    Path folder = Files.createTempDirectory("hallmark-bench");
    try {
      BenchMeasure measure =
          BenchMeasure.read(
              ChildJava.run(
                  ChildJava.options(),
                  BenchRun.class,
                  List.of(
                      folder.toString(),
                      example,
                      Integer.toString(s),
                      Integer.toString(p),
                      Integer.toString(runs))));
      return measure.withVerifyProcess(verifyProcess(folder));
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  private static long verifyProcess(Path folder) throws Exception {
    Path trust = folder.resolve("trust.json");
    AtomicFiles.write(trust, TrustPolicy.EMPTY.write());
    List<String> arguments =
        List.of(
            "verify", folder.resolve(BenchRun.CERTIFICATE).toString(), "--trust", trust.toString());
    List<String> options = new ArrayList<>(VERIFIER_OPTIONS);
    options.addAll(cache(folder.resolve("verify.aot"), arguments));
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < VERIFIER_PROCESSES; i++) {
      long start = System.nanoTime();
      ChildJava.run(options, Main.class, arguments);
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    return fastest;
  }

  /// A cache of classes, as the launcher keeps one; Java makes none from folders of classes.
  private static List<String> cache(Path file, List<String> arguments) throws Exception {
    List<String> recording = new ArrayList<>(VERIFIER_OPTIONS);
    recording.add("-XX:AOTCacheOutput=" + file);
    try {
      ChildJava.run(recording, Main.class, arguments);
    } catch (IOException e) {
      return List.of(); // this Java does not start with it
    }
    return Files.exists(file) ? List.of("-XX:AOTCache=" + file) : List.of();
  }
}
