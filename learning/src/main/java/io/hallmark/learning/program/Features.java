package io.hallmark.learning.program;

import java.util.Optional;

/// The inputs of a program: integers `x = nearest(real·2^fraction)` in a declared range.
///
/// @param count number of features
/// @param fraction scale, fx
/// @param min smallest value
/// @param max largest value
/// @param rule how they were made, for people
public record Features(int count, int fraction, int min, int max, Optional<String> rule) {
  /// The largest magnitude that is declared, Xm.
  public long magnitude() {
    return Math.max(Math.abs((long) min), Math.abs((long) max));
  }
}
