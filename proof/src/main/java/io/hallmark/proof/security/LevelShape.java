package io.hallmark.proof.security;

/// Shape of one level of tail 2.
///
/// @param fold f, the level has `2^f` rows
/// @param low log2 of the row length
/// @param nu log2 of the domain
/// @param queries t
public record LevelShape(long fold, long low, long nu, long queries) {}
