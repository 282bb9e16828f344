package io.hallmark.provenance.event;

import java.util.Optional;

/// What can happen to data, runs and certificates.
public enum EventKind {
  /// A data set was committed; the subject is its manifest.
  DATASET_COMMITTED("dataset-committed"),
  /// An authority certified a data set; the subject is its certificate.
  DATASET_CERTIFIED("dataset-certified"),
  /// A data set is withdrawn: nothing new should be trained on it; the subject is its manifest.
  DATASET_WITHDRAWN("dataset-withdrawn"),
  /// A run is going to be made; the subject is its intent.
  TRAINING_REGISTERED("training-registered"),
  /// A training certificate was issued; the subject is its run statement.
  CERTIFICATE_ISSUED("certificate-issued"),
  /// A certificate is replaced by the one that it links to.
  CERTIFICATE_SUPERSEDED("certificate-superseded"),
  /// A certificate is not to be relied on any more.
  CERTIFICATE_REVOKED("certificate-revoked"),
  /// Keys are not to be believed any more; the subject is a revocation list.
  KEYS_REVOKED("keys-revoked"),
  /// Digests of a pipeline that is not proven: binding only.
  RECORDED("recorded");

  private final String word;

  EventKind(String word) {
    this.word = word;
  }

  /// The word in documents.
  public String word() {
    return word;
  }

  /// The kind with this word.
  public static Optional<EventKind> of(String word) {
    for (EventKind kind : values()) {
      if (kind.word.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
