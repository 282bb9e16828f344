package io.hallmark.learning.operator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// A computed value left its declared range, at exactly the place where the relation has a lookup.
/// Nothing saturates: the training stops and has no result, and no proof of it exists.
///
/// The message is for the owner of the data only: it holds a value that depends on the data.
public final class TrainingStopped extends Exception {
  private static final long serialVersionUID = 1L;

  /// Where and what.
  ///
  /// @param tensor tensor and layer, e.g. `d1.z`
  /// @param step step, counted from 1; 0 outside training
  /// @param segment segment, counted from 0
  /// @param index index in the tensor
  /// @param value the integer
  /// @param min smallest declared value
  /// @param max largest declared value
  /// @param scale binary digits after the point
  /// @param hint what to change in the program
  public record Overflow(
      String tensor,
      int step,
      int segment,
      List<Integer> index,
      long value,
      long min,
      long max,
      int scale,
      String hint) {
    /// The value as a real number, rounded to three decimals.
    public BigDecimal real() {
      return BigDecimal.valueOf(value)
          .divide(BigDecimal.TWO.pow(scale))
          .setScale(3, RoundingMode.HALF_UP);
    }

    private String sentence() {
      int dot = tensor.indexOf('.');
      String layer = tensor.matches("d[0-9]+\\..*") ? " of layer " + tensor.substring(0, dot) : "";
      String place = step > 0 ? ", step " + step + " (segment " + segment + ")" : "";
      return "%s%s%s, entry %s: %d, which is %s, is outside its declared range of %d to %d at 2^%d;"
              .formatted(tensor, layer, place, index, value, real(), min, max, scale)
          + " give it more room: "
          + hint;
    }
  }

  private final transient Overflow overflow;

  /// A stop at the given place.
  public TrainingStopped(Overflow o) {
    super(o.sentence());
    this.overflow = o;
  }

  /// The value and its place.
  public Overflow overflow() {
    return overflow;
  }
}
