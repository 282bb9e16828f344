package io.hallmark.proof.commitment;

/// The opening budget of a commitment does not allow a proof. Nothing has left the prover.
public final class OpeningRefused extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /// @param message which commitment and why
  public OpeningRefused(String message) {
    super(message);
  }
}
