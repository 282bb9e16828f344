package io.hallmark.learning.model;

import io.hallmark.document.Digest;
import io.hallmark.learning.fixedpoint.FunctionTables;
import io.hallmark.learning.operator.AdamW;
import io.hallmark.learning.operator.BackwardSignal;
import io.hallmark.learning.operator.BestClassPrediction;
import io.hallmark.learning.operator.BinaryPrediction;
import io.hallmark.learning.operator.DataLayout;
import io.hallmark.learning.operator.DenseLayer;
import io.hallmark.learning.operator.ExactMomentum;
import io.hallmark.learning.operator.ExactSgd;
import io.hallmark.learning.operator.Export;
import io.hallmark.learning.operator.LabelTarget;
import io.hallmark.learning.operator.Loss;
import io.hallmark.learning.operator.NormClip;
import io.hallmark.learning.operator.Optimizer;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.operator.Prediction;
import io.hallmark.learning.operator.RateFold;
import io.hallmark.learning.operator.RecordGather;
import io.hallmark.learning.operator.Relu;
import io.hallmark.learning.operator.SigmoidLoss;
import io.hallmark.learning.operator.SignalFormat;
import io.hallmark.learning.operator.SoftmaxLoss;
import io.hallmark.learning.operator.SquaredLoss;
import io.hallmark.learning.operator.Target;
import io.hallmark.learning.operator.ValueClip;
import io.hallmark.learning.operator.ValueTarget;
import io.hallmark.learning.operator.WeightBoundary;
import io.hallmark.learning.operator.WeightDecay;
import io.hallmark.learning.operator.Width;
import io.hallmark.learning.program.ClipFormat;
import io.hallmark.learning.program.LayerFormat;
import io.hallmark.learning.program.LossKind;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.sampler.Sampler;
import io.hallmark.proof.commitment.Cells;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The operators of a program, and what follows from program and seed: dense layers `d1`, `d2`, …
/// with ReLU between them, a loss, an optimiser, clipping. Make one per program: it computes the
/// tables.
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
            switch (program.loss()) {
              case SIGMOID -> FunctionTables.sigmoid(fx, program.probFraction(), bz);
              case SOFTMAX -> FunctionTables.exponential(fx, program.expFraction(), bz);
              case SQUARED -> new int[0];
            });
    this.etas =
        Cells.ofSigned(program.adam().isPresent() ? new long[0] : program.etas(1, program.steps()));
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

  /// Folded rate of every step, counted from 0; none with AdamW.
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

  /// The columns of a data part.
  ///
  /// @param groups groups of the part, 0 without a group column
  public DataLayout layout(int groups) {
    int features = program.features().count();
    int labels = program.target().isPresent() ? program.outputs() : program.classes();
    boolean one = program.target().isEmpty() && labels == 2;
    return new DataLayout(features, one ? 1 : labels, groups);
  }

  /// The reader of the training part.
  public RecordGather records() {
    return records(program.trainRows());
  }

  /// The reader of a data part.
  ///
  /// @param rows its records
  public RecordGather records(int rows) {
    return new RecordGather(layout(0), rows);
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
    return switch (program.loss()) {
      case SIGMOID -> new SigmoidLoss(last, bz, fp, table);
      case SOFTMAX ->
          new SoftmaxLoss(last, bz, fp, program.expFraction(), program.rateShift(), table);
      case SQUARED -> new SquaredLoss(last, bz);
    };
  }

  /// The error of the outputs.
  public Target target() {
    return program.loss() == LossKind.SQUARED
        ? new ValueTarget(program.outputs())
        : new LabelTarget(program.outputs(), program.probFraction());
  }

  /// The rate; with AdamW, whose steps carry it, there is none and the errors are the signals.
  public Optional<RateFold> rate() {
    return program.adam().isPresent()
        ? Optional.empty()
        : Optional.of(
            new RateFold(signal(RateFold.SIGNAL, RateFold.SIGNAL + ".clip", program.rateShift())));
  }

  /// The signal of a hidden layer.
  ///
  /// @param l number of the layer, counted from 0; not the last one
  public BackwardSignal backward(int l) {
    DenseLayer layer = layers.get(l);
    DenseLayer next = layers.get(l + 1);
    return new BackwardSignal(
        layer, next, signal(BackwardSignal.signals(layer), layer.name() + ".clip", next.shift()));
  }

  private SignalFormat signal(String name, String lookup, int shift) {
    int bs = program.signalBits();
    Optional<ValueClip> clip =
        program.clip() instanceof ClipFormat.Value v
            ? Optional.of(new ValueClip(v.max(), bs))
            : Optional.empty();
    return new SignalFormat(
        name, lookup, shift, bs, program.signalFraction(), program.limb(), clip);
  }

  /// Clipping by the global norm, if the program has it.
  public Optional<NormClip> normClip() {
    return program
        .clipFactors()
        .map(factors ->
            new NormClip(
                layers,
                (ClipFormat.Norm) program.clip(),
                factors,
                program.normBits(),
                program.signalBits(),
                program.signalFraction()));
  }

  /// The optimiser.
  public Optimizer optimizer() {
    int bw = program.weightBits();
    int fw = program.weightFraction();
    int limb = program.limb();
    WeightBoundary boundary =
        new WeightBoundary(
            bw,
            fw,
            limb,
            program.kernelBits(),
            program.decay().map(d -> new WeightDecay(bw, fw, limb, d)));
    if (program.adam().isPresent()) {
      return new AdamW(boundary, program.adam().get());
    }
    return program
        .kernels()
        .<Optimizer>map(k -> new ExactMomentum(boundary, program.rateShift(), k))
        .orElseGet(() -> new ExactSgd(boundary));
  }

  /// The export of the weights.
  public Export export() {
    return new Export(
        program.weightFraction() - program.exportFraction(),
        program.exportBits(),
        program.exportFraction(),
        program.limb());
  }

  /// The prediction of a class by served weights; not of a regression.
  public Prediction prediction() {
    DenseLayer last = servedLayers.getLast();
    return program.outputs() == 1
        ? new BinaryPrediction(last, program.activationBits())
        : new BestClassPrediction(last, program.activationBits());
  }

  /// The squared error of served weights; only of a regression.
  public SquaredLoss servedLoss() {
    return new SquaredLoss(servedLayers.getLast(), program.activationBits());
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
