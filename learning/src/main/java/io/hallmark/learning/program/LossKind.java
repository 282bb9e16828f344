package io.hallmark.learning.program;

/// Losses of a program.
public enum LossKind {
  /// Cross-entropy of one output, two classes.
  SIGMOID("sigmoid-cross-entropy"),
  /// Cross-entropy of one output per class.
  SOFTMAX("softmax-cross-entropy"),
  /// Half the square of output minus target.
  SQUARED("squared-error");

  private final String text;

  LossKind(String text) {
    this.text = text;
  }

  /// The word in a program document.
  public String text() {
    return text;
  }
}
