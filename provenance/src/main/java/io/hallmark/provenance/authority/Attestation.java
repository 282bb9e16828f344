package io.hallmark.provenance.authority;

import java.util.Optional;

/// What an authority can say about a data set: a fixed code with a fixed text, so that two
/// certificates with one code say the same.
public enum Attestation {
  /// The signer ran the ingestion itself.
  SOURCES_RECOMPUTED(
      "sources-recomputed",
      "The signer re-ran ingestion by the schema of the manifest on the sources and obtained the"
          + " same record roots and the same encoded cells."),
  /// The signer answers for the collection.
  COLLECTED(
      "collected",
      "The records of the manifest were collected by the signer or under its responsibility."),
  /// The signer looked at the manifest.
  REVIEWED(
      "reviewed",
      "The signer reviewed the manifest with its schema and origin record; it did not re-run"
          + " ingestion.");

  private final String code;
  private final String text;

  Attestation(String code, String text) {
    this.code = code;
    this.text = text;
  }

  /// The code, as documents and commands write it.
  public String code() {
    return code;
  }

  /// The fixed text.
  public String text() {
    return text;
  }

  /// The attestation with this code.
  public static Optional<Attestation> of(String code) {
    for (Attestation attestation : values()) {
      if (attestation.code.equals(code)) {
        return Optional.of(attestation);
      }
    }
    return Optional.empty();
  }
}
