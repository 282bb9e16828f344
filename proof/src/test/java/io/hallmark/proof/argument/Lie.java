package io.hallmark.proof.argument;

import io.hallmark.algebra.field.ExtArray;
import java.util.function.UnaryOperator;

/// A filter that replaces one message: the one with this label that the given part says as number
/// `occurrence` (from 0), hidden messages before their pad is taken off. Everything after it
/// follows from the lie, as far as the prover computes it from messages.
final class Lie implements MessageFilter {
  private final int part;
  private final String label;
  private final int occurrence;
  private final UnaryOperator<ExtArray> lie;
  private int seen;
  private boolean told;

  Lie(int part, String label, int occurrence, UnaryOperator<ExtArray> lie) {
    this.part = part;
    this.label = label;
    this.occurrence = occurrence;
    this.lie = lie;
  }

  @Override
  public ExtArray elements(int speaker, String spoken, ExtArray values) {
    if (speaker != part || !spoken.equals(label) || seen++ != occurrence) {
      return values;
    }
    told = true;
    return lie.apply(values.copy());
  }

  /// Whether the message came.
  boolean told() {
    return told;
  }
}
