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
public record EvaluationChoice(Kind kind, OptionalLong atLeast) {
  private static final int STEPS = 20;

  /// Exact numbers, which a trainer sees in any case.
  static final EvaluationChoice EXACT = new EvaluationChoice(Kind.EXACT, OptionalLong.empty());

  /// Kinds.
  public enum Kind {
    /// Nothing.
    NONE("none"),
    /// The exact number of correct records, or the squared error of a regression.
    EXACT("exact"),
    /// A number that is reached.
    AT_LEAST("at-least"),
    /// The table of confusions.
    CONFUSION("confusion");

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

  /// Reads `none`, `exact`, `at-least`, `at-least=COUNT`, `confusion`.
  ///
  /// @throws IllegalArgumentException if it is anything else
  public static EvaluationChoice of(String text) {
    String threshold = Kind.AT_LEAST.word() + "=";
    if (text.matches(threshold + "[0-9]{1,9}")) {
      return new EvaluationChoice(
          Kind.AT_LEAST, OptionalLong.of(Long.parseLong(text.substring(threshold.length()))));
    }
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(text)) {
        return new EvaluationChoice(kind, OptionalLong.empty());
      }
    }
    throw new IllegalArgumentException(
        "none, exact, at-least, at-least=COUNT or confusion, not " + text);
  }

  /// What is published of these results; nothing for [Kind#NONE].
  ///
  /// @param rows number of evaluated records
  /// @throws RefusedException if the model does not reach the threshold, or the task has no such
  ///   output
  Optional<EvaluationOutput> output(EvaluationResult result, int rows) throws RefusedException {
    boolean isRegression = result.classes() == 0;
    if (isRegression && (kind == Kind.AT_LEAST || kind == Kind.CONFUSION)) {
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
