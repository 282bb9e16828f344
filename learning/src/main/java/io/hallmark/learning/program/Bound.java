package io.hallmark.learning.program;

import java.math.BigInteger;

/// The largest magnitude that an integer of a training can have, by a public formula.
///
/// @param name which integer, such as `d1.forward`
/// @param formula the formula with its letters
/// @param value its value
public record Bound(String name, String formula, BigInteger value) {
  /// 2^62: nothing that is rounded may reach it.
  public static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(62);

  /// Whether the value is below 2^62.
  public boolean holds() {
    return value.compareTo(LIMIT) < 0;
  }

  /// The binary logarithm, cut after one decimal, such as `2^57.2`; `0` for zero.
  public String power() {
    if (value.signum() == 0) {
      return "0";
    }
    int tenths = value.pow(10).bitLength() - 1; // floor(10·log2 v) = floor(log2 v^10)
    return "2^" + tenths / 10 + "." + tenths % 10;
  }
}
