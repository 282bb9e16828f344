package io.hallmark.learning.model;

import io.hallmark.document.Digest;
import io.hallmark.learning.fixedpoint.FunctionTables;
import io.hallmark.learning.operator.BinaryEvaluation;
import io.hallmark.learning.operator.DenseLayer;
import io.hallmark.learning.operator.ExactSgd;
import io.hallmark.learning.operator.Export;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.operator.RateFold;
import io.hallmark.learning.operator.SigmoidLoss;
import io.hallmark.learning.operator.Width;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.sampler.Sampler;
import io.hallmark.proof.commitment.Cells;
import java.util.List;

/// The operators of a program, and what follows from program and seed: one dense layer with one
/// output, sigmoid cross-entropy, exact SGD. Make one per program: it computes the tables.
public final class Network {
  private final TrainingProgram program;
  private final Cells sigmoid;
  private final Cells etas;

  private Network(TrainingProgram program) {
    this.program = program;
    this.sigmoid =
        Cells.ofInts(
            FunctionTables.sigmoid(
                program.inputFraction(), program.probFraction(), program.activationBits()));
    this.etas = Cells.ofSigned(program.etas(1, program.steps()));
  }

  /// The operators of a program.
  public static Network of(TrainingProgram program) {
    return new Network(program);
  }

  /// The program.
  public TrainingProgram program() {
    return program;
  }

  /// Folded rate of every step, counted from 0.
  public Cells etas() {
    return etas;
  }

  /// The record at every position of the sampler's stream, B per step.
  public Cells sampledRows(Digest seed) {
    int positions = Math.multiplyExact(program.steps(), program.batch());
    return Cells.ofInts(Sampler.records(seed, program.trainRows(), 0, positions));
  }

  /// The initial master weights: a model of one layer starts at zero.
  public ModelSnapshot initial() {
    return ModelSnapshot.zero(tensors());
  }

  /// The layer in training, on master weights.
  public DenseLayer layer() {
    return layer(program.weightFraction());
  }

  private DenseLayer layer(int shift) {
    return new DenseLayer(
        "d1",
        "n0",
        "class",
        program.features().count(),
        program.outputs(),
        program.inputFraction(),
        shift,
        program.limb());
  }

  /// The loss.
  public SigmoidLoss loss() {
    return new SigmoidLoss(layer(), program.activationBits(), program.probFraction(), sigmoid);
  }

  /// The rate.
  public RateFold rate() {
    return new RateFold(
        layer(), program.rateShift(), program.signalBits(), program.signalFraction());
  }

  /// The optimiser.
  public ExactSgd optimizer() {
    return new ExactSgd(program.weightBits(), program.weightFraction(), program.limb());
  }

  /// The export of the weights.
  public Export export() {
    return new Export(
        program.weightFraction() - program.exportFraction(),
        program.exportBits(),
        program.exportFraction(),
        program.limb());
  }

  /// The evaluation of served weights.
  public BinaryEvaluation evaluation() {
    return new BinaryEvaluation(layer(program.exportFraction()), program.activationBits());
  }

  /// The parameters, in order.
  public List<ParameterTensor> tensors() {
    return layer().tensors();
  }

  /// The widths before the layers, in order.
  public List<Width> widths() {
    return List.of(new Width("n0", program.features().count()));
  }
}
