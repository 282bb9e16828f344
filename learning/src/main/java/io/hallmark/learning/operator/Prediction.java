package io.hallmark.learning.operator;

/// The predicted class of a record, from the pre-activations of served weights.
public sealed interface Prediction permits BinaryPrediction, BestClassPrediction {
  /// The layer whose outputs decide.
  DenseLayer layer();

  /// Columns for so many records in a recorder.
  Tape tape(CellRecorder recorder, int records);

  /// Emits the predictions.
  ///
  /// @param z column of the pre-activations
  /// @return the predictions: 0 or 1 `[b]` of one output, else one-hot `[b,class]`
  String emit(PartBuilder b, String z);

  /// Computes and records, record by record.
  interface Tape {
    /// The predicted class of a record.
    ///
    /// @param z pre-activations, one row per record
    /// @throws TrainingStopped if a value leaves its declared range
    int record(long[] z, int record) throws TrainingStopped;
  }
}
