package io.hallmark.provenance.training;

/// Whether the weights of a proven model are public.
public enum ReleaseMode {
  /// The weights stay hidden: the certificate names a commitment to them.
  SEALED("sealed"),
  /// The weights are public: the certificate names their digest.
  RELEASED("released");

  private final String word;

  ReleaseMode(String word) {
    this.word = word;
  }

  /// The word in documents.
  public String word() {
    return word;
  }

  /// The mode of a word.
  ///
  /// @throws IllegalArgumentException if it is none
  public static ReleaseMode of(String word) {
    for (ReleaseMode mode : values()) {
      if (mode.word.equals(word)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("not a release mode: " + word);
  }
}
