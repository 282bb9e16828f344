package io.hallmark.provenance.training;

import io.hallmark.learning.operator.EvaluationResult;
import io.hallmark.provenance.RefusedException;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

/// What the owner of a run lets its certificate publish about the model on the test part.
///
/// Whatever is published exactly confirms or refutes any complete guess about the test records, so
/// a sealed model says by default only what it reaches: a number of records that is a multiple of
/// five percent, rounded up to whole records.
///
/// @param kind what is published
/// @param atLeast the threshold of [Kind#AT_LEAST]; empty for the default one
/// @param tag the tag of [Kind#GROUPS]
public record EvaluationChoice(Kind kind, OptionalLong atLeast, Optional<String> tag) {
  private static final int STEPS = 20;

  /// Exact numbers, which a trainer sees in any case.
  static final EvaluationChoice EXACT = new EvaluationChoice(Kind.EXACT, OptionalLong.empty());

  /// A choice that names no tag.
  public EvaluationChoice(Kind kind, OptionalLong atLeast) {
    this(kind, atLeast, Optional.empty());
  }

  /// Kinds.
  public enum Kind {
    /// Nothing.
    NONE("none"),
    /// The exact number of correct records, or the squared error of a regression.
    EXACT("exact"),
    /// A number that is reached.
    AT_LEAST("at-least"),
    /// The table of confusions.
    CONFUSION("confusion"),
    /// The table of confusions of every group of records that share the code of a tag.
    GROUPS("groups");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// The word on the command line.
    public String word() {
      return word;
    }
  }

  /// The default: exact for a released model and for a regression, at least for a sealed one.
  public static EvaluationChoice usual(ReleaseMode mode, boolean isRegression) {
    return new EvaluationChoice(
        mode == ReleaseMode.RELEASED || isRegression ? Kind.EXACT : Kind.AT_LEAST,
        OptionalLong.empty());
  }

  /// Reads `none`, `exact`, `at-least`, `at-least=COUNT`, `confusion`, `groups=TAG`.
  ///
  /// @throws IllegalArgumentException if it is anything else
  public static EvaluationChoice of(String text) {
    String threshold = Kind.AT_LEAST.word() + "=";
    if (text.matches(threshold + "[0-9]{1,9}")) {
      return new EvaluationChoice(
          Kind.AT_LEAST, OptionalLong.of(Long.parseLong(text.substring(threshold.length()))));
    }
    String groups = Kind.GROUPS.word() + "=";
    if (text.startsWith(groups) && text.length() > groups.length()) {
      return new EvaluationChoice(
          Kind.GROUPS, OptionalLong.empty(), Optional.of(text.substring(groups.length())));
    }
    for (Kind kind : Kind.values()) {
      if (kind != Kind.GROUPS && kind.word().equals(text)) {
        return new EvaluationChoice(kind, OptionalLong.empty());
      }
    }
    throw new IllegalArgumentException(
        "none, exact, at-least, at-least=COUNT, confusion or groups=TAG, not " + text);
  }

  /// What is published of these results; nothing for [Kind#NONE].
  ///
  /// @param rows number of evaluated records
  /// @throws RefusedException if the model does not reach the threshold, or the task has no such
  ///   output
  ///
  /// @param place place of the tag of [Kind#GROUPS] among the tags of the schema, else anything
  Optional<EvaluationOutput> output(EvaluationResult result, int rows, int place)
      throws RefusedException {
    boolean isRegression = result.classes() == 0;
    if (isRegression && (kind == Kind.AT_LEAST || kind == Kind.CONFUSION || kind == Kind.GROUPS)) {
      throw new RefusedException("a regression has no classes to count: choose exact or none");
    }
    return switch (kind) {
      case NONE -> Optional.empty();
      case EXACT ->
          Optional.of(
              isRegression
                  ? new EvaluationOutput.SquaredError(BigInteger.valueOf(result.squares()))
                  : new EvaluationOutput.Correct(result.correct()));
      case CONFUSION ->
          Optional.of(EvaluationOutput.confusion(result.confusion(), result.classes()));
      case GROUPS ->
          Optional.of(
              EvaluationOutput.groups(place, result.counts(), result.groups(), result.classes()));
      case AT_LEAST -> Optional.of(new EvaluationOutput.AtLeast(threshold(result.correct(), rows)));
    };
  }

  private long threshold(long correct, long rows) throws RefusedException {
    long reached = Math.ceilDiv(correct * STEPS / rows * rows, STEPS);
    long wanted = atLeast.orElse(reached);
    if (wanted > correct) {
      throw new RefusedException(
          "the model gets %d of %d records right, not %d".formatted(correct, rows, wanted));
    }
    return wanted;
  }
}
