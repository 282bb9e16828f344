package io.hallmark.learning.operator;

import java.util.List;

/// How gradients move weights. Between the ends of a segment weights are not rounded: those of
/// every step are an exact linear function of the start of the segment and of what each step moved.
/// Only what stands at the end of a segment is committed and checked.
public sealed interface Optimizer permits ExactSgd, ExactMomentum, AdamW {
  /// The weights at the end of a segment.
  WeightBoundary boundary();

  /// Names of what a segment hands over besides the weights.
  List<String> states();

  /// The weights of one tensor through a training.
  ///
  /// @param start weights at the first step
  /// @param carried states at the first step, in the order of [#states]; none at step 0
  /// @param segments number of segments that are recorded
  Weights weights(
      ParameterTensor w, long[] start, List<long[]> carried, int segments, CellRecorder recorder);

  /// Commits the boundaries after every segment: all weights, then state by state.
  default void emitBoundaries(PartBuilder b, List<ParameterTensor> tensors) {
    tensors.forEach(w -> b.committed("out." + w.name(), w.at(b, "g")));
    for (String state : states()) {
      tensors.forEach(w -> b.committed("out." + w.name() + "." + state, w.at(b, "g")));
    }
  }

  /// Emits what stands at the start of every segment.
  ///
  /// @param span segments of the window
  default void emitStart(
      PartBuilder b, WindowStart start, int span, List<ParameterTensor> tensors) {
    start.emit(b, span, tensors);
    states().forEach(state -> start.emitState(b, span, tensors, state));
  }

  /// Emits the public numbers of the steps.
  default void emitPublic(PartBuilder b, StepWindow window) {
    boundary().emitPublic(b, window);
  }

  /// Emits what every step moves, from its gradient.
  void emitMoves(PartBuilder b, ParameterTensor w);

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
    ///
    /// @param slot number of the step among the recorded ones
    /// @param step step, counted from 0
    /// @throws TrainingStopped if a value leaves its declared range
    void endStep(int slot, int step) throws TrainingStopped;

    /// Rounds, checks and records the boundary.
    ///
    /// @param slot number of the segment among the recorded ones
    /// @param segment segment, counted from 0
    /// @param step its last step, counted from 1
    /// @throws TrainingStopped if a value leaves its declared range
    void endSegment(int slot, int segment, int step) throws TrainingStopped;

    /// A copy of the weights at the last boundary.
    long[] boundary();

    /// Copies of the states at the last boundary, in the order of [Optimizer#states].
    List<long[]> states();
  }
}
