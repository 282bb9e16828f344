package io.hallmark.algebra.field;

/// An element `a0 + a1·X` of the extension field `E = F[X]/(X^2 - 7)`.
///
/// `(a0 + a1·X)(b0 + b1·X) = (a0·b0 + 7·a1·b1) + (a0·b1 + a1·b0)·X`; 7 is not a square modulo p.
///
/// @param a0 canonical coefficient of 1
/// @param a1 canonical coefficient of X
public record Ext(long a0, long a1) {
  /// The square of X.
  public static final long NONRESIDUE = 7;

  /// 0.
  public static final Ext ZERO = new Ext(0, 0);

  /// 1.
  public static final Ext ONE = new Ext(1, 0);

  /// X, a square root of 7.
  public static final Ext X = new Ext(0, 1);

  /// Checks that both coefficients are canonical.
  ///
  /// @throws IllegalArgumentException if one is p or more (unsigned)
  public Ext {
    if (!Goldilocks.isCanonical(a0) || !Goldilocks.isCanonical(a1)) {
      throw new IllegalArgumentException("not canonical: " + text(a0, a1));
    }
  }

  /// The base-field element `a` as an element of E.
  public static Ext of(long a) {
    return a == 0 ? ZERO : new Ext(a, 0);
  }

  /// this + b.
  public Ext plus(Ext b) {
    return new Ext(Goldilocks.add(a0, b.a0), Goldilocks.add(a1, b.a1));
  }

  /// this - b.
  public Ext minus(Ext b) {
    return new Ext(Goldilocks.sub(a0, b.a0), Goldilocks.sub(a1, b.a1));
  }

  /// -this.
  public Ext negate() {
    return new Ext(Goldilocks.neg(a0), Goldilocks.neg(a1));
  }

  /// this·b.
  public Ext times(Ext b) {
    return new Ext(product0(a0, a1, b.a0, b.a1), product1(a0, a1, b.a0, b.a1));
  }

  /// this·b for a base-field element b.
  public Ext times(long b) {
    return new Ext(Goldilocks.mul(a0, b), Goldilocks.mul(a1, b));
  }

  /// this·this.
  public Ext square() {
    return times(this);
  }

  /// 1/this, by the norm `a0^2 - 7·a1^2`, which is zero for zero only.
  ///
  /// @throws ArithmeticException if this is zero
  public Ext inverse() {
    long norm = Goldilocks.sub(Goldilocks.mul(a0, a0), Goldilocks.mul7(Goldilocks.mul(a1, a1)));
    long inverse = Goldilocks.inverse(norm);
    return new Ext(Goldilocks.mul(a0, inverse), Goldilocks.mul(Goldilocks.neg(a1), inverse));
  }

  /// `this^exponent`, the exponent read as unsigned; `ZERO.pow(0)` is 1.
  public Ext pow(long exponent) {
    Ext result = ONE;
    Ext square = this;
    for (long e = exponent; e != 0; e >>>= 1) {
      if ((e & 1) != 0) {
        result = result.times(square);
      }
      square = square.times(square);
    }
    return result;
  }

  /// Whether this is 0.
  public boolean isZero() {
    return (a0 | a1) == 0;
  }

  /// Coefficient of 1 in `(a0 + a1·X)(b0 + b1·X)`, for loops over raw coefficients.
  public static long product0(long a0, long a1, long b0, long b1) {
    return Goldilocks.add(Goldilocks.mul(a0, b0), Goldilocks.mul(a1, Goldilocks.mul7(b1)));
  }

  /// Coefficient of X in `(a0 + a1·X)(b0 + b1·X)`, for loops over raw coefficients.
  public static long product1(long a0, long a1, long b0, long b1) {
    return Goldilocks.add(Goldilocks.mul(a0, b1), Goldilocks.mul(a1, b0));
  }

  /// Both coefficients in decimal, `(a0, a1)`.
  @Override
  public String toString() {
    return text(a0, a1);
  }

  private static String text(long a0, long a1) {
    return "(" + Long.toUnsignedString(a0) + ", " + Long.toUnsignedString(a1) + ")";
  }
}
