package io.hallmark.provenance.dataset;

import java.util.Optional;

/// What an opening of a commitment is for.
public enum CreditPurpose {
  /// The proof that the cells are what the schema declares.
  DATASET_PROOF("dataset-proof"),
  /// The proof of a run.
  RUN("run"),
  /// The proof that a copy holds the same cells.
  COPY("copy"),
  /// The proof that a fresh commitment holds the same cells; may use a reserved opening.
  RENEWAL("renewal");

  private final String code;

  CreditPurpose(String code) {
    this.code = code;
  }

  /// The word in the ledger.
  public String code() {
    return code;
  }

  /// Whether the proof renews the commitment.
  public boolean isRenewal() {
    return this == RENEWAL;
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
