package io.hallmark.learning.program;

import java.util.List;

/// A training program is well-formed but cannot be run and proved: a bound, a format, or an
/// operation that this version does not have.
public final class ProgramRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /// @param problems what is wrong, one sentence each, at least one
  public ProgramRefused(List<String> problems) {
    super("program refused: " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /// What is wrong, one sentence each.
  public List<String> problems() {
    return problems;
  }
}
