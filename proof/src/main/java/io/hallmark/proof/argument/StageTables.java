package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.ProductIndex;
import io.hallmark.proof.relation.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tables of one stage. Occurrences of a product column without free labels share A and B:
/// their weight tables are added, `sum of eta^k·phi_k`, before the first round.
final class StageTables implements StageOracle {
  /// One occurrence.
  ///
  /// @param product the product column
  /// @param weights its weight table, or null if it is 1 everywhere
  /// @param a A with its free labels bound
  /// @param b B with its free labels bound
  record Occurrence(ProductIndex product, @Nullable ExtArray weights, LabelTable a, LabelTable b) {
    boolean canShare() {
      return weights != null && product.freeA().size() == 0 && product.freeB().size() == 0;
    }
  }

  private final PartIndex part;
  private final Schedule schedule;
  private final List<Occurrence> occurrences;

  StageTables(PartIndex part, Schedule schedule, List<Occurrence> occurrences) {
    this.part = part;
    this.schedule = schedule;
    this.occurrences = occurrences;
  }

  @Override
  public ExtArray values() {
    ExtArray out = new ExtArray(occurrences.size());
    for (int k = 0; k < out.length(); k++) {
      Occurrence x = occurrences.get(k);
      out.set(k, new Summand(Ext.ONE, x.weights(), x.a(), x.b()).tableSum());
    }
    return out;
  }

  @Override
  public RoundOracle rounds(Ext combine) {
    ProductRounds rounds = new ProductRounds(part, schedule);
    Map<Integer, Integer> shared = new HashMap<>();
    List<ExtArray> sums = new ArrayList<>();
    Ext weight = Ext.ONE;
    for (Occurrence x : occurrences) {
      ExtArray own = x.weights();
      Integer known = x.canShare() ? shared.get(x.product().lhs()) : null;
      if (known != null && own != null) {
        Kernels.chosen().addScaled(sums.get(known), 0, weight, own, 0, own.length());
        rounds.addShared(known);
      } else {
        ExtArray scaled = new ExtArray(own == null ? 0 : own.length());
        if (own != null) {
          Kernels.chosen().addScaled(scaled, 0, weight, own, 0, own.length());
        }
        if (x.canShare()) {
          shared.put(x.product().lhs(), rounds.size());
        }
        sums.add(scaled);
        Ext coefficient = own == null ? weight : Ext.ONE;
        rounds.add(
            x.product(), new Summand(coefficient, own == null ? null : scaled, x.a(), x.b()));
      }
      weight = weight.times(combine);
    }
    return rounds;
  }
}
