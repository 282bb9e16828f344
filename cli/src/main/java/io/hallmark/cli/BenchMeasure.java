package io.hallmark.cli;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonValue;
import io.hallmark.proof.argument.ProofPhase;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// One program on one data set, measured in a process of its own. Times in nanoseconds.
///
/// @param job what was run
/// @param size how large it is
/// @param first the first run of the process
/// @param best the run with the fastest proof
/// @param phases phases of the proof of the best run
/// @param accuracy exact training beside floating point
/// @param verifyNanos the fastest verification in this process
/// @param verifyProcessNanos the fastest verification as a process of its own, Java's start
///   included; 0 if not measured yet
record BenchMeasure(
    Job job,
    Size size,
    Times first,
    Times best,
    Map<ProofPhase, Long> phases,
    Accuracy accuracy,
    long verifyNanos,
    long verifyProcessNanos) {
  private static final long MOST = (1L << 53) - 1;

  /// What was run.
  ///
  /// @param example the data set
  /// @param features its features
  /// @param rows its training records
  /// @param steps training steps
  /// @param parts training parts of the proof
  /// @param runs how often
  record Job(String example, int features, int rows, int steps, int parts, int runs) {}

  /// How large it is.
  ///
  /// @param cells committed cells of the trace, without padding
  /// @param fractions looked-up tuples and rows of lookup tables
  /// @param proofBytes bytes of the proof of the run
  /// @param certificateBytes bytes of the whole certificate
  /// @param peakBytes peak memory of the process
  record Size(long cells, long fractions, long proofBytes, long certificateBytes, long peakBytes) {}

  /// Times of one run.
  ///
  /// @param trainNanos exact training
  /// @param proveNanos everything after it: relation, proof, its verification, ledger
  record Times(long trainNanos, long proveNanos) {}

  /// What one training in exact integers and one in float64, on the same batches from the same
  /// start, get right of the test records.
  ///
  /// @param records test records
  /// @param correct by exact integers
  /// @param float64Correct by float64
  record Accuracy(int records, int correct, int float64Correct) {
    /// Exact minus floating point, in hundredths of a point.
    long hundredths() {
      return Math.round(10_000.0 * (correct - float64Correct) / records);
    }
  }

  BenchMeasure withVerifyProcess(long nanos) {
    return new BenchMeasure(job, size, first, best, phases, accuracy, verifyNanos, nanos);
  }

  /// Time of a phase of the best run.
  long phase(ProofPhase phase) {
    return phases.getOrDefault(phase, 0L);
  }

  /// What the phases do not cover: relation, witness, documents, files.
  long otherNanos() {
    return best.proveNanos() - phases.values().stream().mapToLong(Long::longValue).sum();
  }

  long nanosPerCell() {
    return Math.round((double) best.proveNanos() / size.cells());
  }

  long commitNanosPerCell() {
    return Math.round((double) phase(ProofPhase.COMMIT) / size.cells());
  }

  long lookupNanosPerFraction() {
    return Math.round((double) phase(ProofPhase.LOOKUPS) / Math.max(1, size.fractions()));
  }

  /// The ratio of the best run, both times from that run.
  long provePerTrainPercent() {
    return Math.round(100.0 * best.proveNanos() / Math.max(1, best.trainNanos()));
  }

  JsonObject json() {
    JsonObject.Builder spent = JsonObject.builder().put("other", otherNanos());
    for (ProofPhase p : ProofPhase.values()) {
      spent.put(key(p), phase(p));
    }
    return JsonObject.builder()
        .put("example", job.example())
        .put("features", job.features())
        .put("train_rows", job.rows())
        .put("steps", job.steps())
        .put("parts", job.parts())
        .put("runs", job.runs())
        .put("cells", size.cells())
        .put("fractions", size.fractions())
        .put("proof_bytes", size.proofBytes())
        .put("certificate_bytes", size.certificateBytes())
        .put("peak_bytes", size.peakBytes())
        .put("first", json(first))
        .put("best", json(best))
        .put("phase_nanos", spent.build())
        .put("test_records", accuracy.records())
        .put("correct", accuracy.correct())
        .put("float64_correct", accuracy.float64Correct())
        .put("verify_nanos", verifyNanos)
        .put("verify_process_nanos", verifyProcessNanos)
        .put("nanos_per_cell", nanosPerCell())
        .put("commit_nanos_per_cell", commitNanosPerCell())
        .put("lookup_nanos_per_fraction", lookupNanosPerFraction())
        .put("prove_per_train_percent", provePerTrainPercent())
        .build();
  }

  private static JsonObject json(Times times) {
    return JsonObject.builder()
        .put("train_nanos", times.trainNanos())
        .put("prove_nanos", times.proveNanos())
        .build();
  }

  private static String key(ProofPhase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  /// Reads what [#json] wrote; derived figures are derived again.
  static BenchMeasure read(String text) throws DocumentException.Malformed {
    JsonValue value = CanonicalJson.read(text.getBytes(StandardCharsets.UTF_8));
    return JsonReader.whole(value, BenchMeasure::read);
  }

  private static BenchMeasure read(JsonReader r) throws DocumentException.Malformed {
    int any = Integer.MAX_VALUE;
    Job job =
        new Job(
            r.string("example"),
            r.smallInteger("features", 1, any),
            r.smallInteger("train_rows", 1, any),
            r.smallInteger("steps", 1, any),
            r.smallInteger("parts", 1, any),
            r.smallInteger("runs", 1, any));
    Size size =
        new Size(
            r.integer("cells", 1, MOST),
            r.integer("fractions", 0, MOST),
            r.integer("proof_bytes", 1, MOST),
            r.integer("certificate_bytes", 1, MOST),
            r.integer("peak_bytes", 0, MOST));
    Map<ProofPhase, Long> phases = new EnumMap<>(ProofPhase.class);
    JsonReader spent = r.object("phase_nanos");
    spent.integer("other");
    for (ProofPhase p : ProofPhase.values()) {
      phases.put(p, spent.integer(key(p), 0, MOST));
    }
    for (String derived :
        new String[] {
          "nanos_per_cell",
          "commit_nanos_per_cell",
          "lookup_nanos_per_fraction",
          "prove_per_train_percent"
        }) {
      r.integer(derived);
    }
    return new BenchMeasure(
        job,
        size,
        times(r.object("first")),
        times(r.object("best")),
        phases,
        new Accuracy(
            r.smallInteger("test_records", 1, any),
            r.smallInteger("correct", 0, any),
            r.smallInteger("float64_correct", 0, any)),
        r.integer("verify_nanos", 0, MOST),
        r.integer("verify_process_nanos", 0, MOST));
  }

  private static Times times(JsonReader r) throws DocumentException.Malformed {
    return new Times(r.integer("train_nanos", 0, MOST), r.integer("prove_nanos", 0, MOST));
  }
}
