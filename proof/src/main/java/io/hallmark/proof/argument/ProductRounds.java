package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Factor;
import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.ProductIndex;
import io.hallmark.proof.relation.Schedule;
import java.util.ArrayList;
import java.util.List;

/// The sumcheck of several products over one schedule.
final class ProductRounds implements RoundOracle {
  private final int[] labelOfRound;
  private final List<Summand> summands = new ArrayList<>();
  private final List<Ids> summed = new ArrayList<>();
  private final List<Integer> answers = new ArrayList<>();
  private int done;

  ProductRounds(PartIndex part, Schedule schedule) {
    this.labelOfRound = new int[schedule.rounds()];
    int at = 0;
    for (int k = 0; k < schedule.labels().size(); k++) {
      for (int v = 0; v < part.bits(schedule.labels().get(k)); v++) {
        labelOfRound[at++] = schedule.labels().get(k);
      }
    }
  }

  /// Adds a summand.
  void add(ProductIndex product, Summand summand) {
    summands.add(summand);
    summed.add(product.summed());
  }

  /// Number of summands.
  int size() {
    return summands.size();
  }

  /// The next product has its operands in the summand of this number.
  void answerBy(int summand) {
    answers.add(summand);
  }

  @Override
  public ExtArray round(Ext[] bound) {
    bind(bound);
    ExtArray c = new ExtArray(3);
    for (int k = 0; k < summands.size(); k++) {
      summands.get(k).addRound(isActive(k), c);
    }
    return c;
  }

  private boolean isActive(int summand) {
    return summed.get(summand).contains(labelOfRound[done]);
  }

  private void bind(Ext[] bound) {
    for (; done < bound.length; done++) {
      Factor r = new Factor(bound[done]);
      for (int k = 0; k < summands.size(); k++) {
        summands.get(k).bind(isActive(k), r);
      }
    }
  }

  @Override
  public ExtArray end(Ext[] point) {
    bind(point);
    ExtArray out = new ExtArray(2 * answers.size());
    for (int k = 0; k < answers.size(); k++) {
      out.set(2 * k, summands.get(answers.get(k)).endA());
      out.set(2 * k + 1, summands.get(answers.get(k)).endB());
    }
    return out;
  }
}
