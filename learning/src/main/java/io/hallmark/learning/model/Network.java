package io.hallmark.learning.model;

import io.hallmark.document.Digest;
import io.hallmark.learning.fixedpoint.FunctionTables;
import io.hallmark.learning.operator.BackwardSignal;
import io.hallmark.learning.operator.BestClassEvaluation;
import io.hallmark.learning.operator.BinaryEvaluation;
import io.hallmark.learning.operator.DenseLayer;
import io.hallmark.learning.operator.Evaluation;
import io.hallmark.learning.operator.ExactMomentum;
import io.hallmark.learning.operator.ExactSgd;
import io.hallmark.learning.operator.Export;
import io.hallmark.learning.operator.LabelTarget;
import io.hallmark.learning.operator.Loss;
import io.hallmark.learning.operator.Optimizer;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.operator.RateFold;
import io.hallmark.learning.operator.RecordGather;
import io.hallmark.learning.operator.Relu;
import io.hallmark.learning.operator.SigmoidLoss;
import io.hallmark.learning.operator.SoftmaxLoss;
import io.hallmark.learning.operator.Width;
import io.hallmark.learning.program.LayerFormat;
import io.hallmark.learning.program.LossKind;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.sampler.Sampler;
import io.hallmark.proof.commitment.Cells;
import java.util.ArrayList;
import java.util.List;

/// The operators of a program, and what follows from program and seed: dense layers `d1`, `d2`, …
/// with ReLU between them, a cross-entropy, exact SGD or momentum. Make one per program: it
/// computes the tables.
public final class Network {
  private final TrainingProgram program;
  private final Cells table;
  private final Cells etas;
  private final List<DenseLayer> layers;
  private final List<DenseLayer> servedLayers;
  private final List<ParameterTensor> tensors;

  private Network(TrainingProgram program) {
    this.program = program;
    int fx = program.inputFraction();
    int bz = program.activationBits();
    this.table =
        Cells.ofInts(
            program.loss() == LossKind.SIGMOID
                ? FunctionTables.sigmoid(fx, program.probFraction(), bz)
                : FunctionTables.exponential(fx, program.expFraction(), bz));
    this.etas = Cells.ofSigned(program.etas(1, program.steps()));
    this.layers = layers(program.preActivationShift());
    this.servedLayers = layers(program.exportFraction());
    this.tensors = layers.stream().flatMap(layer -> layer.tensors().stream()).toList();
  }

  /// The operators of a program.
  public static Network of(TrainingProgram program) {
    return new Network(program);
  }

  private List<DenseLayer> layers(int shift) {
    List<DenseLayer> out = new ArrayList<>();
    int last = program.layers().size() - 1;
    for (LayerFormat f : program.layers()) {
      int l = out.size();
      out.add(
          new DenseLayer(
              "d" + (l + 1),
              "n" + l,
              l == last ? "class" : "n" + (l + 1),
              f.inputs(),
              f.outputs(),
              program.inputFraction(),
              shift,
              program.limb()));
    }
    return List.copyOf(out);
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

  /// The initial master weights.
  ///
  /// @param seed the seed of the run
  public ModelSnapshot initial(Digest seed) {
    return new ModelSnapshot(tensors, Initialisation.of(program, seed));
  }

  /// The reader of the training part.
  public RecordGather records() {
    return records(program.trainRows());
  }

  /// The reader of a data part.
  ///
  /// @param rows its records
  public RecordGather records(int rows) {
    return new RecordGather(program.features().count(), rows, program.classes());
  }

  /// The layers in training, on weights in units of `2^-q` of master weights.
  public List<DenseLayer> layers() {
    return layers;
  }

  /// The layers on served weights.
  public List<DenseLayer> servedLayers() {
    return servedLayers;
  }

  /// The ReLU behind a hidden layer.
  ///
  /// @param l number of the layer, counted from 0; not the last one
  public Relu relu(int l) {
    return relu(layers, l);
  }

  /// The ReLU behind a hidden layer on served weights.
  ///
  /// @param l number of the layer, counted from 0; not the last one
  public Relu servedRelu(int l) {
    return relu(servedLayers, l);
  }

  private Relu relu(List<DenseLayer> of, int l) {
    int ba = program.layers().get(l).activationBits();
    return new Relu(of.get(l), program.activationBits(), ba);
  }

  /// The loss.
  public Loss loss() {
    DenseLayer last = layers.getLast();
    int bz = program.activationBits();
    int fp = program.probFraction();
    return program.loss() == LossKind.SIGMOID
        ? new SigmoidLoss(last, bz, fp, table)
        : new SoftmaxLoss(last, bz, fp, program.expFraction(), program.rateShift(), table);
  }

  /// The error of the probabilities.
  public LabelTarget target() {
    return new LabelTarget(program.outputs(), program.probFraction());
  }

  /// The rate.
  public RateFold rate() {
    return new RateFold(
        layers.getLast(), program.rateShift(), program.signalBits(), program.signalFraction());
  }

  /// The signal of a hidden layer.
  ///
  /// @param l number of the layer, counted from 0; not the last one
  public BackwardSignal backward(int l) {
    return new BackwardSignal(
        layers.get(l), layers.get(l + 1), program.signalBits(), program.signalFraction());
  }

  /// The optimiser.
  public Optimizer optimizer() {
    int bw = program.weightBits();
    int fw = program.weightFraction();
    int limb = program.limb();
    return program
        .kernels()
        .<Optimizer>map(
            k -> new ExactMomentum(bw, fw, limb, program.kernelBits(), program.rateShift(), k))
        .orElseGet(() -> new ExactSgd(bw, fw, limb));
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
  public Evaluation evaluation() {
    DenseLayer last = servedLayers.getLast();
    return program.outputs() == 1
        ? new BinaryEvaluation(last, program.activationBits())
        : new BestClassEvaluation(last, program.activationBits());
  }

  /// The parameters, in order.
  public List<ParameterTensor> tensors() {
    return tensors;
  }

  /// The widths before the layers, in order.
  public List<Width> widths() {
    return layers.stream().map(layer -> new Width(layer.in(), layer.inputs())).toList();
  }
}
