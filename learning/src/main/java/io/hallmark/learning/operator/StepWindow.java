package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import java.util.function.IntToLongFunction;

/// The steps of a training part: whole segments of equal length.
///
/// @param first first segment, counted from 0
/// @param span number of segments
/// @param steps steps of a segment, P
public record StepWindow(int first, int span, int steps) {
  /// A public number per step `[g,t]`.
  ///
  /// @param value of a step, counted from 0
  public Cells perStep(IntToLongFunction value) {
    long[] out = new long[span * steps];
    for (int i = 0; i < out.length; i++) {
      out[i] = value.applyAsLong(first * steps + i);
    }
    return Cells.ofSigned(out);
  }

  /// A public number per segment `[g]`.
  ///
  /// @param value of a segment, counted from 0
  public Cells perSegment(IntToLongFunction value) {
    long[] out = new long[span];
    for (int g = 0; g < span; g++) {
      out[g] = value.applyAsLong(first + g);
    }
    return Cells.ofSigned(out);
  }
}
