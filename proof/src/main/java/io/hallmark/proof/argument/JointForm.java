package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.relation.LinearForm;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Phi;
import io.hallmark.proof.relation.Place;
import io.hallmark.proof.relation.RunIndex;
import java.util.ArrayList;
import java.util.List;

/// All claims of all parts as one: weights on the cells of every group, and one value sigma, with
/// `sum over g, l, j of W_g[l,j]·w_g[l,j] = sigma`.
///
/// The claims of part 0, then of part 1, … have the weights 1, theta, theta², …; a form on an
/// import weighs the cells of its source.
final class JointForm {
  private final List<List<Tensor>> groups = new ArrayList<>();
  private final RunIndex run;
  private Ext sigma = Ext.ZERO;

  /// @param run the run
  /// @param claims the claims of every part, in order
  /// @param theta the challenge `claims`
  JointForm(RunIndex run, List<List<PartClaim>> claims, Ext theta) {
    this.run = run;
    for (int g = 0; g < run.groups().size(); g++) {
      groups.add(new ArrayList<>());
    }
    Ext power = Ext.ONE;
    for (int u = 0; u < claims.size(); u++) {
      PartIndex part = run.parts().get(u);
      ExtArray pads = new ExtArray(part.extent(part.zkLabel()));
      for (PartClaim claim : claims.get(u)) {
        if (claim.name() == null) {
          continue;
        }
        sigma = sigma.plus(claim.value().times(power));
        for (LinearForm.Term form : claim.forms()) {
          add(u, form, power);
        }
        for (int k = 0; k < claim.pads().size(); k++) {
          Ext weight = claim.pads().coefficient(k).times(power);
          pads.add(2 * claim.pads().pad(k), weight);
          pads.add(2 * claim.pads().pad(k) + 1, weight.times(Ext.X));
        }
        power = power.times(theta);
      }
      put(Ext.ONE, run.place(u, part.zkColumn()), List.of(Phi.of(pads)));
    }
  }

  private void add(int u, LinearForm.Term form, Ext power) {
    put(form.coefficient().times(power), run.place(u, form.column()), form.phis());
  }

  private void put(Ext coefficient, Place place, List<Phi> factors) {
    groups
        .get(place.block().group())
        .add(new Tensor(coefficient, place.block(), place.column(), factors));
  }

  /// The value of the joint claim.
  Ext sigma() {
    return sigma;
  }

  /// The forms on the cells of a group.
  List<Tensor> tensors(int group) {
    return groups.get(group);
  }

  /// `sum over rows l of eq(alpha, l)·w_g[l, ·]`, M entries.
  RowForm atRow(int group, Ext[] alpha) {
    int m = (int) run.groups().get(group).geometry().m();
    return RowForm.at(m, groups.get(group), alpha);
  }
}
