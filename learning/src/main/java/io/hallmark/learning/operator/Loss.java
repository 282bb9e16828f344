package io.hallmark.learning.operator;

/// From the pre-activations of the last layer to the outputs p that the loss compares with labels:
/// probabilities at scale fp, or with a squared error the pre-activations themselves.
public sealed interface Loss permits SigmoidLoss, SoftmaxLoss, SquaredLoss {
  /// Column of the probabilities.
  String PROBABILITY = "p";

  /// Columns for so many samples in a recorder.
  Tape tape(CellRecorder recorder, int samples);

  /// Emits p and what defines it.
  ///
  /// @param z column of the pre-activations
  /// @return the column p
  String emit(PartBuilder b, String z);

  /// Computes and records, sample by sample.
  interface Tape {
    /// The outputs of one sample.
    ///
    /// @param z pre-activations of a batch, one row per sample
    /// @param row row of the sample in the batch
    /// @param sample number of the sample among all recorded ones
    /// @param step step, counted from 1
    /// @param segment segment, counted from 0
    /// @param p outputs of a batch; the row of the sample is written
    /// @throws TrainingStopped if a value leaves its declared range
    void record(long[] z, int row, int sample, int step, int segment, int[] p)
        throws TrainingStopped;
  }
}
