package io.hallmark.learning.program;

import io.hallmark.document.Rational;
import java.math.BigInteger;

/// A real number in [0, 1], enclosed by fixed-point numbers of 256 digits: equal ends are the
/// number itself, otherwise it lies strictly between them.
///
/// @param low lower end, in units of `2^-256`
/// @param high upper end
record Enclosure(BigInteger low, BigInteger high) {
  /// Digits.
  static final int DIGITS = 256;

  /// 1.
  static final BigInteger UNIT = BigInteger.ONE.shiftLeft(DIGITS);

  /// The number one.
  static final Enclosure ONE = new Enclosure(UNIT, UNIT);

  /// The product with a rational in [0, 1].
  Enclosure times(Rational factor) {
    BigInteger d = factor.denominator();
    return new Enclosure(
        low.multiply(factor.numerator()).divide(d), ceil(high.multiply(factor.numerator()), d));
  }

  private boolean isExact() {
    return low.equals(high);
  }

  /// `nearest(top·x/bottom)`; neither is negative.
  ///
  /// @throws ArithmeticException if the enclosure does not decide it
  BigInteger nearest(BigInteger top, BigInteger bottom) {
    return floor(top.shiftLeft(1), bottom, bottom.shiftLeft(1));
  }

  /// `floor(factor·(1 - x))`.
  ///
  /// @throws ArithmeticException if the enclosure does not decide it
  BigInteger floorOfRest(Rational factor) {
    return rest().floor(factor.numerator(), BigInteger.ZERO, factor.denominator());
  }

  /// `1 - x`.
  Enclosure rest() {
    return new Enclosure(UNIT.subtract(high), UNIT.subtract(low));
  }

  /// `nearest(top·x/(bottom·y))`; nothing is negative, and y not zero.
  ///
  /// @throws ArithmeticException if the enclosures do not decide it
  BigInteger nearestOver(BigInteger top, BigInteger bottom, Enclosure y) {
    BigInteger least = bottom.multiply(y.high);
    BigInteger from = rounded(top.multiply(low), least).divide(least.shiftLeft(1));
    if (top.signum() == 0 || (isExact() && y.isExact())) {
      return from;
    }
    BigInteger most = bottom.multiply(y.low);
    return decided(from, below(rounded(top.multiply(high), most), most.shiftLeft(1)));
  }

  private static BigInteger rounded(BigInteger top, BigInteger bottom) {
    return top.shiftLeft(1).add(bottom);
  }

  /// `floor((top·x + added)/bottom)`.
  private BigInteger floor(BigInteger top, BigInteger added, BigInteger bottom) {
    BigInteger d = bottom.shiftLeft(DIGITS);
    BigInteger a = added.shiftLeft(DIGITS);
    BigInteger from = top.multiply(low).add(a).divide(d);
    if (top.signum() == 0 || isExact()) {
      return from;
    }
    return decided(from, below(top.multiply(high).add(a), d));
  }

  /// The largest integer below `a/b`.
  private static BigInteger below(BigInteger a, BigInteger b) {
    return ceil(a, b).subtract(BigInteger.ONE);
  }

  private static BigInteger decided(BigInteger from, BigInteger to) {
    if (!from.equals(to)) {
      throw new ArithmeticException("a public integer lies too near to a rounding boundary");
    }
    return from;
  }

  private static BigInteger ceil(BigInteger a, BigInteger b) {
    return a.add(b).subtract(BigInteger.ONE).divide(b);
  }
}
