package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.relation.LinearForm;
import java.util.List;

/// What one end knows about the cells of a part: the plain values of its hidden messages, asked for
/// in the order of the protocol.
interface PartOracle {
  /// p0, p1, q0, q1 of layer 1 of the lookup tree.
  ExtArray lookupRoot(LookupChallenges challenges);

  /// The sumcheck on layer `layer + 1`; its end are p(0,s), p(1,s), q(0,s), q(1,s).
  ///
  /// @param layer k, the number of rounds
  /// @param point the point r of layer k
  /// @param combine the challenge lambda
  RoundOracle lookupLayer(int layer, Ext[] point, Ext combine);

  /// The sum of forms on columns of the part.
  Ext value(List<ProductForm> forms);

  /// The sumcheck over all PRODUCT constraints; its end are A and B of every constraint,
  /// alternating.
  ///
  /// @param points the point r of every label
  /// @param combine the challenge eta
  RoundOracle products(Ext[][] points, Ext combine);

  /// The tables of a stage.
  ///
  /// @param number number of the stage
  /// @param occurrences the forms on product columns, in order
  StageOracle stage(int number, List<LinearForm.Term> occurrences);

  /// The sumcheck of the triple check; its end are a~ and b~.
  RoundOracle triples(List<Triple> triples, Ext[] point);
}
