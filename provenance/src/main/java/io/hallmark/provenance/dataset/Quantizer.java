package io.hallmark.provenance.dataset;

import io.hallmark.provenance.dataset.SchemaColumn.Numeric;

/// `x = rnd((raw - mu)·mul, sh)` with `rnd(n, s) = floor((n + 2^(s-1)) / 2^s)`, a half going up.
///
/// With |raw| and |mu| below 2^44 and mul below 2^16 the numerator is below 2^61.
final class Quantizer {
  private Quantizer() {}

  /// The quantised value, which may be out of the declared range.
  static long quantize(Numeric column, long raw) {
    long numerator = (raw - column.mu()) * column.mul();
    return column.sh() == 0 ? numerator : (numerator + (1L << (column.sh() - 1))) >> column.sh();
  }
}
