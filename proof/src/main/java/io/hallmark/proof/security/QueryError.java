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
    return new Misses(n, degreeBound).bits(queries);
  }

  /// The growing product for one n and K.
  private static final class Misses {
    private final long n;
    private final long a;
    private long done;
    private double bits;

    Misses(long n, long degreeBound) {
      this.n = n;
      this.a = n - (n - degreeBound) / 2 - 1;
    }

    /// Bits of so many queries, at least as many as at the last call.
    double bits(long queries) {
      for (; done < queries; done++) {
        bits =
            a - done <= 0
                ? Double.POSITIVE_INFINITY
                : bits - log2((double) (a - done) / (n - done));
      }
      return bits;
    }
  }

  /// The least t with `q(n, K(t), t) <= 2^-bits`, or nothing if K(t) reaches n before.
  ///
  /// @param n positions
  /// @param degreeBound K, which can grow with t
  /// @param bits what the queries must reach
  public static OptionalLong leastQueries(long n, LongUnaryOperator degreeBound, double bits) {
    long known = -1;
    Misses misses = new Misses(n, 0);
    for (long t = 1; t <= n && degreeBound.applyAsLong(t) < n; t++) {
      if (degreeBound.applyAsLong(t) != known) {
        known = degreeBound.applyAsLong(t);
        misses = new Misses(n, known);
      }
      if (misses.bits(t) >= bits) {
        return OptionalLong.of(t);
      }
    }
    return OptionalLong.empty();
  }

  static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
