package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.relation.RunIndex;
import java.util.ArrayList;
import java.util.List;

/// A prover that may lie about rows, masks and levels. As it stands it says what is computed; it
/// listens, and once gamma is drawn it knows what the linear equation of the opening lacks.
///
/// For runs with at least one row variable.
class RowLiar implements MessageFilter, OpeningOracle {
  /// The run.
  protected final RunIndex run;

  private OpeningOracle honest = new NoOracle();
  private ExtArray round = new ExtArray(0);
  private Ext claim = Ext.ZERO;
  private Ext eps = Ext.ZERO;
  private Ext mu = Ext.ZERO;
  private Ext missing = Ext.ZERO;
  private ExtArray powers = new ExtArray(0);
  private List<ExtArray> weights = List.of();

  RowLiar(RunIndex run) {
    this.run = run;
  }

  /// Stands between what is known and what is said.
  RunOracle listen(RunOracle computed) {
    honest = computed.opening();
    byte[] root = traceRoot(computed.traceRoot());
    return new RunOracle() {
      @Override
      public byte[] traceRoot() {
        return root;
      }

      @Override
      public PartOracle part(int part) {
        return computed.part(part);
      }

      @Override
      public OpeningOracle opening() {
        return RowLiar.this;
      }
    };
  }

  /// The root of the trace to be said.
  byte[] traceRoot(byte[] computed) {
    return computed;
  }

  /// What is computed, without a lie.
  final OpeningOracle honest() {
    return honest;
  }

  /// The challenge `mask-combine`.
  final Ext eps() {
    return eps;
  }

  /// What the left side of the linear equation lacks: zero for a true statement.
  final Ext missing() {
    return missing;
  }

  /// `w_g,alpha`.
  final ExtArray weights(int group) {
    return weights.get(group);
  }

  /// The first place of a vector that is not zero.
  static int support(ExtArray vector) {
    int j = 0;
    while (vector.get(j).isZero()) {
      j++;
    }
    return j;
  }

  @Override
  public byte[] maskRoots() {
    return honest.maskRoots();
  }

  @Override
  public ExtArray maskSum() {
    ExtArray out = honest.maskSum();
    claim = out.get(0);
    return out;
  }

  @Override
  public ExtArray rowRound(JointForm form, Ext combine, Ext[] bound) {
    eps = combine;
    claim =
        bound.length == 0
            ? claim.plus(eps.times(form.sigma()))
            : RoundPolynomial.at(round, claim, bound[bound.length - 1]);
    round = honest.rowRound(form, combine, bound);
    return round;
  }

  @Override
  public ExtArray maskValue(Ext combine, ExtArray alphaPowers, List<ExtArray> alphaWeights) {
    powers = alphaPowers;
    weights = List.copyOf(alphaWeights);
    claim = RoundPolynomial.at(round, claim, powers.get(2 * run.kappa() - 1));
    ExtArray out = honest.maskValue(combine, powers, weights);
    mu = out.get(0);
    return out;
  }

  @Override
  public ExtArray maskOpening(Ext gamma) {
    ExtArray hs = honest.maskOpening(gamma);
    Kernels kernels = Kernels.chosen();
    Ext left = kernels.innerProduct(hs, 0, powers, 0, powers.length());
    for (int g = 0; g < weights.size(); g++) {
      ExtArray rows = new LiveRows(run.groups().get(g)).eq(alpha());
      ExtArray h = honest.foldedRow(g, rows, gamma);
      ExtArray w = weights.get(g);
      left = left.plus(eps.times(kernels.innerProduct(h, 0, w, 0, w.length())));
    }
    missing = mu.plus(gamma.times(claim)).minus(left);
    return hs;
  }

  private Ext[] alpha() {
    List<Ext> out = new ArrayList<>();
    for (int k = 1; k < powers.length(); k += 2) {
      out.add(powers.get(k));
    }
    return out.toArray(new Ext[0]);
  }

  @Override
  public ExtArray foldedRow(int group, ExtArray rows, Ext gamma) {
    return honest.foldedRow(group, rows, gamma);
  }

  @Override
  public Opening open(int commitment, long[] positions) {
    return honest.open(commitment, positions);
  }

  @Override
  public Opening openMask(int group, long[] positions) {
    return honest.openMask(group, positions);
  }

  @Override
  public LevelOracle levels(int group, ExtArray foldedRow) {
    return honest.levels(group, foldedRow);
  }
}
