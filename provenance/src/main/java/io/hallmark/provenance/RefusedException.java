package io.hallmark.provenance;

/// The opening ledger of a commitment refuses: its credits do not suffice, the commitment is
/// frozen, or somebody else is writing. Nothing has been opened; the message says what to do.
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param message what was asked, why it is refused, and what to do
  public RefusedException(String message) {
    super(message);
  }
}
