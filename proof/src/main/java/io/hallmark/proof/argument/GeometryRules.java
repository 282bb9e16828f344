package io.hallmark.proof.argument;

import static io.hallmark.proof.Checks.check;

import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException.Rejected;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Group;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.LevelShape;
import java.util.List;

/// The rules of [Check#GEOMETRY_VALID]: geometries, parameters and level shapes that make sense for
/// a run, whatever a stranger wrote into them.
///
/// Beyond the rules of the protocol, this implementation refuses rows of more than 2^26 elements,
/// slack included, and more than 2^24 queries, for which it has no arrays.
final class GeometryRules {
  private static final int MAX_GROUPS = 239;
  private static final long MAX_ROWS = 1L << 28;
  private static final long MAX_POW = 64;
  private static final long MAX_DEGREE_BOUND = 1L << 26;
  private static final long MAX_QUERIES = 1L << 24;

  private GeometryRules() {}

  /// Checks everything.
  ///
  /// @throws Rejected GEOMETRY_VALID if a rule is broken
  static void checkAll(RunIndex run, Parameters parameters) throws Rejected {
    List<Group> groups = run.groups();
    check(Check.GEOMETRY_VALID, parameters.tail() == 1 || parameters.tail() == 2, "tail is 1 or 2");
    long[] pows = {
      parameters.lookupPow(), parameters.foldPow(), parameters.queryPow(), parameters.levelPow()
    };
    for (long pow : pows) {
      check(Check.GEOMETRY_VALID, pow >= 0 && pow <= MAX_POW, "bits of grinding");
    }
    check(Check.GEOMETRY_VALID, groups.size() <= MAX_GROUPS, "number of groups");
    for (Group group : groups) {
      Geometry g = group.geometry();
      check(Check.GEOMETRY_VALID, g.isValid(), "geometry of a group");
      boolean fits = g.degreeBound() <= MAX_DEGREE_BOUND && g.queries() <= MAX_QUERIES;
      check(Check.GEOMETRY_VALID, fits, "size of a row");
      check(Check.GEOMETRY_VALID, group.rows() >= 0 && group.rows() < MAX_ROWS, "padded rows");
    }
    Geometry trace = groups.getFirst().geometry();
    long maskLength = 2L * run.kappa() + 1 + trace.queries();
    check(Check.GEOMETRY_VALID, maskLength <= trace.degreeBound(), "mask of the rows");
    int expected = parameters.tail() == 2 ? groups.size() : 0;
    check(Check.GEOMETRY_VALID, parameters.levels().size() == expected, "lists of levels");
    for (int g = 0; g < expected; g++) {
      checkLevels(groups.get(g).geometry(), parameters.levels(g));
    }
  }

  /// The shapes chain: `low_1 = m - 4, f_1 = bits(K / 2^(m-4)), f_(i+1) + low_(i+1) = low_i`.
  private static void checkLevels(Geometry g, List<LevelShape> levels) throws Rejected {
    check(Check.GEOMETRY_VALID, !levels.isEmpty(), "a group without levels");
    long low = g.m() - 4;
    long fold = Label.bits(16 + (g.slack() >> low));
    for (int i = 0; i < levels.size(); i++) {
      LevelShape x = levels.get(i);
      boolean chains =
          i == 0
              ? x.fold() == fold && x.low() == low
              : x.fold() >= 1 && x.fold() <= low && x.low() == low - x.fold();
      check(Check.GEOMETRY_VALID, chains && x.low() >= 0, "shape of a level");
      check(Check.GEOMETRY_VALID, x.nu() > x.low() && x.nu() <= 32, "domain of a level");
      boolean queries = x.queries() >= 1 && x.queries() <= 1L << x.nu();
      check(Check.GEOMETRY_VALID, queries && x.queries() <= MAX_QUERIES, "queries of a level");
      low = x.low();
    }
  }
}
