package io.hallmark.proof.relation;

import io.hallmark.proof.commitment.Label;
import java.util.List;

/// The numbers of pads P and triples Q of a part, with L the lookup depth and V product rounds:
///
/// P = [lookups: 4 + sum over k=1..L-1 of (3k + 4)] + [products: 1 + 3V + private operands]
/// + [per stage: occurrences + 3·V_d + private operands] + 3·bits(Q) + 2
///
/// Q = [lookups: 2 + 3(L-1)] + products and occurrences with two private operands + 1
///
/// @param pads P
/// @param triples Q
record Counts(long pads, long triples) {
  Counts(PartIndex part) {
    this(pads(part, triples(part)), triples(part));
  }

  private static long triples(PartIndex part) {
    int depth = part.lookupDepth();
    long q = depth > 0 ? 2 + 3L * (depth - 1) : 0;
    q += part.products().stream().filter(ProductIndex::needsTriple).count();
    for (Stage stage : part.stages()) {
      q += stage.occurrences().stream().filter(ProductIndex::needsTriple).count();
    }
    return q + 1;
  }

  private static long pads(PartIndex part, long triples) {
    long p = part.lookupDepth() > 0 ? 4 : 0;
    for (int k = 1; k < part.lookupDepth(); k++) {
      p += 3L * k + 4;
    }
    if (!part.products().isEmpty()) {
      p += 1 + 3L * part.productSchedule().rounds() + operands(part.products());
    }
    for (Stage stage : part.stages()) {
      p += stage.occurrences().size() + 3L * stage.schedule().rounds();
      p += operands(stage.occurrences());
    }
    return p + 3L * Label.bits(triples) + 2;
  }

  private static long operands(List<ProductIndex> products) {
    return products.stream().mapToLong(ProductIndex::privateOperands).sum();
  }
}
