package io.hallmark.learning.operator;

import java.util.List;

/// How gradients move weights. Inside a segment nothing is rounded: the weights of every step are
/// an exact linear function of the start of the segment and the gradients since. Only what stands
/// at the end of a segment is committed and checked.
public sealed interface Optimizer permits ExactSgd, ExactMomentum {
  /// The range of a boundary weight.
  Range range(ParameterTensor w);

  /// Whether a segment hands over a state besides the weights.
  boolean hasState();

  /// The weights of one tensor through some segments of a training.
  ///
  /// @param start weights before the first of them
  /// @param state state of the optimiser then; empty at the start of a training, or without one
  /// @param segments number of segments that are recorded
  Weights weights(
      ParameterTensor w, long[] start, long[] state, int segments, CellRecorder recorder);

  /// Commits the boundaries after every segment.
  void emitBoundaries(PartBuilder b, List<ParameterTensor> tensors);

  /// Emits what stands at the start of every segment.
  ///
  /// @param span segments of the window
  void emitStart(PartBuilder b, WindowStart start, int span, List<ParameterTensor> tensors);

  /// Emits the weights of every step, in units of `2^-q`.
  void emitEffective(PartBuilder b, ParameterTensor w);

  /// Emits the boundary after every segment and its range.
  void emitUpdate(PartBuilder b, ParameterTensor w);

  /// One tensor in training. Each step reads [#effective], adds the gradient times [#sign] to
  /// [#target], and calls [#endStep]; each segment ends with [#endSegment].
  interface Weights {
    /// Weights of the coming step in units of `2^-q`.
    long[] effective();

    /// Where the gradient of the step is added.
    long[] target();

    /// 1 or -1.
    int sign();

    /// The gradient of the step is complete.
    void endStep();

    /// Rounds, checks and records the boundary.
    ///
    /// @param slot number of the segment among the recorded ones
    /// @param segment segment, counted from 0
    /// @param step its last step, counted from 1
    /// @throws TrainingStopped if a value leaves its declared range
    void endSegment(int slot, int segment, int step) throws TrainingStopped;

    /// A copy of the weights at the last boundary.
    long[] boundary();

    /// A copy of the state at the last boundary; empty if there is none.
    long[] state();
  }
}
