package io.hallmark.learning.program;

import java.util.List;
import java.util.Optional;

/// What stands in a program document, checked for kinds and ranges only.
///
/// @param layers first to last, each as wide as the next one's inputs
/// @param expFraction scale of the exponentials of a softmax, 0 for a sigmoid
record ProgramFields(
    Features features,
    int trainRows,
    int classes,
    List<LayerFormat> layers,
    int batch,
    int steps,
    int segment,
    int limb,
    LossKind loss,
    int probFraction,
    int expFraction,
    Optional<MomentumFormat> momentum,
    int signalFraction,
    int signalBits,
    int weightBits,
    Schedule schedule,
    int exportFraction,
    int exportBits) {

  ProgramFields {
    layers = List.copyOf(layers);
  }

  LayerFormat last() {
    return layers.getLast();
  }

  /// bz.
  int activationBits() {
    return last().activationBits();
  }

  boolean isSoftmax() {
    return loss == LossKind.SOFTMAX;
  }

  /// q, 0 without momentum.
  int kernelBits() {
    return momentum.map(MomentumFormat::kernelBits).orElse(0);
  }

  /// fw.
  int weightFraction() {
    return features.fraction() + signalFraction;
  }

  /// s, the shift of a pre-activation in training.
  int shift() {
    return weightFraction() + kernelBits();
  }

  /// Weights and biases.
  long parameters() {
    return layers.stream().mapToLong(LayerFormat::parameters).sum();
  }
}
