package io.hallmark.provenance.training;

import java.io.IOException;

/// The memory that a proof may take does not hold even its smallest parts. Said before anything is
/// trained, with the smallest amount that works.
public final class MemoryTooSmall extends IOException {
  private static final long serialVersionUID = 1L;

  private final long smallest;

  /// @param message what is needed and why
  /// @param smallest bytes that work
  MemoryTooSmall(String message, long smallest) {
    super(message);
    this.smallest = smallest;
  }

  /// Bytes that work.
  public long smallest() {
    return smallest;
  }
}
