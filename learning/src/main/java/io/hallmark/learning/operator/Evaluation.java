package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.relation.Column;
import java.util.List;

/// The number of correct predictions, from the pre-activations of served weights.
public sealed interface Evaluation permits BinaryEvaluation, BestClassEvaluation {
  /// The layer whose outputs decide.
  DenseLayer layer();

  /// Columns for so many records in a recorder.
  Tape tape(CellRecorder recorder, int records);

  /// Emits predictions and count.
  ///
  /// @param z column of the pre-activations
  /// @param y column of the labels
  /// @param n number of records
  /// @param count published number of correct predictions
  void emit(PartBuilder b, String z, String y, int n, int count);

  /// Computes and records, record by record.
  interface Tape {
    /// The predicted class of a record.
    ///
    /// @param z pre-activations, one row per record
    /// @throws TrainingStopped if a value leaves its declared range
    int record(long[] z, int record) throws TrainingStopped;
  }

  /// Two classes, predictions and labels of 0 and 1: a record is right iff `1 - u - y + 2·u·y = 1`,
  /// so `Σuy = (count - n)/2 + Σu/2 + Σy/2`.
  static void emitAgreement(PartBuilder b, String hit, String y, int n, int count) {
    long half = Goldilocks.HALF;
    String agree =
        b.affine(
            "agree",
            List.of(),
            Goldilocks.mul(half, Goldilocks.fromSigned((long) count - n)),
            List.of(
                new Column.Term(half, b.sum("hits", hit, "b")),
                new Column.Term(half, b.sum("ones", y, "b"))));
    b.requireProduct("correct", agree, hit, y);
  }
}
