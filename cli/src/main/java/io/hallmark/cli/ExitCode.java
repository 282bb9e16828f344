package io.hallmark.cli;

/// What the exit code of a command means. Scripts rely on these numbers.
public enum ExitCode {
  /// Done, or accepted.
  ACCEPTED(0),
  /// A certificate, proof or signature was read and is not accepted; a check is named.
  REJECTED(1),
  /// The command line is wrong.
  USAGE(2),
  /// A file of one of our own formats cannot be read.
  MALFORMED(3),
  /// The ledger of opening credits refuses.
  REFUSED(4),
  /// Data or program stop the command: a bad source cell, an overflow, bounds refused.
  STOPPED(5),
  /// The environment: a missing file, a full disk, too little memory, a folder in use.
  ENVIRONMENT(6),
  /// Our own fault.
  INTERNAL(70),
  /// Interrupted by the user.
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /// The number that the process ends with.
  public int number() {
    return number;
  }
}
