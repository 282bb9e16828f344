package io.hallmark.learning.operator;

/// From the outputs of a loss to the error, the derivative of the loss by the pre-activations.
public sealed interface Target permits LabelTarget, ValueTarget {
  /// Column of the errors.
  String ERROR = "err";

  /// The error of an output.
  ///
  /// @param p output of the loss
  /// @param labels labels of a batch: one class, or one target per output, for each sample
  /// @param sample number of the sample
  /// @param output number of the output
  long error(int p, int[] labels, int sample, int output);

  /// Emits the error.
  ///
  /// @param p column of the outputs
  /// @param y column of the labels
  /// @return the column of the error
  String emit(PartBuilder b, String p, String y);
}
