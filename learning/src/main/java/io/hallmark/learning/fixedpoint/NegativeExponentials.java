package io.hallmark.learning.fixedpoint;

/// Walks through `exp(-z/2^fz)` for z = 1, 2, 3, … with bounds on both sides.
///
/// State: e with 64 binary digits, `|e - 2^64·exp(-z/2^fz)| <= 2z` units. One step multiplies by `r
/// = floor(2^64·exp(-1/2^fz))`: r is off by less than 1 unit, the product is floored, so the error
/// grows by less than 2 units. For z <= 2^16 it stays below 2^18 units of 2^-64, well below one
/// unit of the 40 digits that are given out.
final class NegativeExponentials {
  /// Binary digits after the point of the bounds.
  static final int DIGITS = 40;

  private final long ratio;
  private long e; // unsigned
  private boolean started;

  NegativeExponentials(int fz) {
    this.ratio =
        ExactExponential.ofNegative(1, fz)
            .shiftRight(ExactExponential.DIGITS - Long.SIZE)
            .longValue();
  }

  /// From z to z + 1; the first call reaches z = 1.
  void advance() {
    e = started ? Math.unsignedMultiplyHigh(e, ratio) : ratio;
    started = true;
  }

  /// A lower bound of `2^40·exp(-z/2^fz)`, at least 0.
  long low() {
    return Math.max(0, (e >>> (Long.SIZE - DIGITS)) - 1);
  }

  /// An upper bound of `2^40·exp(-z/2^fz)`.
  long high() {
    return (e >>> (Long.SIZE - DIGITS)) + 2;
  }
}
