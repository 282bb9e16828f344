package io.hallmark.proof.commitment;

/// Geometry of a commitment: row length `M = 2^m`, domain size `n = 2^nu`, t queries per opening,
/// at most B openings; slack `T = t·B` rounded up to a multiple of `2^(m-4)`, degree bound `K = M +
/// T`.
///
/// @param m log2 of the row length
/// @param nu log2 of the domain
/// @param queries t, positions opened by one proof
/// @param openings B, openings that the slack hides
public record Geometry(long m, long nu, long queries, long openings) {
  /// The slack T in elements per row; meaningful for a valid geometry only.
  public long slack() {
    long unit = 1L << Math.max(m - 4, 0);
    return (queries * openings + unit - 1) / unit * unit;
  }

  /// The row length M in elements.
  public long rowLength() {
    return 1L << m;
  }

  /// The domain size n in elements.
  public long domainSize() {
    return 1L << nu;
  }

  /// The degree bound K = M + T.
  public long degreeBound() {
    return rowLength() + slack();
  }

  /// Whether `m >= 4, K < n, nu <= 32, 1 <= t <= n, B >= 1`, without overflow.
  public boolean isValid() {
    return m >= 4
        && m < nu
        && nu <= 32
        && queries >= 1
        && queries <= domainSize()
        && openings >= 1
        && openings <= domainSize() / queries // t·B <= T < n
        && degreeBound() < domainSize();
  }
}
