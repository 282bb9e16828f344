package io.hallmark.cli;

import java.util.List;

/// What a run should cost, from what single kernels reach on one core. Prose, and what is missed
/// and why: `docs/performance.md`.
///
/// @param key its name in the JSON output
/// @param unit its unit
/// @param most the most that meets the target
/// @param meaning what it says
record BenchTargets(String key, String unit, long most, String meaning) {
  /// An activation of four cells and five lookups costs 0.25 microseconds where every kernel runs
  /// at its best speed at rate 1/2; one and a half times that, per cell.
  static final BenchTargets NANOS_PER_CELL =
      new BenchTargets("nanos_per_cell", "ns", 94, "whole proof per committed cell");

  /// Encoding and hashing reach 22 ns per element of a row at rate 1/2 and 43 at rate 1/4, and so
  /// about 86 at the rate 1/8 of small runs; one and a half times that.
  static final BenchTargets COMMIT_NANOS_PER_CELL =
      new BenchTargets("commit_nanos_per_cell", "ns", 129, "committing the trace per cell");

  /// A fraction tree with its sumchecks reaches 13.5 ns per fraction; one and a half times that.
  static final BenchTargets LOOKUP_NANOS_PER_FRACTION =
      new BenchTargets("lookup_nanos_per_fraction", "ns", 20, "lookup argument per fraction");

  /// The verifier's work is a few thousand hashes and some 10^5 field products.
  static final BenchTargets VERIFY_WARM =
      new BenchTargets("verify_nanos", "ns", 20_000_000, "verifying in a warm process");

  /// A person should not wait for a verdict: a whole process, Java's start included.
  static final BenchTargets VERIFY_PROCESS =
      new BenchTargets("verify_process_nanos", "ns", 500_000_000, "verifying as a process");

  /// Set for a perceptron of 100,000 weights, whose training is worth more than a start-up. A
  /// logistic regression trains in milliseconds, and the fixed costs of a proof do not shrink.
  static final BenchTargets PROVE_PER_TRAIN =
      new BenchTargets("prove_per_train_percent", "%", 1_000, "proving per training");

  static List<BenchTargets> all() {
    return List.of(
        NANOS_PER_CELL,
        COMMIT_NANOS_PER_CELL,
        LOOKUP_NANOS_PER_FRACTION,
        VERIFY_WARM,
        VERIFY_PROCESS,
        PROVE_PER_TRAIN);
  }
}
