package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.proof.Claim;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.relation.LinearForm;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Phi;
import io.hallmark.proof.relation.ProductIndex;
import io.hallmark.proof.relation.Schedule;
import io.hallmark.proof.relation.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The product columns of a part. Every form on one becomes a hidden value, deepest columns first,
/// and one sumcheck per depth proves the values:
///
/// `sum_k eta^k·h_k = sum over all V_d variables of sum_k eta^k·2^(d_k - V_d)·f_k`, with `f_k(x_D)
/// = (product over shared labels a of phi_a)(x_S)·A~·B~`, the free labels of A and B bound by the
/// vectors phi_a.
///
/// - **Soundness:** occurrences/|E| for eta, 3·V_d/|E| for the rounds, per stage.
final class StageArgument {
  private final PartSession session;
  private final PartIndex part;
  private final Channel channel;

  StageArgument(PartSession session) {
    this.session = session;
    this.part = session.part();
    this.channel = session.channel();
  }

  void run() throws ProofException {
    for (int number = 0; number < part.stages().size(); number++) {
      stage(number, part.stages().get(number));
    }
  }

  /// Where an occurrence was found.
  private record Found(int claim, LinearForm.Term form) {}

  private void stage(int number, Stage stage) throws ProofException {
    List<Found> found = take(stage.depth());
    List<LinearForm.Term> forms = found.stream().map(Found::form).toList();
    Lazy<StageOracle> oracle = new Lazy<>(() -> session.oracle().stage(number, forms));
    Hidden[] h = session.hidden("stage-values", forms.size(), () -> oracle.get().values());
    for (int k = 0; k < h.length; k++) {
      replace(found.get(k), h[k]);
    }
    Ext eta = channel.challenge("stage-combine");
    Affine claim = Affine.ZERO;
    Ext weight = Ext.ONE;
    for (Hidden x : h) {
      claim = claim.plus(x.value().times(weight));
      weight = weight.times(eta);
    }
    Lazy<RoundOracle> tables = new Lazy<>(() -> oracle.get().rounds(eta));
    Schedule schedule = stage.schedule();
    HiddenSumcheck.End end =
        HiddenSumcheck.run(session, "stage-round", "stage-point", schedule.rounds(), claim, tables);
    Ext[][] s = ProductArgument.split(part, schedule, end.point());
    @Nullable Phi[] atS = ProductArgument.atPoints(session, schedule, s);
    Lazy<ExtArray> operands = new Lazy<>(() -> tables.get().end(end.point()));
    Affine rest = end.value();
    weight = Ext.ONE;
    for (int k = 0; k < forms.size(); k++) {
      ProductIndex product = part.productColumn(forms.get(k).column());
      @Nullable Phi[] phi = byLabel(forms.get(k));
      Ext scale = weight.times(ProductArgument.halvings(part, schedule, product.summed()));
      for (int i = 0; i < product.summed().size(); i++) {
        int label = product.summed().get(i);
        Phi eq = Objects.requireNonNull(atS[label]);
        if (product.shared().contains(label)) {
          ExtArray bound = Objects.requireNonNull(phi[label]).entries();
          scale = scale.times(Tables.innerProduct(bound, eq.entries()));
        }
        phi[label] = eq;
      }
      String name = stage.depth() + "." + k;
      ProductForm a = ProductForm.of(product.a(), phi);
      ProductForm b = ProductForm.of(product.b(), phi);
      Operand x = Operand.of(session, "stage-operand", product.aPublic(), a, operands, 2 * k);
      if (!product.aPublic()) {
        session.claim(Claim.STAGE_A, name, session.equation(List.of(a), x.value()));
      }
      Operand y = Operand.of(session, "stage-operand", product.bPublic(), b, operands, 2 * k + 1);
      if (!product.bPublic()) {
        session.claim(Claim.STAGE_B, name, session.equation(List.of(b), y.value()));
      }
      rest = rest.minus(Operand.product(session, x, y).times(scale));
      weight = weight.times(eta);
    }
    session.claim(
        Claim.STAGE_FINAL, Integer.toString(stage.depth()), session.equation(List.of(), rest));
  }

  private @Nullable Phi[] byLabel(LinearForm.Term form) {
    @Nullable Phi[] phi = new Phi[part.labelCount()];
    for (int k = 0; k < form.phis().size(); k++) {
      phi[part.labels(form.column()).get(k)] = form.phis().get(k);
    }
    return phi;
  }

  /// Takes the forms on product columns of this depth out of the claims, in order.
  private List<Found> take(int depth) {
    List<Found> found = new ArrayList<>();
    for (int j = 0; j < session.claims().size(); j++) {
      PartClaim claim = session.claims().get(j);
      List<LinearForm.Term> kept = new ArrayList<>();
      for (LinearForm.Term form : claim.forms()) {
        if (part.isProduct(form.column()) && part.depth(form.column()) == depth) {
          found.add(new Found(j, form));
        } else {
          kept.add(form);
        }
      }
      if (kept.size() < claim.forms().size()) {
        session
            .claims()
            .set(
                j,
                new PartClaim(claim.name(), claim.qualifier(), kept, claim.pads(), claim.value()));
      }
    }
    return found;
  }

  /// Puts `coef·h` in the place of a form: `coef·z` to the pads, `coef·message` to the value.
  private void replace(Found found, Hidden h) {
    PartClaim claim = session.claims().get(found.claim());
    Ext coefficient = found.form().coefficient();
    session
        .claims()
        .set(
            found.claim(),
            new PartClaim(
                claim.name(),
                claim.qualifier(),
                claim.forms(),
                claim.pads().plus(Affine.ofPad(h.pad(), coefficient)),
                claim.value().minus(coefficient.times(h.message()))));
  }
}
