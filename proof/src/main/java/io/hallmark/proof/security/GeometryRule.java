package io.hallmark.proof.security;

import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// How geometries are chosen: the least number t of queries whose error, grinding included, is at
/// most 2^-104, from a row length, a rate and an opening budget.
public final class GeometryRule {
  /// Bits that every query phase reaches, with its grinding.
  public static final int QUERY_PHASE_BITS = 104;

  /// log2(1/rate) of small data sets and of the runs on them.
  public static final int RATE_BITS = 3;

  /// Cells of a data set from which on its rows are long.
  public static final long LEAST_LONG_CELLS = 1L << 18;

  private static final long MOST_QUARTER_CELLS = 1L << 22;
  private static final int LONG_ROWS_BITS = 7;
  private static final int LEAST_ROW_VARIABLES = 11;
  private static final int LAST_SMALL_BUDGET = 12;
  private static final int LEVEL_FOLD = 4;
  private static final int LAST_LOW = 6;
  private static final int RATE_STEP = 2;

  private GeometryRule() {}

  /// The geometry of a row length, a rate and a budget; nothing if no t reaches the bits before the
  /// slack fills the domain.
  ///
  /// @param m log2 of the row length, at least 4
  /// @param rateBits log2(1/rate), without the slack
  /// @param openings B
  public static Optional<Geometry> of(int m, int rateBits, long openings) {
    int nu = m + rateBits;
    if (m < 4 || nu > 32 || openings < 1 || openings >= 1L << nu) {
      return Optional.empty();
    }
    OptionalLong t =
        QueryError.leastQueries(
            1L << nu,
            x -> new Geometry(m, nu, x, openings).degreeBound(),
            (double) QUERY_PHASE_BITS - GrindingBits.PROFILE.query());
    return t.isEmpty()
        ? Optional.empty()
        : Optional.of(new Geometry(m, nu, t.getAsLong(), openings));
  }

  /// log2 of the row length of a data set: 11, or the bits of the rows of its largest part.
  public static int rowVariables(long rowsOfLargestPart) {
    return Math.max(LEAST_ROW_VARIABLES, Label.bits(rowsOfLargestPart));
  }

  /// The budget of a data set if nobody chooses another: 16 for rows of up to 2^12, else 64.
  public static long defaultOpenings(int m) {
    return m <= LAST_SMALL_BUDGET ? 16 : 64;
  }

  /// The geometry of all parts of a data set. Below [#LEAST_LONG_CELLS] cells rate 1/8 and rows as
  /// short as the records allow. Beyond, rows so long that there are at most 2^7, at rate 1/4 up to
  /// 2^22 cells and 1/2 from there on; a rate that does not carry the openings gives way to the
  /// next lower one.
  ///
  /// @param rows rows of the largest part
  /// @param features columns of a part
  /// @param openings B, or the default
  /// @return nothing if no t carries so many openings
  public static Optional<Geometry> forDataset(long rows, long features, OptionalLong openings) {
    int least = rowVariables(rows);
    long cells = Math.multiplyExact(features, 1L << Label.bits(rows));
    if (cells < LEAST_LONG_CELLS) {
      return of(least, RATE_BITS, openings.orElse(defaultOpenings(least)));
    }
    int m = Math.max(least, Label.bits(cells) - LONG_ROWS_BITS);
    long b = openings.orElse(defaultOpenings(m));
    Optional<Geometry> out = Optional.empty();
    for (int rate = cells > MOST_QUARTER_CELLS ? 1 : 2;
        rate <= RATE_BITS && out.isEmpty();
        rate++) {
      out = of(m, rate, b);
    }
    return out;
  }

  /// The smallest m from `from` on whose rows carry a budget.
  ///
  /// @return m, or -1 if none does
  public static int leastRowVariables(int from, long openings) {
    for (int m = Math.max(from, 4); m + RATE_BITS <= 32; m++) {
      if (of(m, RATE_BITS, openings).isPresent()) {
        return m;
      }
    }
    return -1;
  }

  /// The levels of tail 2: level 1 has rows of 2^(m-4), every further level folds by up to 2^4 and
  /// lowers the rate by 2 bits, the last has rows of at most 2^6. Empty if a level finds no t.
  public static List<LevelShape> levels(Geometry g) {
    List<LevelShape> out = new ArrayList<>();
    long rate = g.nu() - g.m();
    long low = g.m();
    do {
      boolean first = out.isEmpty();
      long fold = first ? Label.bits(g.degreeBound() >> (g.m() - 4)) : Math.min(LEVEL_FOLD, low);
      low = first ? g.m() - 4 : low - fold;
      rate += RATE_STEP;
      long length = 1L << low;
      OptionalLong t =
          QueryError.leastQueries(
              1L << (low + rate),
              _ -> length,
              (double) QUERY_PHASE_BITS - GrindingBits.PROFILE.level());
      if (t.isEmpty()) {
        return List.of();
      }
      out.add(new LevelShape(fold, low, low + rate, t.getAsLong()));
    } while (low > LAST_LOW);
    return out;
  }
}
