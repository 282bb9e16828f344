package io.hallmark.learning.trace;

import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.CellRecorder;
import io.hallmark.learning.operator.DenseLayer;
import io.hallmark.learning.operator.Loss;
import io.hallmark.learning.operator.NormClipTape;
import io.hallmark.learning.operator.Optimizer;
import io.hallmark.learning.operator.RateFold;
import io.hallmark.learning.operator.Relu;
import io.hallmark.learning.operator.SignalFormat;
import io.hallmark.learning.operator.Target;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.learning.program.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One step after the other: forward pass, loss, signals, gradients, with the cells they leave.
/// Tables of a batch have one row per sample; layers are counted from 0.
final class StepTape {
  private final Network network;
  private final List<DenseLayer> layers;
  private final int batch;
  private final int segmentSteps;
  private final int outputs;
  private final List<LayerTape> forward = new ArrayList<>();
  private final List<SignalTape> backward = new ArrayList<>();
  private final Loss.Tape loss;
  private final Target target;
  private final Optional<RateFold> rate;
  private final Optional<SignalFormat.Tape> folded;
  private final Optional<NormClipTape> clip;
  private final int[] p;
  private final int[] last;

  StepTape(Network network, int steps, CellRecorder recorder) {
    TrainingProgram program = network.program();
    this.network = network;
    this.layers = network.layers();
    this.batch = program.batch();
    this.segmentSteps = program.segment();
    this.outputs = program.outputs();
    for (int l = 0; l < layers.size(); l++) {
      boolean isHidden = l < layers.size() - 1;
      Optional<Relu> relu = isHidden ? Optional.of(network.relu(l)) : Optional.empty();
      forward.add(new LayerTape(layers.get(l), relu, true, recorder, batch, steps));
      if (isHidden) {
        backward.add(new SignalTape(network.backward(l), recorder, batch, steps));
      }
    }
    this.loss = network.loss().tape(recorder, Math.multiplyExact(batch, steps));
    this.target = network.target();
    this.rate = network.rate();
    int cells = Math.multiplyExact(batch * outputs, steps);
    this.folded = rate.map(r -> r.format().tape(recorder, cells, List.of(batch, outputs)));
    this.clip = network.normClip().map(c -> c.tape(recorder, batch, steps));
    this.p = new int[batch * outputs];
    this.last = new int[batch * outputs];
  }

  /// Runs a step and moves the weights.
  ///
  /// @param slot number of the step among the recorded ones
  /// @param step step, counted from 0
  /// @param x inputs of the batch
  /// @param labels labels of the batch, see [Target#error]
  /// @param weights weight and bias of every layer
  void run(int slot, int step, int[] x, int[] labels, List<Optimizer.Weights> weights)
      throws TrainingStopped {
    int segment = step / segmentSteps;
    int[][] inputs = new int[layers.size()][];
    inputs[0] = x;
    for (int l = 0; l < layers.size(); l++) {
      long[] w = weights.get(2 * l).effective();
      long[] bias = weights.get(2 * l + 1).effective();
      forward.get(l).forward(inputs[l], w, bias, slot, step + 1, segment);
      if (l < layers.size() - 1) {
        inputs[l + 1] = forward.get(l).a();
      }
    }
    int[][] signals = new int[layers.size()][];
    signals[layers.size() - 1] = last(slot, step, labels);
    for (int l = layers.size() - 2; l >= 0; l--) {
      long[] w = weights.get(2 * l + 2).effective();
      signals[l] =
          backward.get(l).run(signals[l + 1], w, forward.get(l).u(), slot, step + 1, segment);
    }
    if (clip.isPresent()) {
      clip.get().run(slot, step, segment, inputs, signals);
    }
    for (int l = 0; l < layers.size(); l++) {
      Optimizer.Weights w = weights.get(2 * l);
      Optimizer.Weights bias = weights.get(2 * l + 1);
      layers.get(l).addGradient(inputs[l], batch, signals[l], w.sign(), w.target(), bias.target());
    }
    for (Optimizer.Weights w : weights) {
      w.endStep(slot, step);
    }
  }

  /// Loss and signals of the last layer.
  private int[] last(int slot, int step, int[] labels) throws TrainingStopped {
    int segment = step / segmentSteps;
    LayerTape tape = forward.getLast();
    for (int b = 0; b < batch; b++) {
      loss.record(tape.z(), b, slot * batch + b, step + 1, segment, p);
    }
    tape.record(slot);
    long eta = rate.isPresent() ? network.etas().element(step) : 0;
    int first = slot * last.length;
    for (int i = 0; i < last.length; i++) {
      long error = target.error(p[i], labels, i / outputs, i % outputs);
      last[i] =
          rate.isPresent()
              ? folded
                  .orElseThrow()
                  .run(rate.get().product(eta, error), first + i, i, step + 1, segment)
              : (int) error;
    }
    return last;
  }
}
