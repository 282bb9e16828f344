package io.hallmark.provenance.dataset;

import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.security.GeometryRule;
import java.util.OptionalLong;

/// The geometry of the commitments of a data set. Below 2^18 cells rate 1/8 and `m = max(11,
/// bits(rows of the largest part))`; beyond, rate 1/4 or 1/2 and longer rows. B = 16 for m of at
/// most 12, else 64, and t by the rule of the soundness budget.
public final class CommitmentGeometry {
  private static final int LEAST_OPENINGS = 4;

  private CommitmentGeometry() {}

  /// The geometry of all parts.
  ///
  /// @param rows rows of the largest part
  /// @param features number of features
  /// @param openings openings B, or the default
  /// @throws IllegalArgumentException if no t carries so many openings; names the smallest m that
  ///   does
  public static Geometry of(int rows, int features, OptionalLong openings) {
    int m = GeometryRule.rowVariables(rows);
    long b = openings.orElse(LEAST_OPENINGS);
    long most = DatasetLimits.DEFAULT.openings();
    if (b < LEAST_OPENINGS || b > most) {
      throw new IllegalArgumentException(
          "openings must be "
              + LEAST_OPENINGS
              + " (the dataset proof, one run, two reserved) to "
              + most
              + ", not "
              + b
              + (b > most ? larger(m, b) : ""));
    }
    return GeometryRule.forDataset(rows, features, openings)
        .orElseThrow(() ->
            new IllegalArgumentException(
                b
                    + " openings do not fit commitments with rows of 2^"
                    + m
                    + " cells; the smallest m that carries them is "
                    + GeometryRule.leastRowVariables(m, b)));
  }

  private static String larger(int m, long openings) {
    int least = GeometryRule.leastRowVariables(m, openings);
    return least < 0
        ? "; no commitment carries so many"
        : "; rows of 2^%d cells would carry them, but no verifier accepts so many".formatted(least);
  }
}
