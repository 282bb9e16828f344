package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The columns of predictions, labels and groups of evaluated records.
///
/// @param hit predictions: 0 or 1 `[b]` of one output, else one-hot `[b,class]`
/// @param y labels: 0 or 1 `[b]` of two classes, else one-hot `[b,class]`
/// @param group one-hot groups `[b,group]`, or codes of a tag `[b]`, or empty
/// @param classes number of classes C
/// @param outputs outputs of the model
/// @param records number of records
public record EvaluatedColumns(
    String hit, String y, String group, int classes, int outputs, int records) {
  /// Label of a true class.
  static final String TRUE = "true";

  /// Label of a predicted class of a model with one output.
  static final String GUESS = "guess";

  /// The labels that a table of confusions needs, in declared order.
  public static List<Label> labels(int classes, int outputs, int groups) {
    List<Label> out = new ArrayList<>();
    out.add(new Label(TRUE, classes));
    if (outputs == 1) {
      out.add(new Label(GUESS, 2));
    }
    if (groups > 0) {
      out.add(new Label(DataLayout.GROUP, groups));
    }
    return out;
  }

  boolean isBinary() {
    return classes == 2;
  }

  /// Predictions of two classes as one number of 0 and 1.
  String emitBinaryHit(PartBuilder b) {
    return outputs == 2
        ? b.gather("h1", List.of("b"), hit, "class", List.of(), Cells.ofInts(1))
        : hit;
  }

  /// The label of predicted classes.
  String guess() {
    return outputs == 1 ? GUESS : "class";
  }

  /// True classes, one-hot along `true`.
  String emitTrue(PartBuilder b) {
    return isBinary() ? hot(b, "y", y, TRUE) : b.rename("y.t", y, "class", TRUE);
  }

  /// Predicted classes, one-hot along [#guess].
  String emitGuess(PartBuilder b) {
    return outputs == 1 ? hot(b, "h", hit, GUESS) : hit;
  }

  /// True classes as numbers.
  String emitTrueCode(PartBuilder b) {
    return isBinary() ? y : code(b, "y.code", y);
  }

  /// Predicted classes as numbers.
  String emitGuessCode(PartBuilder b) {
    return isBinary() ? emitBinaryHit(b) : code(b, "h.code", hit);
  }

  private String code(PartBuilder b, String name, String hot) {
    Cells numbers = Cells.ofInts(IntStream.range(0, classes).toArray());
    return b.sum(name, b.scale(name + ".s", hot, "class", numbers), "class");
  }

  /// HOT: `[label = X]` of a column X of 0 and 1, as `½ + ½·(±1)·(2X - 1)`.
  private static String hot(PartBuilder b, String name, String x, String label) {
    String spread = b.broadcast(name + ".c", x, label);
    long minusOne = Goldilocks.fromSigned(-1);
    String sign =
        b.affine(name + ".u", b.at(spread), minusOne, List.of(PartBuilder.term(2, spread)));
    String turned = b.scale(name + ".k", sign, label, Cells.ofInts(-1, 1));
    return b.affine(
        name + ".t",
        b.at(spread),
        Goldilocks.HALF,
        List.of(new Column.Term(Goldilocks.HALF, turned)));
  }
}
