package io.hallmark.proof.relation;

/// Where the cells of a column stand: for an import, in the block of its source.
///
/// @param block the block
/// @param column number of the column in the block
public record Place(Block block, int column) {}
