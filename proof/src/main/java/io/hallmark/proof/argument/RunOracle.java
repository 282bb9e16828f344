package io.hallmark.proof.argument;

/// What one end knows about a run.
interface RunOracle {
  /// The root of the trace.
  byte[] traceRoot();

  /// What it knows about a part.
  PartOracle part(int part);

  /// What it knows about rows and masks.
  OpeningOracle opening();
}
