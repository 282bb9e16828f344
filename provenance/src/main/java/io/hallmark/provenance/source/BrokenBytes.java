package io.hallmark.provenance.source;

import io.hallmark.provenance.SourceException;
import java.io.IOException;

/// The bytes of a file are not what their own container says. Whoever decodes them knows the place.
final class BrokenBytes extends IOException {
  private static final long serialVersionUID = 1L;
  private final String expected;
  private final String found;

  BrokenBytes(String expected, String found) {
    super(expected + ", found " + found);
    this.expected = expected;
    this.found = found;
  }

  /// The fault at a place.
  SourceException at(String file, long line, long row, String column) {
    return new SourceException(file, line, row, column, expected, found);
  }
}
