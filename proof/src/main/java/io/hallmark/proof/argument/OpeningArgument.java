package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.Check;
import io.hallmark.proof.Checks;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.relation.CommitmentIndex;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.transcript.Grinding;
import io.hallmark.proof.wire.Hashes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The joint opening: one masked sumcheck over the rows and one linear check for all claims of all
/// parts and all groups, then the queries.
///
/// - **Soundness:** the number of claims/|E| for theta, 1/|E| for eps, `(1 + 2·kappa)·2^-pow/|E|`
///   for the rounds and gamma, `(sum_g (kappa + 1)·n_g + n_0)·2^-pow/|E|` for proximity, and the
///   probability that the queries miss a word at unique-decoding distance.
/// - **Zero knowledge:** s hides the rounds, g_g the folded rows, gs the folded s; the slack hides
///   the opened values.
final class OpeningArgument {
  private final RunIndex run;
  private final Parameters parameters;
  private final Channel channel;
  private final OpeningOracle oracle;
  private final List<byte[]> roots;
  private final int kappa;
  private final int foldPow;
  private final int tail;

  /// @param roots roots of the commitments, the trace first
  OpeningArgument(
      RunIndex run,
      Parameters parameters,
      Channel channel,
      OpeningOracle oracle,
      List<byte[]> roots) {
    this.run = run;
    this.parameters = parameters;
    this.channel = channel;
    this.oracle = oracle;
    this.roots = roots;
    this.kappa = run.kappa();
    this.foldPow = (int) parameters.foldPow();
    this.tail = (int) parameters.tail();
  }

  private Geometry geometry(int group) {
    return run.groups().get(group).geometry();
  }

  void run(List<List<PartClaim>> claims) throws ProofException {
    int groups = run.groups().size();
    JointForm form = new JointForm(run, claims, channel.challenge("claims"));
    byte[] maskRoots =
        groups > 1 ? channel.digests("mask-roots", groups - 1, oracle::maskRoots) : new byte[0];
    Ext maskSum = channel.clear("mask-sum", 1, oracle::maskSum).get(0);
    Ext eps = channel.challenge("mask-combine");
    Ext claim = maskSum.plus(eps.times(form.sigma()));
    Ext[] alpha = new Ext[kappa];
    for (int k = 0; k < kappa; k++) {
      Ext[] bound = Arrays.copyOf(alpha, k);
      ExtArray c = channel.clear("row-round", 2, () -> oracle.rowRound(form, eps, bound));
      channel.grind(Grinding.FOLD, foldPow);
      alpha[k] = channel.challenge("row-point");
      claim = RoundPolynomial.at(c, claim, alpha[k]);
    }
    ExtArray powers = powers(alpha);
    List<RowForm> forms = new ArrayList<>();
    List<Lazy<ExtArray>> weights = new ArrayList<>();
    List<ExtArray> rows = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      RowForm own = form.atRow(g, alpha);
      forms.add(own);
      weights.add(new Lazy<>(own::expand));
      rows.add(new LiveRows(run.groups().get(g)).eq(alpha));
    }
    Ext mu =
        channel
            .clear(
                "mask-value",
                1,
                () -> oracle.maskValue(eps, powers, weights.stream().map(Lazy::get).toList()))
            .get(0);
    channel.grind(Grinding.FOLD, foldPow);
    Ext gamma = channel.challenge("mask-fold");
    int maskLength = powers.length() + (int) geometry(0).queries();
    ExtArray hs = channel.clear("mask-opening", maskLength, () -> oracle.maskOpening(gamma));

    Ext inner = Ext.ZERO;
    List<ExtArray> folded = new ArrayList<>();
    List<Ext> values = new ArrayList<>();
    List<LevelArgument> levels = new ArrayList<>();
    List<byte[]> levelRoots = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      int group = g;
      int degreeBound = (int) geometry(g).degreeBound();
      int rowLength = (int) geometry(g).rowLength();
      Lazy<ExtArray> h = new Lazy<>(() -> oracle.foldedRow(group, rows.get(group), gamma));
      Ext value;
      if (tail == 1) {
        ExtArray said = channel.clear("folded-row", degreeBound, h);
        folded.add(said);
        value = Kernels.chosen().innerProduct(said, 0, weights.get(g).get(), 0, rowLength);
      } else {
        value =
            channel
                .clear(
                    "folded-value",
                    1,
                    () ->
                        ExtArray.of(
                            Kernels.chosen()
                                .innerProduct(h.get(), 0, weights.get(group).get(), 0, rowLength)))
                .get(0);
        Lazy<LevelOracle> own = new Lazy<>(() -> oracle.levels(group, h.get()));
        LevelArgument argument = new LevelArgument(channel, parameters, g, degreeBound, own);
        levels.add(argument);
        levelRoots.add(argument.root());
      }
      values.add(value);
      inner = inner.plus(value);
    }
    if (channel.receives()) {
      Ext left = Kernels.chosen().innerProduct(hs, 0, powers, 0, powers.length());
      left = left.plus(eps.times(inner));
      Checks.check(
          Check.OPEN_LINEAR, left.equals(mu.plus(gamma.times(claim))), "claims of all parts");
    }

    channel.grind(Grinding.QUERY, (int) parameters.queryPow());
    List<long[]> positions = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      Geometry geometry = geometry(g);
      positions.add(channel.indices("queries", (int) geometry.queries(), (int) geometry.nu()));
    }
    for (int g = 0; g < groups; g++) {
      Queries queries = queries(g, positions.get(g), rows.get(g), maskRoots);
      ExtArray ys = new ExtArray(0);
      if (channel.receives()) {
        ys = queries.values(gamma);
        if (g == 0) {
          ExtArray expected = queries.maskValues(gamma);
          ExtArray found = Evaluation.at(hs, (int) geometry(0).nu(), positions.get(0));
          Checks.check(Check.MASK_FOLD, found.equals(expected), "mask at the queries");
        }
        if (tail == 1) {
          ExtArray found = Evaluation.at(folded.get(g), (int) geometry(g).nu(), positions.get(g));
          Checks.check(Check.ROW_FOLD, found.equals(ys), "folded row at the queries");
        }
      }
      if (tail != 1) {
        levels
            .get(g)
            .run(
                levelRoots.get(g),
                forms.get(g),
                values.get(g),
                (int) geometry(g).nu(),
                positions.get(g),
                ys);
      }
    }
  }

  /// `c_alpha = (1, alpha_1, alpha_1², alpha_2, …)`.
  private static ExtArray powers(Ext[] alpha) {
    ExtArray out = new ExtArray(2 * alpha.length + 1);
    out.set(0, Ext.ONE);
    for (int k = 0; k < alpha.length; k++) {
      out.set(2 * k + 1, alpha[k]);
      out.set(2 * k + 2, alpha[k].times(alpha[k]));
    }
    return out;
  }

  /// Opens every commitment of a group, then its mask tree.
  private Queries queries(int group, long[] positions, ExtArray rows, byte[] maskRoots)
      throws ProofException {
    int nu = (int) geometry(group).nu();
    Queries queries = new Queries(positions.length, rows);
    for (int k = 0; k < run.commitments().size(); k++) {
      CommitmentIndex commitment = run.commitments().get(k);
      if (commitment.group() != group) {
        continue;
      }
      int number = k;
      int clear = k == 0 ? 6 : 0;
      int[] blocks =
          commitment.blocks().stream()
              .mapToInt(b -> Math.toIntExact(b.layout().liveRows().size()))
              .toArray();
      LeafShape shape = LeafShape.rows(blocks, clear);
      long[] opened =
          channel.open(shape, nu, roots.get(k), positions, () -> oracle.open(number, positions));
      queries.addRows(opened, shape.width(), shape.width() - clear);
      if (k == 0) {
        queries.setMasks(opened, shape.width(), shape.width() - clear);
      }
    }
    if (group > 0) {
      int at = Hashes.DIGEST_BYTES * (group - 1);
      byte[] root = Arrays.copyOfRange(maskRoots, at, at + Hashes.DIGEST_BYTES);
      long[] opened =
          channel.open(
              LeafShape.mask(), nu, root, positions, () -> oracle.openMask(group, positions));
      queries.setMasks(opened, 2, 0);
    }
    return queries;
  }
}
