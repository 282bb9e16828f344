package io.hallmark.proof.commitment;

/// A named index range: `extent` values, `bits(extent)` variables.
///
/// @param name 1 to 255 ASCII characters
/// @param extent number of values n, at least 1 in a well-formed relation
public record Label(String name, long extent) {
  /// The number of variables, `ceil(log2 extent)`; 0 for an extent of 1 or less.
  public int numVariables() {
    return bits(extent);
  }

  /// `bits(n) = ceil(log2 n)`, 0 for n of at most 1.
  public static int bits(long n) {
    return n <= 1 ? 0 : 64 - Long.numberOfLeadingZeros(n - 1);
  }
}
