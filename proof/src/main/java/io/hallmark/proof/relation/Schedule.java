package io.hallmark.proof.relation;

/// The rounds of a product sumcheck: the variables of the labels that are summed in some product,
/// labels in declared order, most significant variable first.
///
/// @param labels the labels, in declared order
/// @param rounds number of rounds V, the sum of their variables
public record Schedule(Ids labels, int rounds) {}
