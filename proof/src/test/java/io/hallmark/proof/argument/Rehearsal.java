package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.relation.ColumnValues;
import io.hallmark.proof.relation.LinearForm;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Phi;
import io.hallmark.proof.relation.RunIndex;
import java.util.ArrayList;
import java.util.List;

/// One conversation as its liar saw it, with the cells that it committed to: so it knows how false
/// every claim is.
///
/// @param pads elements of `zk` of every part, as committed
/// @param claims claims of every part
/// @param ends length of the proof at the end of every part
@SuppressWarnings("ArrayRecordComponent") // the bytes of a proof, compared by nobody
record Rehearsal(
    RunIndex run,
    Witness witness,
    List<ExtArray> pads,
    Heard heard,
    List<List<PartClaim>> claims,
    List<Integer> ends,
    byte[] proof) {

  private static String name(PartClaim claim) {
    String qualifier = claim.qualifier();
    return claim.name() + (qualifier.isEmpty() ? "" : "/" + qualifier);
  }

  /// `forms + pads - value` of a claim: zero if it is true of the committed cells.
  Ext falsity(int part, PartClaim claim) {
    PartIndex index = run.parts().get(part);
    ColumnValues values =
        new ColumnValues(index, c -> witness.cells(part, c), new Phi[index.labelCount()]);
    Ext sum = claim.value().negate();
    for (LinearForm.Term form : claim.forms()) {
      sum = sum.plus(form.coefficient().times(values.evaluate(form.column(), form.phis())));
    }
    for (int k = 0; k < claim.pads().size(); k++) {
      Ext z = pads.get(part).get(claim.pads().pad(k));
      sum = sum.plus(claim.pads().coefficient(k).times(z));
    }
    return sum;
  }

  /// How false a claim is.
  Ext falsity(int part, String claim) {
    for (PartClaim x : claims.get(part)) {
      if (name(x).equals(claim)) {
        return falsity(part, x);
      }
    }
    throw new AssertionError("no claim " + claim);
  }

  /// The false claims, as `part:NAME/qualifier`.
  List<String> falseClaims() {
    List<String> out = new ArrayList<>();
    for (int u = 0; u < claims.size(); u++) {
      for (PartClaim x : claims.get(u)) {
        if (!falsity(u, x).isZero()) {
          out.add(u + ":" + name(x));
        }
      }
    }
    return out;
  }

  /// The sum of all claims, each with its power of theta.
  Ext combined() {
    Ext theta = heard.challenges(-1, "claims")[0];
    Ext power = Ext.ONE;
    Ext sum = Ext.ZERO;
    for (int u = 0; u < claims.size(); u++) {
      for (PartClaim x : claims.get(u)) {
        sum = sum.plus(power.times(falsity(u, x)));
        power = power.times(theta);
      }
    }
    return sum;
  }

  /// The joint claim.
  JointForm form() {
    return new JointForm(run, claims, heard.challenges(-1, "claims")[0]);
  }

  /// How false the linear equation of the opening is.
  Ext linear() {
    JointForm form = form();
    Ext eps = heard.challenges(-1, "mask-combine")[0];
    Ext[] alpha = heard.challenges(-1, "row-point");
    Ext gamma = heard.challenges(-1, "mask-fold")[0];
    Ext claim = heard.messages(-1, "mask-sum").getFirst().get(0).plus(eps.times(form.sigma()));
    for (int k = 0; k < alpha.length; k++) {
      claim = RoundPolynomial.at(heard.messages(-1, "row-round").get(k), claim, alpha[k]);
    }
    ExtArray hs = heard.messages(-1, "mask-opening").getFirst();
    Ext left = hs.get(0);
    for (int k = 0; k < alpha.length; k++) {
      left = left.plus(hs.get(2 * k + 1).times(alpha[k]));
      left = left.plus(hs.get(2 * k + 2).times(alpha[k].square()));
    }
    for (int g = 0; g < run.groups().size(); g++) {
      List<ExtArray> values = heard.messages(-1, "folded-value");
      left = left.plus(eps.times(values.isEmpty() ? folded(g, form, alpha) : values.get(g).get(0)));
    }
    Ext mu = heard.messages(-1, "mask-value").getFirst().get(0);
    return left.minus(mu).minus(gamma.times(claim));
  }

  private Ext folded(int group, JointForm form, Ext[] alpha) {
    ExtArray w = form.atRow(group, alpha).expand();
    ExtArray h = heard.messages(-1, "folded-row").get(group);
    return Kernels.chosen().innerProduct(h, 0, w, 0, w.length());
  }
}
