package io.hallmark.proof.argument;

/// What a prover spends its time on.
public enum ProofPhase {
  /// Pads, masks, encoding and hashing of the trace.
  COMMIT,
  /// Fraction trees of the lookups of all parts.
  LOOKUPS,
  /// Linear constraints, products, stages of product columns and triples of all parts.
  PRODUCTS,
  /// The joint opening: row rounds, folded rows, queries.
  OPENING,
  /// Search for nonces, wherever the protocol asks for one.
  GRINDING,
  /// The verification of the finished proof by its own prover.
  VERIFY
}
