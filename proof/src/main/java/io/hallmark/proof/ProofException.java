package io.hallmark.proof;

/// A proof, or what came with it, was not accepted, by the name of a check: also bytes that no
/// reader understands have one. The caller's own mistakes are [IllegalArgumentException]s instead,
/// never this.
public abstract sealed class ProofException extends Exception {
  private static final long serialVersionUID = 1L;

  private ProofException(String message) {
    super(message);
  }

  /// Well-formed or not, what was said is not accepted, and this check says why.
  public static final class Rejected extends ProofException {
    private static final long serialVersionUID = 1L;
    private final Check check;

    /// @param check the check that failed
    /// @param detail where and why, for people
    public Rejected(Check check, String detail) {
      super(detail.isEmpty() ? check.name() : check.name() + ": " + detail);
      this.check = check;
    }

    /// The check that failed.
    public Check check() {
      return check;
    }
  }
}
