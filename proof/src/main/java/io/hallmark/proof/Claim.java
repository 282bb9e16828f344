package io.hallmark.proof;

/// The claims that a part emits. None is checked where it arises: all are enforced at once by
/// [Check#OPEN_LINEAR]. They are named because each must have its own liar.
public enum Claim {
  /// The sum of all fractions has numerator zero.
  LOOKUP_ROOT,
  /// The end of the sumcheck of one layer of the fraction tree.
  LOOKUP_LAYER,
  /// The numerators of the leaves.
  LOOKUP_LEAF_P,
  /// The denominators of the leaves.
  LOOKUP_LEAF_Q,
  /// A LINEAR constraint at a random point.
  LINEAR,
  /// The left sides of the products.
  PRODUCT_LHS,
  /// The first operand of a product.
  OPERAND_A,
  /// The second operand of a product.
  OPERAND_B,
  /// The end of the product sumcheck.
  PRODUCT_FINAL,
  /// The first operand of an occurrence of a product column.
  STAGE_A,
  /// The second operand of an occurrence of a product column.
  STAGE_B,
  /// The end of the sumcheck of a stage.
  STAGE_FINAL,
  /// The first factors of the triples.
  TRIPLE_A,
  /// The second factors of the triples.
  TRIPLE_B,
  /// The end of the triple check.
  TRIPLE_FINAL
}
