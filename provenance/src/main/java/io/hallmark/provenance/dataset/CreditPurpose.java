package io.hallmark.provenance.dataset;

import java.util.Optional;

/// What an opening of a commitment is for.
public enum CreditPurpose {
  /// The proof that the cells are what the schema declares.
  DATASET_PROOF("dataset-proof"),
  /// The proof that the entries of a private list ascend.
  LIST_PROOF("list-proof"),
  /// The proof of a run.
  RUN("run"),
  /// The proof that a policy is kept.
  POLICY("policy"),
  /// The answer to a request: a disclosure of one bit about one guess.
  ANSWER("answer"),
  /// The proof that a copy holds the same cells.
  COPY("copy"),
  /// The proof that an index holds the digests.
  INDEX("index"),
  /// The proof that a fresh commitment holds the same cells; may use a reserved opening.
  RENEWAL("renewal"),
  /// The proof that a model's commitment holds public weights; may use a reserved opening, since
  /// nothing is left to hide and to renew.
  REVEAL("reveal");

  private final String code;

  CreditPurpose(String code) {
    this.code = code;
  }

  /// The word in the ledger.
  public String code() {
    return code;
  }

  /// Whether the proof may use an opening that is reserved.
  public boolean usesReserve() {
    return this == RENEWAL || this == REVEAL;
  }

  static Optional<CreditPurpose> of(String code) {
    for (CreditPurpose purpose : values()) {
      if (purpose.code.equals(code)) {
        return Optional.of(purpose);
      }
    }
    return Optional.empty();
  }
}
