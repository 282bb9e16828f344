package io.hallmark.learning.relation;

import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.ConfusionCounts;
import io.hallmark.learning.operator.DataLayout;
import io.hallmark.learning.operator.DatasetCopy;
import io.hallmark.learning.operator.DatasetRange;
import io.hallmark.learning.operator.DenseLayer;
import io.hallmark.learning.operator.EvaluatedColumns;
import io.hallmark.learning.operator.Export;
import io.hallmark.learning.operator.GroupCounts;
import io.hallmark.learning.operator.Metric;
import io.hallmark.learning.operator.NormClip;
import io.hallmark.learning.operator.Optimizer;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.operator.PartBuilder;
import io.hallmark.learning.operator.RecordGather;
import io.hallmark.learning.operator.Relu;
import io.hallmark.learning.operator.RevealedWeights;
import io.hallmark.learning.operator.StepWindow;
import io.hallmark.learning.operator.Width;
import io.hallmark.learning.operator.WindowStart;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunPlan.EvaluatedRows;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compiles single parts: which operators, over which labels, in which order.
final class PartCompiler {
  private static final List<String> STEPS = List.of("g", "t", "b");
  private final Network network;
  private final TrainingProgram program;
  private final List<DenseLayer> layers;
  private final List<Integer> shards;

  /// A compiler of parts that read no training records, or those of one commitment.
  PartCompiler(Network network) {
    this(network, List.of(network.program().trainRows()));
  }

  /// @param shards records of every shard of the training part
  PartCompiler(Network network, List<Integer> shards) {
    this.network = network;
    this.shards = List.copyOf(shards);
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
    for (int s = 0; s < shards.size(); s++) {
      after.add(new Label(RecordGather.row(s, shards.size()), shards.get(s)));
    }
    if (start instanceof WindowStart.Carried c) {
      after.add(new Label("gp", c.span()));
    }
    StepWindow window = new StepWindow(first, span, program.segment());
    Optional<NormClip> clip = network.normClip();
    PartBuilder b = model(steps(window), batch(clip.isPresent()), after);
    List<ParameterTensor> tensors = network.tensors();
    Optimizer optimizer = network.optimizer();
    optimizer.emitBoundaries(b, tensors);
    RecordGather.Columns records =
        network
            .records()
            .emit(
                b, RunPlan.training(shards.size()), shards, STEPS, rows(sampledRows, first, span));
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
    signals.add(
        network
            .rate()
            .map(rate -> rate.emit(b, error, window.perStep(network.etas()::element)))
            .orElse(error));
    for (int l = layers.size() - 2; l >= 0; l--) {
      String weights = layers.get(l + 1).weights();
      signals.addFirst(network.backward(l).emit(b, signals.getFirst(), weights, signs.get(l)));
    }
    List<String> moving = clip.map(c -> c.emit(b, inputs, signals, window)).orElse(signals);
    for (int l = 0; l < layers.size(); l++) {
      layers.get(l).emitGradient(b, inputs.get(l), moving.get(l));
    }
    optimizer.emitPublic(b, window);
    tensors.forEach(w -> optimizer.emitMoves(b, w));
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

  private List<Label> steps(StepWindow window) {
    List<Label> out = new ArrayList<>();
    out.add(new Label("g", window.span()));
    out.add(new Label("t", window.steps()));
    if (program.adam().isPresent()) {
      out.add(new Label("tau", window.steps()));
    }
    return out;
  }

  private List<Label> batch(boolean twice) {
    Label b = new Label("b", program.batch());
    return twice ? List.of(b, new Label("b2", program.batch())) : List.of(b);
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
    PartBuilder b = model(List.of(), List.of(new Label("b", n)), after(e));
    int[] rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = e.first() + i;
    }
    Cells index = Cells.ofInts(rows);
    RecordGather.Columns records =
        network
            .records(e.rows())
            .emit(b, List.of(e.commitment()), List.of(e.rows()), List.of("b"), index);
    String group = group(b, e, index);
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
    switch (e.metric()) {
      case Metric.OfValues m -> m.emit(b, network.servedLoss(), z, records.y());
      case Metric.OfClasses m -> {
        String hit = network.prediction().emit(b, z);
        m.emit(
            b,
            new EvaluatedColumns(hit, records.y(), group, program.classes(), program.outputs(), n));
      }
    }
    return b.build();
  }

  /// The groups of the records: a one-hot group column, the codes of a tag, or none.
  private static String group(PartBuilder b, EvaluatedRows e, Cells index) {
    if (e.metric() instanceof GroupCounts g) {
      return RecordGather.emitTag(b, e.commitment(), g.tag(), List.of("b"), index);
    }
    return groups(e) > 0 ? RecordGather.emitGroups(b, e.commitment(), List.of("b"), index) : "";
  }

  /// Groups over which a metric counts.
  private static int groups(EvaluatedRows e) {
    return e.metric() instanceof ConfusionCounts c ? c.groups() : 0;
  }

  private List<Label> after(EvaluatedRows e) {
    List<Label> out = new ArrayList<>();
    if (e.metric() instanceof ConfusionCounts c) {
      out.addAll(EvaluatedColumns.labels(program.classes(), program.outputs(), c.groups()));
    }
    out.add(new Label("row", e.rows()));
    return out;
  }

  /// Equality of the commitment to the model and these weights.
  Part reveal(List<Cells> served) {
    PartBuilder b = model(List.of(), List.of(), List.of());
    RevealedWeights.emit(b, network.tensors(), served);
    return b.build();
  }

  /// Ranges of a data part.
  static Part dataset(DatasetRange range, String commitment, int rows) {
    PartBuilder b = data(range.limb(), range.layout(), rows);
    range.emit(b, commitment);
    return b.build();
  }

  /// Equality of two commitments to a data part.
  static Part copy(DataLayout layout, int rows) {
    PartBuilder b = data(1, layout, rows);
    DatasetCopy.emit(b, layout);
    return b.build();
  }

  /// Equality of a commitment to some columns of tags and digests with one to a data part.
  static Part index(List<String> tags, int rows) {
    PartBuilder b =
        new PartBuilder(1, List.of(), List.of(), List.of(), List.of(new Label("row", rows)));
    DatasetCopy.emit(b, tags);
    return b.build();
  }

  private static PartBuilder data(int limb, DataLayout layout, int rows) {
    List<Label> after = new ArrayList<>();
    if (layout.labels() > 1) {
      after.add(new Label("class", layout.labels()));
    }
    if (layout.groups() > 0) {
      after.add(new Label(DataLayout.GROUP, layout.groups()));
    }
    after.add(new Label("row", rows));
    Width n0 = new Width("n0", layout.features());
    return new PartBuilder(limb, List.of(), List.of(n0), List.of(), after);
  }
}
