package io.hallmark.learning.program;

/// The targets of a regression: integers at the scale fx of the inputs, in a declared range.
///
/// @param min smallest value
/// @param max largest value
public record TargetRange(int min, int max) {
  /// The largest magnitude that is declared.
  public long magnitude() {
    return Math.max(Math.abs((long) min), Math.abs((long) max));
  }
}
