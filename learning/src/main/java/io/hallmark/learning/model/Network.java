package io.hallmark.learning.model;

import io.hallmark.learning.operator.BinaryEvaluation;
import io.hallmark.learning.operator.DenseLayer;
import io.hallmark.learning.operator.ExactSgd;
import io.hallmark.learning.operator.Export;
import io.hallmark.learning.operator.Formats;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.operator.RateFold;
import io.hallmark.learning.operator.SigmoidLoss;
import io.hallmark.learning.operator.Width;
import java.util.List;

/// The operators of a program: one dense layer with one output, sigmoid cross-entropy, exact SGD.
///
/// @param formats the public integers
public record Network(Formats formats) {
  /// Checks the shape.
  ///
  /// @throws IllegalArgumentException if the model has not one output or not two classes
  public Network {
    if (formats.outputs() != 1 || formats.classes() != 2) {
      throw new IllegalArgumentException("one output and two classes");
    }
  }

  /// The layer in training, on master weights.
  public DenseLayer layer() {
    return layer(formats.s());
  }

  /// The layer in evaluation, on served weights.
  public DenseLayer servedLayer() {
    return layer(formats.fexp());
  }

  private DenseLayer layer(int shift) {
    return new DenseLayer(
        "d1",
        "n0",
        "class",
        formats.features(),
        formats.outputs(),
        formats.fx(),
        shift,
        formats.limb());
  }

  /// The loss.
  public SigmoidLoss loss() {
    return new SigmoidLoss(layer(), formats.bz(), formats.fp(), formats.sigmoid());
  }

  /// The rate.
  public RateFold rate() {
    return new RateFold(layer(), formats.rateShift(), formats.bs(), formats.fg());
  }

  /// The optimiser.
  public ExactSgd optimizer() {
    return new ExactSgd(formats.bw(), formats.fw(), formats.limb());
  }

  /// The export of the weights.
  public Export export() {
    return new Export(
        formats.fw() - formats.fexp(), formats.bexp(), formats.fexp(), formats.limb());
  }

  /// The evaluation of served weights.
  public BinaryEvaluation evaluation() {
    return new BinaryEvaluation(servedLayer(), formats.bz());
  }

  /// The parameters, in order.
  public List<ParameterTensor> tensors() {
    return layer().tensors();
  }

  /// The initial master weights: a model of one layer starts at zero.
  public ModelSnapshot initial() {
    return ModelSnapshot.zero(tensors());
  }

  /// The widths before the layers, in order.
  public List<Width> widths() {
    return List.of(new Width("n0", formats.features()));
  }
}
