package io.hallmark.learning.program;

import io.hallmark.document.Rational;
import java.util.List;
import java.util.Optional;

/// What stands in a program document, checked for kinds and ranges only.
///
/// @param classes number of classes, 0 for a regression
/// @param target range of the targets of a regression
/// @param layers first to last, each as wide as the next one's inputs
/// @param probFraction scale of the error: of probabilities, or fx for a squared error
/// @param expFraction scale of the exponentials of a softmax, else 0
/// @param signalFraction scale of signals; with AdamW that of the error
record ProgramFields(
    Features features,
    int trainRows,
    int classes,
    Optional<TargetRange> target,
    List<LayerFormat> layers,
    int batch,
    int steps,
    int segment,
    int limb,
    LossKind loss,
    int probFraction,
    int expFraction,
    Optional<MomentumFormat> momentum,
    Optional<AdamFormat> adam,
    Rational weightDecay,
    ClipFormat clip,
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

  boolean isRegression() {
    return loss == LossKind.SQUARED;
  }

  boolean hasDecay() {
    return weightDecay.signum() != 0;
  }

  /// q, 0 without momentum.
  int kernelBits() {
    return momentum.map(MomentumFormat::kernelBits).orElse(0);
  }

  /// fw.
  int weightFraction() {
    return adam.map(AdamFormat::weightFraction).orElse(features.fraction() + signalFraction);
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
