package io.hallmark.provenance.training;

/// Who could have chosen the seed of a run. The grade is part of the intent; nothing that comes
/// later can raise it, and a verdict always shows it.
public enum SeedGrade {
  /// The seed's value is the checkpoint of a log right after the intent was entered, with the
  /// cosignatures of named cosigners: it does not exist before they sign, and each attempt is
  /// public.
  BEACON("beacon"),
  /// The seed's value is the signature of an authority over the intent: nothing is left to choose
  /// for the trainer alone.
  COMMITTED("committed"),
  /// The trainer chose the seed's value: everything that depends on it is declared only.
  SELF_CHOSEN("self-chosen");

  private final String word;

  SeedGrade(String word) {
    this.word = word;
  }

  /// The word in documents and in the seed formula.
  public String word() {
    return word;
  }

  /// The grade of a word.
  ///
  /// @throws IllegalArgumentException if it is none
  public static SeedGrade of(String word) {
    for (SeedGrade grade : values()) {
      if (grade.word.equals(word)) {
        return grade;
      }
    }
    throw new IllegalArgumentException("not a grade: " + word);
  }
}
