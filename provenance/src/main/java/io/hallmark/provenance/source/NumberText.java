package io.hallmark.provenance.source;

import java.math.BigDecimal;
import java.util.Optional;

/// The text of a number of a format that knows numbers (JSON, Parquet): its exact value in plain
/// decimal notation, without exponent, plus sign, superfluous zeros or a sign of zero. So `1`,
/// `1.0` and `10e-1` are the text `1`. A binary floating-point number has the value of the shortest
/// decimal that reads back as it.
final class NumberText {
  /// Most digits before the decimal point, and behind it.
  private static final int MOST_DIGITS = 400;

  private static final int LONGEST_LITERAL = 1000;

  private NumberText() {}

  /// The text of a JSON number, unless it is out of bounds.
  static Optional<String> of(String literal) {
    if (isPlain(literal)) {
      return Optional.of(literal);
    }
    if (literal.length() > LONGEST_LITERAL) {
      return Optional.empty();
    }
    try {
      return of(new BigDecimal(literal));
    } catch (NumberFormatException e) {
      return Optional.empty(); // an exponent beyond 2^31
    }
  }

  /// Whether it is its own text: digits, at most 18 of them, no point, no leading zero.
  private static boolean isPlain(String literal) {
    if (literal.length() > 18 || literal.charAt(0) < '1' || literal.charAt(0) > '9') {
      return literal.equals("0");
    }
    for (int i = 1; i < literal.length(); i++) {
      if (literal.charAt(i) < '0' || literal.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /// The text of a decimal, unless it is out of bounds.
  static Optional<String> of(BigDecimal value) {
    if (value.signum() == 0) {
      return Optional.of("0");
    }
    long before = (long) value.precision() - value.scale();
    if (before > MOST_DIGITS || value.scale() > MOST_DIGITS + LONGEST_LITERAL) {
      return Optional.empty();
    }
    BigDecimal plain = value.stripTrailingZeros();
    return plain.scale() > MOST_DIGITS ? Optional.empty() : Optional.of(plain.toPlainString());
  }

  /// The text of a number of 64 bits, unless it is infinite or none.
  static Optional<String> of(double value) {
    return Double.isFinite(value) ? of(new BigDecimal(Double.toString(value))) : Optional.empty();
  }

  /// The text of a number of 32 bits, unless it is infinite or none.
  static Optional<String> of(float value) {
    return Float.isFinite(value) ? of(new BigDecimal(Float.toString(value))) : Optional.empty();
  }
}
