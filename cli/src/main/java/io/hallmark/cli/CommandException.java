package io.hallmark.cli;

/// A command ends with a message and an exit code, and no stack trace.
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ExitCode code;

  /// @param code the exit code
  /// @param message one line for the user: what is wrong and what to do
  public CommandException(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  /// The exit code.
  public ExitCode code() {
    return code;
  }
}
