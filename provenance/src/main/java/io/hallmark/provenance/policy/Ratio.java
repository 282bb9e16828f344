package io.hallmark.provenance.policy;

/// A non-negative fraction in lowest terms.
///
/// @param numerator below 2^20
/// @param denominator from 1 to 2^20 - 1
public record Ratio(long numerator, long denominator) {
  private static final long LIMIT = 1L << 20;

  /// Reads `u/v`, both decimal integers.
  ///
  /// @throws IllegalArgumentException if it is none, or a reduced term is 2^20 or more
  public static Ratio parse(String text) {
    if (!text.matches("[0-9]{1,15}/[0-9]{1,15}")) {
      throw new IllegalArgumentException("\"" + text + "\" is no fraction u/v");
    }
    int slash = text.indexOf('/');
    long u = Long.parseLong(text.substring(0, slash));
    long v = Long.parseLong(text.substring(slash + 1));
    if (v == 0) {
      throw new IllegalArgumentException("\"" + text + "\" divides by zero");
    }
    long d = gcd(u, v);
    if (u / d >= LIMIT || v / d >= LIMIT) {
      throw new IllegalArgumentException("\"" + text + "\" has a term of 2^20 or more");
    }
    return new Ratio(u / d, v / d);
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /// Whether this is above another.
  boolean isAbove(Ratio other) {
    return numerator * other.denominator > other.numerator * denominator;
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
