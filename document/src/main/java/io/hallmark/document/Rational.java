package io.hallmark.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.regex.Pattern;

/// An exact rational number in lowest terms; documents write it as a decimal string.
///
/// @param numerator any integer
/// @param denominator positive, without a common factor with the numerator
public record Rational(BigInteger numerator, BigInteger denominator)
    implements Comparable<Rational> {
  /// 0.
  public static final Rational ZERO = of(0);

  /// 1.
  public static final Rational ONE = of(1);

  private static final int MAX_DECIMAL = 64;
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
  private static final Pattern NEGATIVE_ZERO = Pattern.compile("-0(\\.0+)?");

  /// @throws IllegalArgumentException if the denominator is zero
  public Rational {
    if (denominator.signum() == 0) {
      throw new IllegalArgumentException("denominator 0");
    }
    BigInteger factor = numerator.gcd(denominator);
    if (denominator.signum() < 0) {
      factor = factor.negate();
    }
    numerator = numerator.divide(factor);
    denominator = denominator.divide(factor);
  }

  /// An integer.
  public static Rational of(long value) {
    return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
  }

  /// A fraction.
  ///
  /// @throws IllegalArgumentException if the denominator is zero
  public static Rational of(long numerator, long denominator) {
    return new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /// Reads a decimal such as `-12.50`: an optional minus, digits without leading zeros, an optional
  /// point with digits; at most 64 characters, no exponent, no `-0`.
  ///
  /// @throws IllegalArgumentException if it is anything else
  public static Rational parse(String decimal) {
    if (!isDecimal(decimal)) {
      throw new IllegalArgumentException("not a decimal");
    }
    BigDecimal value = new BigDecimal(decimal);
    return new Rational(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
  }

  /// Whether [#parse] reads this text.
  public static boolean isDecimal(String text) {
    return text.length() <= MAX_DECIMAL
        && DECIMAL.matcher(text).matches()
        && !NEGATIVE_ZERO.matcher(text).matches();
  }

  /// The sum.
  public Rational plus(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  /// The difference.
  public Rational minus(Rational other) {
    return plus(other.negate());
  }

  /// The product.
  public Rational times(Rational other) {
    return new Rational(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /// The quotient.
  ///
  /// @throws IllegalArgumentException if `other` is zero
  public Rational dividedBy(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  /// This number times 2^exponent; the exponent may be negative.
  public Rational timesPowerOfTwo(int exponent) {
    BigInteger power = BigInteger.ONE.shiftLeft(Math.abs(exponent));
    return exponent >= 0
        ? new Rational(numerator.multiply(power), denominator)
        : new Rational(numerator, denominator.multiply(power));
  }

  /// The number with the other sign.
  public Rational negate() {
    return new Rational(numerator.negate(), denominator);
  }

  /// -1, 0 or 1.
  public int signum() {
    return numerator.signum();
  }

  /// The largest integer that is not above this number.
  public BigInteger floor() {
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  /// The nearest integer, a half going up: floor((2·numerator + denominator) / (2·denominator)).
  public BigInteger nearest() {
    return new Rational(numerator.shiftLeft(1).add(denominator), denominator.shiftLeft(1)).floor();
  }

  @Override
  public int compareTo(Rational other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  /// The nearest double or one beside it, for people: nothing that is proven uses it.
  public double toDouble() {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), MathContext.DECIMAL64)
        .doubleValue();
  }

  /// A decimal if one is exact, else a fraction such as `1/3`.
  @Override
  public String toString() {
    BigInteger rest = denominator.shiftRight(denominator.getLowestSetBit());
    BigInteger five = BigInteger.valueOf(5);
    while (rest.mod(five).signum() == 0) {
      rest = rest.divide(five);
    }
    return rest.equals(BigInteger.ONE)
        ? new BigDecimal(numerator).divide(new BigDecimal(denominator)).toPlainString()
        : numerator + "/" + denominator;
  }
}
