package io.hallmark.proof.security;

import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.ProductIndex;
import io.hallmark.proof.relation.Stage;
import io.hallmark.proof.relation.Strip;
import java.util.List;

/// The numbers of a part on which its soundness error and its messages depend.
///
/// @param fractionDegree D, sum over the fractions of 1 plus the largest number of fingerprint
///   variables on which one of its columns depends
/// @param lookupDepth L, 0 without lookups
/// @param labelVariables largest number of label variables of a LINEAR column or of a left side
/// @param products number of PRODUCT constraints
/// @param productRounds V
/// @param privateOperands operands of PRODUCT constraints that are hidden messages
/// @param stages the stages
/// @param tripleVariables bits(Q)
/// @param claims number of claims
public record PartShape(
    double fractionDegree,
    int lookupDepth,
    int labelVariables,
    long products,
    long productRounds,
    long privateOperands,
    List<StageShape> stages,
    int tripleVariables,
    long claims) {

  /// The numbers of a stage.
  ///
  /// @param occurrences number of occurrences
  /// @param rounds V_d
  /// @param privateOperands operands that are hidden messages
  public record StageShape(long occurrences, long rounds, long privateOperands) {}

  /// Copies the list.
  public PartShape {
    stages = List.copyOf(stages);
  }

  /// The shape of a part.
  public static PartShape of(PartIndex part) {
    List<StageShape> stages = part.stages().stream().map(PartShape::stage).toList();
    long operands = operands(part.products());
    long claims = part.lookupDepth() > 0 ? part.lookupDepth() + 2 : 0;
    claims += part.linears().size() + (part.products().isEmpty() ? 0 : 2 + operands) + 3;
    claims += stages.stream().mapToLong(s -> 1 + s.privateOperands()).sum();
    return new PartShape(
        part.strips().stream().mapToDouble(s -> degree(part, s)).sum(),
        part.lookupDepth(),
        labelVariables(part),
        part.products().size(),
        part.productSchedule().rounds(),
        operands,
        stages,
        part.tripleVariables(),
        claims);
  }

  private static StageShape stage(Stage s) {
    return new StageShape(s.occurrences().size(), s.schedule().rounds(), operands(s.occurrences()));
  }

  private static long operands(List<ProductIndex> products) {
    return products.stream().mapToLong(ProductIndex::privateOperands).sum();
  }

  private static double degree(PartIndex part, Strip strip) {
    int most = 0;
    for (int k = 0; k < strip.columns().size(); k++) {
      most = Math.max(most, part.fingerprintVariables(strip.columns().get(k)));
    }
    return (double) part.boxSize(strip.labels()) * (1 + most);
  }

  private static int labelVariables(PartIndex part) {
    int most = 0;
    Ids linears = part.linears();
    for (int k = 0; k < linears.size(); k++) {
      most = Math.max(most, part.variables(part.labels(linears.get(k))));
    }
    for (ProductIndex x : part.products()) {
      most = Math.max(most, part.variables(part.labels(x.lhs())));
    }
    return most;
  }

  /// `1 + sum over k=1..L-1 of (3k + 2)`, 0 without lookups.
  long layerDegree() {
    long sum = lookupDepth > 0 ? 1 : 0;
    for (int k = 1; k < lookupDepth; k++) {
      sum += 3L * k + 2;
    }
    return sum;
  }

  /// Sum over the stages of occurrences and three times the rounds.
  long stageDegree() {
    return stages.stream().mapToLong(s -> s.occurrences() + 3 * s.rounds()).sum();
  }

  /// Bytes of the messages of the part: hidden and clear elements, and one nonce with lookups.
  public long messageBytes() {
    long elements = lookupDepth > 0 ? 4 : 0;
    for (int k = 1; k < lookupDepth; k++) {
      elements += 3L * k + 4;
    }
    elements += products > 0 ? 1 + 3 * productRounds + privateOperands : 0;
    for (StageShape s : stages) {
      elements += s.occurrences() + 3 * s.rounds() + s.privateOperands();
    }
    elements += 3L * tripleVariables + 2;
    return 16 * elements + (lookupDepth > 0 ? 8 : 0);
  }
}
