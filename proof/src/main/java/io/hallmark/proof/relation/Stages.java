package io.hallmark.proof.relation;

import java.util.ArrayList;
import java.util.List;

/// Finds the stages of a part: which forms on product columns its claims hold, in which order.
///
/// Claims are visited in the order of their emission: the denominators of the lookup leaves,
/// LINEAR, the left sides of the products, their operands; then, from the deepest stage on, the
/// operands of the occurrences. A claim's leaves are visited in the order of the pull-back.
final class Stages {
  private final PartIndex part;
  private final List<List<ProductIndex>> byDepth = new ArrayList<>();
  private final int[] stack;
  private long visits;

  Stages(PartIndex part, int maxDepth, int stackSize) {
    this.part = part;
    this.stack = new int[stackSize];
    for (int d = 0; d <= maxDepth; d++) {
      byDepth.add(new ArrayList<>());
    }
  }

  /// Columns visited by the pull-backs of all claims, as far as they were followed.
  long visits() {
    return visits;
  }

  List<Stage> find() {
    for (Strip strip : part.strips()) {
      for (int k = 0; k < strip.columns().size(); k++) {
        claim(strip.columns().get(k));
      }
    }
    for (int k = 0; k < part.linears().size(); k++) {
      claim(part.linears().get(k));
    }
    part.products().forEach(x -> claim(x.lhs()));
    part.products().forEach(this::operands);
    List<Stage> stages = new ArrayList<>();
    for (int d = byDepth.size() - 1; d > 0; d--) {
      List<ProductIndex> occurrences = byDepth.get(d);
      if (!occurrences.isEmpty()) {
        stages.add(new Stage(d, occurrences, part.schedule(occurrences)));
        occurrences.forEach(this::operands);
      }
    }
    return stages;
  }

  private void operands(ProductIndex x) {
    if (!x.aPublic()) {
      claim(x.a());
    }
    if (!x.bPublic()) {
      claim(x.b());
    }
  }

  /// Adds the product columns among the leaves of a column. Columns without any are not entered.
  private void claim(int column) {
    visits = Saturating.plus(visits, part.visits(column));
    if (visits > PartIndex.MAX_PULL_BACK_VISITS) {
      return; // not well-formed, see WellFormed.checkSizes
    }
    int top = 0;
    stack[top++] = column;
    while (top > 0) {
      int c = stack[--top];
      if (part.depth(c) == 0) {
        continue;
      }
      if (part.isProduct(c)) {
        byDepth.get(part.depth(c)).add(part.productColumn(c));
        continue;
      }
      Ids sources = part.sources(c);
      for (int k = sources.size() - 1; k >= 0; k--) {
        stack[top++] = sources.get(k);
      }
    }
  }
}
