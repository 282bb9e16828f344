package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.ProductIndex;
import io.hallmark.proof.relation.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /// Adds a summand that stands for the next product.
  void add(ProductIndex product, Summand summand) {
    answers.add(summands.size());
    summands.add(summand);
    summed.add(product.summed());
  }

  /// Lets the next product be answered by a summand that is there already.
  void addShared(int number) {
    answers.add(number);
  }

  /// Number of summands.
  int size() {
    return summands.size();
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
      for (int k = 0; k < summands.size(); k++) {
        summands.get(k).bind(isActive(k), bound[done]);
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

  /// The weight table of a product over the padded cube of its summed labels: the product of one
  /// vector per shared label; null if it has none.
  ///
  /// @param vectors by label, at most as long as the padded extent
  static @Nullable ExtArray weights(
      PartIndex part, ProductIndex product, @Nullable ExtArray[] vectors) {
    if (product.shared().size() == 0) {
      return null;
    }
    ExtArray out = ExtArray.of(Ext.ONE);
    for (int k = 0; k < product.summed().size(); k++) {
      int label = product.summed().get(k);
      int size = 1 << part.bits(label);
      ExtArray vector = product.shared().contains(label) ? vectors[label] : null;
      ExtArray next = new ExtArray(out.length() * size);
      for (int i = 0; i < out.length(); i++) {
        Ext x = out.get(i);
        for (int j = 0; j < size; j++) {
          if (vector == null) {
            next.set(i * size + j, x);
          } else if (j < vector.length()) {
            next.set(i * size + j, x.times(vector.get(j)));
          }
        }
      }
      out = next;
    }
    return out;
  }
}
