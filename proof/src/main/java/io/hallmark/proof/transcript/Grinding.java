package io.hallmark.proof.transcript;

/// The places where the prover must find a nonce before a challenge, so that re-drawing the
/// challenge costs `2^bits` hashes.
public enum Grinding {
  /// Before the challenge `lookup`.
  LOOKUP("lookup-pow"),
  /// Before a challenge that folds.
  FOLD("fold-pow"),
  /// Before the queries.
  QUERY("query-pow"),
  /// Before the queries of a level.
  LEVEL("level-pow");

  private final String label;

  Grinding(String label) {
    this.label = label;
  }

  /// The label of the message that carries the nonce.
  public String label() {
    return label;
  }
}
