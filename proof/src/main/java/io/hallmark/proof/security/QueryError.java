package io.hallmark.proof.security;

import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;

/// The error of the queries to a Reed-Solomon word: t distinct uniform positions all miss a set of
/// more than `(n-K)/2` positions with probability at most
///
/// `q(n, K, t) = product over i < t of (a - i)/(n - i)`, `a = n - floor((n-K)/2) - 1`.
public final class QueryError {
  private QueryError() {}

  /// `-log2 q(n, K, t)`, infinite if no t positions can miss.
  ///
  /// @param n positions
  /// @param degreeBound K, at most n
  /// @param queries t, at most n
  public static double bits(long n, long degreeBound, long queries) {
    long a = n - (n - degreeBound) / 2 - 1;
    double bits = 0;
    for (long i = 0; i < queries; i++) {
      if (a - i <= 0) {
        return Double.POSITIVE_INFINITY;
      }
      bits -= log2((double) (a - i) / (n - i));
    }
    return bits;
  }

  /// The least t with `q(n, K(t), t) <= 2^-bits`, or nothing if K(t) reaches n before.
  ///
  /// @param n positions
  /// @param degreeBound K, which can grow with t
  /// @param bits what the queries must reach
  public static OptionalLong leastQueries(long n, LongUnaryOperator degreeBound, double bits) {
    for (long t = 1; t <= n && degreeBound.applyAsLong(t) < n; t++) {
      if (bits(n, degreeBound.applyAsLong(t), t) >= bits) {
        return OptionalLong.of(t);
      }
    }
    return OptionalLong.empty();
  }

  static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
