package io.hallmark.proof.argument;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.algebra.poly.Univariate;
import io.hallmark.proof.Check;
import io.hallmark.proof.Checks;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.security.LevelShape;
import io.hallmark.proof.transcript.Grinding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The levels of tail 2 for one group: a committed vector u with claims `<u, omega> = sigma` and
/// `u(x_k) = y_k` is folded until it can be sent in clear.
///
/// A level has `2^f` rows of `2^low` elements, its leaves hold the values of the row polynomials on
/// a domain of `2^nu`; level 1 commits only its first `K / 2^low` rows, the rest are zero. The
/// claims are combined by xi, f rounds bind the row variables, and the rows opened at the queries
/// give the values that the next vector must have there.
///
/// - **Soundness:** per level (t + f·(2^nu + 2)·2^-pow)/|E| and the probability that t queries miss
///   a word at unique-decoding distance.
final class LevelArgument {
  private final Channel channel;
  private final Parameters parameters;
  private final List<LevelShape> levels;
  private final int degreeBound;
  private final Supplier<LevelOracle> oracle;

  /// @param degreeBound K of the group
  LevelArgument(
      Channel channel,
      Parameters parameters,
      int group,
      int degreeBound,
      Supplier<LevelOracle> oracle) {
    this.channel = channel;
    this.parameters = parameters;
    this.levels = parameters.levels(group);
    this.degreeBound = degreeBound;
    this.oracle = oracle;
  }

  /// The root of the next level.
  byte[] root() throws ProofException {
    return channel.digests("level-root", 1, () -> oracle.get().root());
  }

  /// Runs all levels.
  ///
  /// @param firstRoot root of level 1
  /// @param weights w_g,alpha
  /// @param value v_g
  /// @param domain log2 of the domain of the group
  /// @param queried positions of the x_k
  /// @param values y_k; at the end that checks nothing they are not read
  void run(
      byte[] firstRoot, RowForm weights, Ext value, int domain, long[] queried, ExtArray values)
      throws ProofException {
    LevelShape first = levels.getFirst();
    LevelWeights omega = LevelWeights.of(weights, (int) (first.fold() + first.low()));
    byte[] root = firstRoot;
    Ext sigma = value;
    int queriedNu = domain;
    long[] queriedAt = queried;
    ExtArray ys = values;
    for (int i = 0; i < levels.size(); i++) {
      LevelShape level = levels.get(i);
      Ext xi = channel.challenge("shift-combine");
      omega = omega.plusPowers(xi, queriedNu, queriedAt);
      sigma = sigma.plus(Univariate.horner(ys, xi).times(xi));
      LevelWeights start = omega;
      List<Ext> point = new ArrayList<>();
      for (int k = 0; k < level.fold(); k++) {
        Ext[] bound = point.toArray(new Ext[0]);
        ExtArray c = channel.clear("level-round", 2, () -> oracle.get().round(start, bound));
        channel.grind(Grinding.FOLD, (int) parameters.foldPow());
        Ext r = channel.challenge("level-point");
        sigma = RoundPolynomial.at(c, sigma, r);
        omega = omega.fold(r);
        point.add(r);
      }
      int size = 1 << level.low();
      if (channel.receives()) {
        Checks.check(Check.GEOMETRY_VALID, omega.size() == size, "entries after a level");
      }
      Ext[] s = point.toArray(new Ext[0]);
      boolean last = i + 1 == levels.size();
      Lazy<ExtArray> vector = new Lazy<>(() -> oracle.get().vector(s));
      ExtArray end = new ExtArray(0);
      byte[] next = root;
      if (last) {
        end = channel.clear("final-vector", size, vector);
      } else {
        next =
            channel.digests(
                "level-root",
                1,
                () -> {
                  vector.get();
                  return oracle.get().root();
                });
      }
      channel.grind(Grinding.LEVEL, (int) parameters.levelPow());
      int nu = (int) level.nu();
      long[] positions = channel.indices("level-queries", (int) level.queries(), nu);
      int rows = i == 0 ? degreeBound >> level.low() : 1 << level.fold();
      int number = i;
      long[] opened =
          channel.open(
              LeafShape.level(rows),
              nu,
              root,
              positions,
              () -> oracle.get().open(number, positions));
      queriedNu = nu;
      queriedAt = positions;
      ys = channel.receives() ? combine(opened, Tables.eq(s, rows)) : new ExtArray(0);
      if (last && channel.receives()) {
        boolean folds = true;
        for (int k = 0; k < positions.length; k++) {
          long x = ReedSolomon.domainPoint(nu, positions[k]);
          folds &= Univariate.horner(end, x).equals(ys.get(k));
        }
        Checks.check(Check.FINAL_FOLD, folds, "final vector at the queries");
        Checks.check(
            Check.FINAL_LINEAR, omega.innerProduct(end).equals(sigma), "final vector and weights");
      }
      root = next;
    }
  }

  /// `y_k = sum over the committed rows l of eq(point, l)·(leaf value l)`.
  private static ExtArray combine(long[] opened, ExtArray eq) {
    int width = 2 * eq.length();
    ExtArray ys = new ExtArray(opened.length / width);
    for (int k = 0; k < ys.length(); k++) {
      for (int l = 0; l < eq.length(); l++) {
        int at = k * width + 2 * l;
        ys.add(k, eq.get(l).times(new Ext(opened[at], opened[at + 1])));
      }
    }
    return ys;
  }
}
