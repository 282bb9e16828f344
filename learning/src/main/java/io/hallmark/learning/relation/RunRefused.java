package io.hallmark.learning.relation;

/// The compiler refuses a run: public choices do not fit the program, or a bound is exceeded. Both
/// prover and verifier meet it; a verifier reports it as a rejection.
public final class RunRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /// A refusal with its reason.
  public RunRefused(String reason) {
    super(reason);
  }
}
