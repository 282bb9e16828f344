package io.hallmark.proof.relation;

/// Indexes of runs that break the rules of the relation language.
public final class UncheckedRun {
  private UncheckedRun() {}

  /// The index that a prover would use that checks nothing.
  public static RunIndex index(Run run) {
    return RunIndex.unchecked(run);
  }
}
