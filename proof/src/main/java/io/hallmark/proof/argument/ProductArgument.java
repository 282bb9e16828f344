package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.poly.ClosedForms;
import io.hallmark.proof.Claim;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Phi;
import io.hallmark.proof.relation.ProductIndex;
import io.hallmark.proof.relation.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The LINEAR and PRODUCT constraints of a part, at one random point r per label.
///
/// All products run in one sumcheck over V variables, `sum over all variables of sum_c eta^c·2^(d_c
/// - V)·f_c = sum_c eta^c·lhs_c~(r)` with `f_c(x_D) = eq(r_S, x_S)·A~(x_D, r)·B~(x_D, r)`: shared
///   and contracted labels are summed, free labels stand at r. In a round whose variable is not
///   among those of a constraint, the constraint is halved. It ends at points s.
///
/// - **Soundness:** label variables/|E| for the point, the number of products/|E| for eta, 3V/|E|
///   for the rounds.
final class ProductArgument {
  private final PartSession session;
  private final PartIndex part;
  private final Channel channel;

  ProductArgument(PartSession session) {
    this.session = session;
    this.part = session.part();
    this.channel = session.channel();
  }

  void run() throws ProofException {
    if (part.products().isEmpty() && part.linears().size() == 0) {
      return;
    }
    Ext[][] r = labelPoints();
    @Nullable Phi[] atR = new Phi[part.labelCount()];
    for (int label = 0; label < part.zkLabel(); label++) {
      atR[label] = session.point(label, r[label]);
    }
    for (int k = 0; k < part.linears().size(); k++) {
      int column = part.linears().get(k);
      List<ProductForm> forms = List.of(ProductForm.of(column, atR));
      session.claim(Claim.LINEAR, part.columnName(column), session.equation(forms, Affine.ZERO));
    }
    if (!part.products().isEmpty()) {
      products(r, atR);
    }
  }

  private Ext[][] labelPoints() {
    int variables = 0;
    for (int label = 0; label < part.zkLabel(); label++) {
      variables += part.bits(label);
    }
    Ext[] drawn = channel.challenge("label-points", variables);
    Ext[][] r = new Ext[part.zkLabel()][];
    int at = 0;
    for (int label = 0; label < r.length; label++) {
      r[label] = Arrays.copyOfRange(drawn, at, at + part.bits(label));
      at += r[label].length;
    }
    return r;
  }

  private void products(Ext[][] r, @Nullable Phi[] atR) throws ProofException {
    Ext eta = channel.challenge("product-combine");
    List<ProductForm> left = new ArrayList<>();
    Ext weight = Ext.ONE;
    for (ProductIndex c : part.products()) {
      left.add(new ProductForm(weight, c.lhs(), atR));
      weight = weight.times(eta);
    }
    Hidden claimed =
        session.hidden("product-claim", 1, () -> ExtArray.of(session.oracle().value(left)))[0];
    session.claim(Claim.PRODUCT_LHS, "", session.equation(left, claimed.value()));
    Lazy<RoundOracle> tables = new Lazy<>(() -> session.oracle().products(r, eta));
    Schedule schedule = part.productSchedule();
    HiddenSumcheck.End end =
        HiddenSumcheck.run(
            session, "product-round", "product-point", schedule.rounds(), claimed.value(), tables);
    Ext[][] s = split(part, schedule, end.point());
    @Nullable Phi[] atS = atPoints(session, schedule, s);
    Lazy<ExtArray> operands = new Lazy<>(() -> tables.get().end(end.point()));
    Affine total = Affine.ZERO;
    weight = Ext.ONE;
    for (int c = 0; c < part.products().size(); c++) {
      ProductIndex product = part.products().get(c);
      @Nullable Phi[] phi = replaced(atR, product.summed(), atS);
      Ext scale = weight.times(halvings(part, schedule, product.summed()));
      for (int k = 0; k < product.shared().size(); k++) {
        int label = product.shared().get(k);
        scale = scale.times(ClosedForms.eq(r[label], s[label]));
      }
      String name = part.part().products().get(c).name();
      ProductForm a = ProductForm.of(product.a(), phi);
      ProductForm b = ProductForm.of(product.b(), phi);
      int index = 2 * c;
      Operand x = Operand.of(session, "product-operand", product.aPublic(), a, operands, index);
      if (!product.aPublic()) {
        session.claim(Claim.OPERAND_A, name, session.equation(List.of(a), x.value()));
      }
      Operand y = Operand.of(session, "product-operand", product.bPublic(), b, operands, index + 1);
      if (!product.bPublic()) {
        session.claim(Claim.OPERAND_B, name, session.equation(List.of(b), y.value()));
      }
      total = total.plus(Operand.product(session, x, y).times(scale));
      weight = weight.times(eta);
    }
    session.claim(Claim.PRODUCT_FINAL, "", session.equation(List.of(), end.value().minus(total)));
  }

  /// The vectors of the points s, one per label of the schedule.
  static @Nullable Phi[] atPoints(PartSession session, Schedule schedule, Ext[][] s) {
    @Nullable Phi[] out = new Phi[session.part().labelCount()];
    for (int k = 0; k < schedule.labels().size(); k++) {
      int label = schedule.labels().get(k);
      out[label] = session.point(label, s[label]);
    }
    return out;
  }

  /// The vectors with those of some labels replaced.
  static @Nullable Phi[] replaced(@Nullable Phi[] phi, Ids labels, @Nullable Phi[] by) {
    @Nullable Phi[] out = phi.clone();
    for (int k = 0; k < labels.size(); k++) {
      out[labels.get(k)] = by[labels.get(k)];
    }
    return out;
  }

  /// One point per label of the schedule; labels without a round have the empty point.
  static Ext[][] split(PartIndex part, Schedule schedule, Ext[] point) {
    Ext[][] s = new Ext[part.labelCount()][];
    Arrays.fill(s, new Ext[0]);
    int at = 0;
    for (int k = 0; k < schedule.labels().size(); k++) {
      int label = schedule.labels().get(k);
      s[label] = Arrays.copyOfRange(point, at, at + part.bits(label));
      at += part.bits(label);
    }
    return s;
  }

  /// `2^(d - V)`.
  static Ext halvings(PartIndex part, Schedule schedule, Ids summed) {
    int missing = schedule.rounds() - part.variables(summed);
    return Ext.of(Goldilocks.pow(Goldilocks.HALF, missing));
  }
}
