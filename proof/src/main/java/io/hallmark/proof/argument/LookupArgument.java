package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.poly.ClosedForms;
import io.hallmark.proof.Claim;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Phi;
import io.hallmark.proof.relation.Strip;
import io.hallmark.proof.transcript.Grinding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lookups of a part, as one sum of fractions that must be zero.
///
/// A lookup entry is `1/(alpha - tag - sum of beta_k·e_k)`, an entry of a lookup table is
/// `-mult/(alpha - tag - sum of beta_k·t_k)`. The fractions are added in a binary tree; layer k has
/// `2^k` fractions, and the children of i are i and `i + 2^k` of layer k+1. Layer by layer a hidden
/// sumcheck reduces a claim on layer k to one on layer k+1, down to the leaves, which are linear in
/// the columns.
///
/// - **Source:** logarithmic derivatives (Haböck 2022), with the fractions in a GKR tree (Papini,
///   Haböck 2023).
/// - **Soundness:** `D·2^(-pow)/|E|` for the identity, D the sum of the degrees of the
///   denominators; `(1 + sum over k of (3k + 2))/|E|` for the layers.
final class LookupArgument {
  private final PartSession session;
  private final PartIndex part;
  private final Channel channel;
  private final PartOracle oracle;

  LookupArgument(PartSession session) {
    this.session = session;
    this.part = session.part();
    this.channel = session.channel();
    this.oracle = session.oracle();
  }

  void run(int pow) throws ProofException {
    int depth = part.lookupDepth();
    if (depth == 0) {
      return;
    }
    channel.grind(Grinding.LOOKUP, pow);
    LookupChallenges challenges = challenges();
    session.bindFingerprints(challenges.points());
    Hidden[] v = session.hidden("lookup-root", 4, () -> oracle.lookupRoot(challenges));
    Affine numerator = session.times(v[0], v[3]).plus(session.times(v[1], v[2]));
    session.claim(Claim.LOOKUP_ROOT, "", session.equation(List.of(), numerator));
    Ext mu = channel.challenge("lookup-line");
    Ext[] point = {mu};
    Affine p = line(v[0], v[1], mu);
    Affine q = line(v[2], v[3], mu);
    for (int k = 1; k < depth; k++) {
      int layer = k;
      Ext[] r = point;
      Ext lambda = channel.challenge("lookup-combine");
      Lazy<RoundOracle> tables = new Lazy<>(() -> oracle.lookupLayer(layer, r, lambda));
      HiddenSumcheck.End end =
          HiddenSumcheck.run(
              session, "lookup-round", "lookup-point", k, p.plus(q.times(lambda)), tables);
      Ext[] s = end.point();
      v = session.hidden("lookup-values", 4, () -> tables.get().end(s));
      Affine summand =
          session
              .times(v[0], v[3])
              .plus(session.times(v[1], v[2]))
              .plus(session.times(v[2], v[3]).times(lambda));
      Affine difference = end.value().minus(summand.times(ClosedForms.eq(r, s)));
      session.claim(
          Claim.LOOKUP_LAYER, Integer.toString(k), session.equation(List.of(), difference));
      mu = channel.challenge("lookup-line");
      point = new Ext[k + 1];
      point[0] = mu;
      System.arraycopy(s, 0, point, 1, k);
      p = line(v[0], v[1], mu);
      q = line(v[2], v[3], mu);
    }
    leaves(challenges, point, p, q);
  }

  private static Affine line(Hidden at0, Hidden at1, Ext mu) {
    return at0.value().times(Ext.ONE.minus(mu)).plus(at1.value().times(mu));
  }

  private LookupChallenges challenges() {
    int width = part.lookupWidth();
    Ids over = part.fingerprintLabels();
    Ext[] drawn = channel.challenge("lookup", 1 + width + part.variables(over));
    @Nullable Phi[] points = new Phi[part.labelCount()];
    int at = 1 + width;
    for (int k = 0; k < over.size(); k++) {
      int v = part.bits(over.get(k));
      points[over.get(k)] =
          Phi.point(Arrays.copyOfRange(drawn, at, at + v), part.extent(over.get(k)));
      at += v;
    }
    return new LookupChallenges(drawn[0], List.of(Arrays.copyOfRange(drawn, 1, 1 + width)), points);
  }

  /// The claims on the leaves at a point r of L coordinates.
  private void leaves(LookupChallenges c, Ext[] point, Affine p, Affine q) {
    List<ProductForm> numerators = new ArrayList<>();
    List<ProductForm> denominators = new ArrayList<>();
    Ext pKnown = Ext.ZERO;
    Ext qKnown = Ext.ONE;
    for (Strip strip : part.strips()) {
      int high = point.length - strip.variables();
      Ext sel = select(point, high, strip.offset() >> strip.variables());
      @Nullable Phi[] phi = new Phi[part.labelCount()];
      Ext ind = Ext.ONE;
      int at = high;
      for (int k = 0; k < strip.labels().size(); k++) {
        int label = strip.labels().get(k);
        int v = part.bits(label);
        Phi vector = session.point(label, Arrays.copyOfRange(point, at, at + v));
        phi[label] = vector;
        ind = ind.times(vector.sum());
        at += v;
      }
      Ext weight = sel.times(ind);
      Ext alphaLess = c.alpha().minus(Ext.of(strip.tag())).minus(Ext.ONE);
      qKnown = qKnown.plus(weight.times(alphaLess));
      for (int k = 0; k < strip.columns().size(); k++) {
        Ext coefficient = sel.times(c.betas().get(k)).negate();
        denominators.add(new ProductForm(coefficient, strip.columns().get(k), phi));
      }
      if (strip.isLookup()) {
        pKnown = pKnown.plus(weight);
      } else {
        numerators.add(new ProductForm(sel.negate(), strip.multiplicity(), phi));
      }
    }
    session.claim(Claim.LOOKUP_LEAF_P, "", session.equation(numerators, p.plus(pKnown.negate())));
    session.claim(Claim.LOOKUP_LEAF_Q, "", session.equation(denominators, q.plus(qKnown.negate())));
  }

  /// eq of the first coordinates with the bits of a number.
  private static Ext select(Ext[] point, int high, long number) {
    Ext sel = Ext.ONE;
    for (int k = 0; k < high; k++) {
      boolean one = ((number >> (high - 1 - k)) & 1) != 0;
      sel = sel.times(one ? point[k] : Ext.ONE.minus(point[k]));
    }
    return sel;
  }
}
