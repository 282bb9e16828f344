package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.relation.ColumnValues;
import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.LinearForm;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Phi;
import io.hallmark.proof.relation.ProductIndex;
import io.hallmark.proof.relation.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tables of one stage. Occurrences of a product column whose operands have no free labels, or
/// the same vectors on them, share A and B: their weights are added, `sum of eta^k·phi_k`, before
/// the first round.
final class StageTables implements StageOracle {
  /// Gives an operand with its free labels bound, over the padded cube of the summed labels.
  interface Operands {
    LabelTable bound(int column, ProductIndex product, Ids free, @Nullable Phi[] phi);
  }

  private final PartIndex part;
  private final Schedule schedule;
  private final List<LinearForm.Term> forms;
  private final ColumnValues values;
  private final Operands operands;
  private final ProductTools tools;

  /// @param forms the occurrences, in order
  StageTables(
      PartIndex part,
      Schedule schedule,
      List<LinearForm.Term> forms,
      ColumnValues values,
      Operands operands,
      ProductTools tools) {
    this.part = part;
    this.schedule = schedule;
    this.forms = forms;
    this.values = values;
    this.operands = operands;
    this.tools = tools;
  }

  @Override
  public ExtArray values() {
    ExtArray out = new ExtArray(forms.size());
    for (int k = 0; k < out.length(); k++) {
      out.set(k, values.evaluate(forms.get(k).column(), forms.get(k).phis()));
    }
    return out;
  }

  /// What occurrences with the same operands have in common.
  private record Shared(int column, List<Phi> free) {}

  @Override
  public RoundOracle rounds(Ext combine) {
    ProductRounds rounds = new ProductRounds(part, schedule);
    Map<Shared, Integer> numbers = new HashMap<>();
    List<ProductWeights> weights = new ArrayList<>();
    List<LinearForm.Term> first = new ArrayList<>();
    Ext power = Ext.ONE;
    for (LinearForm.Term form : forms) {
      ProductIndex product = part.productColumn(form.column());
      Shared shared = new Shared(form.column(), free(product, form));
      Integer number = numbers.get(shared);
      if (number == null) {
        number = weights.size();
        numbers.put(shared, number);
        weights.add(new ProductWeights(part, product, tools));
        first.add(form);
      }
      weights.get(number).add(power, entries(form));
      rounds.answerBy(number);
      power = power.times(combine);
    }
    for (int k = 0; k < first.size(); k++) {
      ProductIndex product = part.productColumn(first.get(k).column());
      @Nullable Phi[] phi = byLabel(first.get(k));
      LabelTable a = operands.bound(product.a(), product, product.freeA(), phi);
      LabelTable b = operands.bound(product.b(), product, product.freeB(), phi);
      rounds.add(product, new Summand(tools, Ext.ONE, weights.get(k).table(), a, b));
    }
    return rounds;
  }

  private List<Phi> free(ProductIndex product, LinearForm.Term form) {
    List<Phi> out = new ArrayList<>();
    for (int k = 0; k < form.phis().size(); k++) {
      if (!product.summed().contains(part.labels(form.column()).get(k))) {
        out.add(form.phis().get(k));
      }
    }
    return out;
  }

  private @Nullable Phi[] byLabel(LinearForm.Term form) {
    @Nullable Phi[] out = new Phi[part.labelCount()];
    for (int k = 0; k < form.phis().size(); k++) {
      out[part.labels(form.column()).get(k)] = form.phis().get(k);
    }
    return out;
  }

  private @Nullable ExtArray[] entries(LinearForm.Term form) {
    @Nullable ExtArray[] out = new ExtArray[part.labelCount()];
    for (int k = 0; k < form.phis().size(); k++) {
      out[part.labels(form.column()).get(k)] = form.phis().get(k).entries();
    }
    return out;
  }
}
