package io.hallmark.proof.security;

/// Bits of grinding before each kind of challenge; every bit halves the error of its round.
///
/// @param lookup before `lookup`, in every part
/// @param fold before every challenge that folds
/// @param query before the queries
/// @param level before the queries of every level
public record GrindingBits(long lookup, long fold, long query, long level) {
  /// The fixed choice of profile S.
  public static final GrindingBits PROFILE = new GrindingBits(16, 12, 20, 16);
}
