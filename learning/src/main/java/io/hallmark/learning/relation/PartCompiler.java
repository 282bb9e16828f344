package io.hallmark.learning.relation;

import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.DatasetCopy;
import io.hallmark.learning.operator.DatasetRange;
import io.hallmark.learning.operator.DenseLayer;
import io.hallmark.learning.operator.ExactSgd;
import io.hallmark.learning.operator.Export;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.operator.PartBuilder;
import io.hallmark.learning.operator.RecordGather;
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

  PartCompiler(Network network) {
    this.network = network;
    this.program = network.program();
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
    ExactSgd optimizer = network.optimizer();
    DenseLayer layer = network.layer();
    optimizer.emitBoundaries(b, tensors);
    RecordGather.Columns records =
        new RecordGather(program.features().count(), program.trainRows())
            .emit(b, RunPlan.DATA, STEPS, rows(sampledRows, first, span));
    start.emit(b, span, tensors);
    String z = layer.emitForward(b, STEPS, records.x(), "d1.we", "d1.bb");
    String error = network.loss().emit(b, STEPS, z, records.y());
    String signal = network.rate().emit(b, error, eta(first, span));
    layer.emitGradient(b, records.x(), signal);
    tensors.forEach(w -> optimizer.emitEffective(b, w));
    b.broadcast("d1.bb", "d1.be", "b");
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
        new RecordGather(program.features().count(), e.rows())
            .emit(b, e.commitment(), List.of("b"), Cells.ofInts(rows));
    List<String> served = Export.emitServed(b, network.tensors(), released);
    network.evaluation().emit(b, records, served, n, e.correct());
    return b.build();
  }

  /// Ranges of a data part.
  static Part dataset(DatasetRange range, String commitment, int rows) {
    PartBuilder b = data(range.limb(), range.min().size(), rows);
    range.emit(b, commitment);
    return b.build();
  }

  /// Equality of two commitments to a data part.
  static Part copy(int features, int rows) {
    PartBuilder b = data(1, features, rows);
    DatasetCopy.emit(b);
    return b.build();
  }

  private static PartBuilder data(int limb, int features, int rows) {
    return new PartBuilder(
        limb,
        List.of(),
        List.of(new Width("n0", features)),
        List.of(),
        List.of(new Label("row", rows)));
  }
}
