package io.hallmark.proof;

/// Every direct check of the verifier (and the prover's own), by its name in `docs/protocol.md`,
/// section "Checks".
///
/// Each name has a test that is refused by this name, and accepted when the call for this one name
/// is taken out of the verifier.
public enum Check {
  /// The first eight bytes of a proof.
  HDR_MAGIC,
  /// Every element is below p.
  ENC_CANONICAL,
  /// Nothing is missing.
  ENC_LENGTH,
  /// Nothing is left over.
  ENC_TRAILING,
  /// The rules of the relation language.
  REL_WELL_FORMED,
  /// The rules of geometries, parameters and level shapes.
  GEOMETRY_VALID,
  /// The sum of the error ledger is at most 2^-100.
  PROFILE_FLOOR,
  /// The descriptor of an older commitment is the one its documents name (checked by the caller).
  LINK_DESCRIPTOR,
  /// Leading zero bits before the challenge `lookup`.
  POW_LOOKUP,
  /// Leading zero bits before a fold challenge.
  POW_FOLD,
  /// Leading zero bits before the queries.
  POW_QUERY,
  /// Leading zero bits before the queries of a level.
  POW_LEVEL,
  /// An opening leads to the committed root.
  MERKLE_ROOT,
  /// The prover's own recomputation of a descriptor.
  PROVER_DESCRIPTOR,
  /// The one linear equation that carries every claim.
  OPEN_LINEAR,
  /// The opened mask polynomial at the queries.
  MASK_FOLD,
  /// The folded row at the queries (tail 1).
  ROW_FOLD,
  /// The final vector at the queries of the last level (tail 2).
  FINAL_FOLD,
  /// The linear equation on the final vector (tail 2).
  FINAL_LINEAR
}
