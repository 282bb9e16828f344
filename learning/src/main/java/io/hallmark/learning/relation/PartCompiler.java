package io.hallmark.learning.relation;

import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.DatasetCopy;
import io.hallmark.learning.operator.DatasetRange;
import io.hallmark.learning.operator.DenseLayer;
import io.hallmark.learning.operator.Export;
import io.hallmark.learning.operator.Optimizer;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.operator.PartBuilder;
import io.hallmark.learning.operator.RecordGather;
import io.hallmark.learning.operator.Relu;
import io.hallmark.learning.operator.Width;
import io.hallmark.learning.operator.WindowStart;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunPlan.EvaluatedRows;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Compiles single parts: which operators, over which labels, in which order.
final class PartCompiler {
  private static final List<String> STEPS = List.of("g", "t", "b");
  private final Network network;
  private final TrainingProgram program;
  private final List<DenseLayer> layers;

  PartCompiler(Network network) {
    this.network = network;
    this.program = network.program();
    this.layers = network.layers();
  }

  /// A builder with the labels of a model between those given.
  PartBuilder model(List<Label> before, List<Label> middle, List<Label> after) {
    List<Label> behind = new ArrayList<>();
    behind.add(new Label("class", program.outputs()));
    behind.addAll(after);
    return new PartBuilder(program.limb(), before, network.widths(), middle, behind);
  }

  /// Training part: segments `first .. first+span-1`.
  Part window(int first, int span, WindowStart start, Cells sampledRows) {
    List<Label> after = new ArrayList<>();
    after.add(new Label("row", program.trainRows()));
    if (start instanceof WindowStart.Carried c) {
      after.add(new Label("gp", c.span()));
    }
    PartBuilder b =
        model(
            List.of(new Label("g", span), new Label("t", program.segment())),
            List.of(new Label("b", program.batch())),
            after);
    List<ParameterTensor> tensors = network.tensors();
    Optimizer optimizer = network.optimizer();
    optimizer.emitBoundaries(b, tensors);
    RecordGather.Columns records =
        network.records().emit(b, RunPlan.DATA, STEPS, rows(sampledRows, first, span));
    optimizer.emitStart(b, start, span, tensors);
    List<String> inputs = new ArrayList<>();
    List<String> signs = new ArrayList<>();
    inputs.add(records.x());
    String z = "";
    for (int l = 0; l < layers.size(); l++) {
      DenseLayer layer = layers.get(l);
      z = layer.emitForward(b, STEPS, inputs.get(l), layer.weights(), layer.biases());
      if (l < layers.size() - 1) {
        Relu.Columns active = network.relu(l).emit(b, z);
        inputs.add(active.a());
        signs.add(active.u());
      }
    }
    String p = network.loss().emit(b, z);
    String error = network.target().emit(b, p, records.y());
    List<String> signals = new ArrayList<>();
    signals.add(network.rate().emit(b, error, eta(first, span)));
    for (int l = layers.size() - 2; l >= 0; l--) {
      String weights = layers.get(l + 1).weights();
      signals.addFirst(network.backward(l).emit(b, signals.getFirst(), weights, signs.get(l)));
    }
    for (int l = 0; l < layers.size(); l++) {
      layers.get(l).emitGradient(b, inputs.get(l), signals.get(l));
    }
    tensors.forEach(w -> optimizer.emitEffective(b, w));
    layers.forEach(layer -> layer.emitBiases(b));
    tensors.forEach(w -> optimizer.emitUpdate(b, w));
    return b.build();
  }

  private Cells rows(Cells sampled, int first, int span) {
    int[] out = new int[span * program.segment() * program.batch()];
    int offset = first * program.segment() * program.batch();
    for (int i = 0; i < out.length; i++) {
      out[i] = sampled.small(offset + i);
    }
    return Cells.ofInts(out);
  }

  private Cells eta(int first, int span) {
    long[] out = new long[span * program.segment()];
    for (int i = 0; i < out.length; i++) {
      out[i] = network.etas().element(first * program.segment() + i);
    }
    return Cells.ofElements(out);
  }

  /// Export of the weights after part `last` of `span` segments.
  Part export(int last, int span, @Nullable List<Cells> released) {
    PartBuilder b = model(List.of(), List.of(), List.of(new Label("gp", span)));
    network.export().emit(b, network.tensors(), last, span, released);
    return b.build();
  }

  /// Evaluation of the served weights.
  Part evaluation(EvaluatedRows e, @Nullable List<Cells> released) {
    int n = e.end() - e.first();
    PartBuilder b =
        model(List.of(), List.of(new Label("b", n)), List.of(new Label("row", e.rows())));
    int[] rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = e.first() + i;
    }
    RecordGather.Columns records =
        network.records(e.rows()).emit(b, e.commitment(), List.of("b"), Cells.ofInts(rows));
    List<String> served = Export.emitServed(b, network.tensors(), released);
    String z = records.x();
    for (int l = 0; l < layers.size(); l++) {
      DenseLayer layer = network.servedLayers().get(l);
      String bias = b.broadcast(layer.biases(), served.get(2 * l + 1), "b");
      z = layer.emitForward(b, List.of("b"), z, served.get(2 * l), bias);
      if (l < layers.size() - 1) {
        z = network.servedRelu(l).emitActivation(b, z);
      }
    }
    network.evaluation().emit(b, z, records.y(), n, e.correct());
    return b.build();
  }

  /// Ranges of a data part.
  static Part dataset(DatasetRange range, String commitment, int rows) {
    PartBuilder b = data(range.limb(), range.min().size(), range.classes(), rows);
    range.emit(b, commitment);
    return b.build();
  }

  /// Equality of two commitments to a data part.
  static Part copy(int features, int classes, int rows) {
    PartBuilder b = data(1, features, classes, rows);
    DatasetCopy.emit(b, classes);
    return b.build();
  }

  private static PartBuilder data(int limb, int features, int classes, int rows) {
    List<Label> after = new ArrayList<>();
    if (classes > 2) {
      after.add(new Label("class", classes));
    }
    after.add(new Label("row", rows));
    return new PartBuilder(limb, List.of(), List.of(new Width("n0", features)), List.of(), after);
  }
}
