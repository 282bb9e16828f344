package io.hallmark.learning.operator;

import java.util.ArrayList;
import java.util.List;

/// The declared format of a computed tensor: what a lookup enforces and the trainer checks at the
/// same place.
///
/// @param range the range
/// @param tensor name of the tensor in reports
/// @param key key of the program that sets the width
/// @param scale binary digits after the point
public record DeclaredRange(Range range, String tensor, String key, int scale) {
  /// Stops the training if the value is out of range.
  ///
  /// @param step step, counted from 1; 0 outside training
  /// @param segment segment, counted from 0
  /// @param extents extents of the tensor
  /// @param flat row-major index
  public void require(long value, int step, int segment, List<Integer> extents, int flat)
      throws TrainingStopped {
    if (!range.contains(value)) {
      int sign = range.min() < 0 ? 1 : 0;
      int bits = 64 + sign - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
      throw new TrainingStopped(
          new TrainingStopped.Overflow(
              tensor,
              step,
              segment,
              unflatten(extents, flat),
              value,
              range.min(),
              range.max(),
              scale,
              key + " " + bits + (step > 0 ? ", or lower rate" : "")));
    }
  }

  private static List<Integer> unflatten(List<Integer> extents, int flat) {
    List<Integer> out = new ArrayList<>();
    int rest = flat;
    for (int k = extents.size() - 1; k >= 0; k--) {
      out.addFirst(rest % extents.get(k));
      rest /= extents.get(k);
    }
    return out;
  }
}
