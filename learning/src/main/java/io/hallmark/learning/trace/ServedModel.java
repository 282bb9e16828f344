package io.hallmark.learning.trace;

import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.CellRecorder;
import io.hallmark.learning.operator.DeclaredRange;
import io.hallmark.learning.operator.DenseLayer;
import io.hallmark.learning.operator.EvaluationResult;
import io.hallmark.learning.operator.Export;
import io.hallmark.learning.operator.Loss;
import io.hallmark.learning.operator.Metric;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.operator.Prediction;
import io.hallmark.learning.operator.Relu;
import io.hallmark.learning.operator.Round;
import io.hallmark.learning.operator.Target;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.proof.commitment.Cells;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The exported model: served integers, the cells of their export, and evaluations on records.
public final class ServedModel {
  private final Network network;
  private final ModelSnapshot weights;

  private ServedModel(Network network, ModelSnapshot weights) {
    this.network = network;
    this.weights = weights;
  }

  /// Rounds master weights to the export format.
  ///
  /// @throws TrainingStopped if a served weight leaves its declared range
  public static ServedModel export(Network network, ModelSnapshot master) throws TrainingStopped {
    Export export = network.export();
    long[][] out = new long[network.tensors().size()][];
    for (int j = 0; j < out.length; j++) {
      ParameterTensor w = network.tensors().get(j);
      Round round = export.round(w);
      DeclaredRange range = export.declared(w);
      out[j] = master.values(j);
      for (int i = 0; i < out[j].length; i++) {
        out[j][i] = round.apply(out[j][i]);
        range.require(out[j][i], 0, 0, w.extents(), i);
      }
    }
    return new ServedModel(network, new ModelSnapshot(network.tensors(), out));
  }

  /// The served integers.
  public ModelSnapshot weights() {
    return weights;
  }

  /// Own cells of the export part, multiplicity columns left out.
  ///
  /// @param master the weights that were rounded
  /// @param sealed whether the served weights are committed; released ones have no range limbs
  public Map<String, Cells> exportCells(ModelSnapshot master, boolean sealed) {
    CellRecorder all = new CellRecorder();
    for (int j = 0; j < network.tensors().size(); j++) {
      ParameterTensor w = network.tensors().get(j);
      CellRecorder recorder = all.ordered(w.order());
      Round round = network.export().round(w);
      long[] n = master.values(j);
      long[] y = weights.values(j);
      int[][] rest = round.columns(recorder, n.length);
      for (int i = 0; i < n.length; i++) {
        round.record(n[i], y[i], rest, i);
      }
      if (sealed) {
        int[][] low = network.export().range(w).limbs().columns(recorder, n.length);
        for (int i = 0; i < n.length; i++) {
          network.export().range(w).record(y[i], low, i);
        }
      }
    }
    return all.cells();
  }

  /// Results on records and the cells that prove them.
  ///
  /// @param result what a metric is about
  /// @param cells own cells of the evaluation part without those of a metric, multiplicity columns
  ///   left out
  public record Evaluation(EvaluationResult result, Map<String, Cells> cells) {
    /// Copies the map.
    public Evaluation {
      cells = Map.copyOf(cells);
    }

    /// Own cells of the evaluation part of a metric.
    ///
    /// @throws IllegalArgumentException if the metric is not true
    public Map<String, Cells> cells(Metric metric) {
      if (!metric.isTrueOf(result)) {
        throw new IllegalArgumentException("the results of the evaluation are not " + metric);
      }
      CellRecorder recorder = new CellRecorder();
      metric.record(result, recorder);
      Map<String, Cells> out = new LinkedHashMap<>(cells);
      out.putAll(recorder.cells());
      return out;
    }
  }

  /// Evaluates records `first .. end-1`.
  ///
  /// @throws TrainingStopped if a pre-activation leaves its declared range
  public Evaluation evaluate(SampleTable samples, int first, int end) throws TrainingStopped {
    int n = end - first;
    int features = network.program().features().count();
    if (first < 0 || n < 1 || end > samples.rows() || samples.features() != features) {
      throw new IllegalArgumentException("records " + first + " to " + end);
    }
    CellRecorder recorder = new CellRecorder();
    List<DenseLayer> layers = network.servedLayers();
    int[] x = gather(samples, first, n);
    LayerTape last = null;
    for (int l = 0; l < layers.size(); l++) {
      boolean isHidden = l < layers.size() - 1;
      Optional<Relu> relu = isHidden ? Optional.of(network.servedRelu(l)) : Optional.empty();
      last = new LayerTape(layers.get(l), relu, false, recorder, n, 1);
      last.forward(x, weights.values(2 * l), weights.values(2 * l + 1), 0, 0, 0);
      x = isHidden ? last.a() : x;
    }
    LayerTape output = Objects.requireNonNull(last);
    EvaluationResult result =
        network.program().target().isPresent()
            ? squares(samples, first, output.z(), recorder)
            : counts(samples, first, output.z(), n, recorder);
    output.record(0);
    return new Evaluation(result, recorder.cells());
  }

  private EvaluationResult counts(
      SampleTable samples, int first, long[] z, int n, CellRecorder recorder)
      throws TrainingStopped {
    int classes = network.program().classes();
    Integer[] counts = new Integer[Math.max(1, samples.groups()) * classes * classes];
    Arrays.fill(counts, 0);
    Prediction.Tape tape = network.prediction().tape(recorder, n);
    for (int i = 0; i < n; i++) {
      int guess = tape.record(z, i);
      int group = samples.groups() > 0 ? samples.group(first + i) : 0;
      counts[(group * classes + samples.label(first + i)) * classes + guess]++;
    }
    return new EvaluationResult(classes, samples.groups(), List.of(counts), 0);
  }

  private EvaluationResult squares(SampleTable samples, int first, long[] z, CellRecorder recorder)
      throws TrainingStopped {
    int outputs = network.program().outputs();
    int n = z.length / outputs;
    Loss.Tape tape = network.servedLoss().tape(recorder, n);
    Target target = network.target();
    int[] p = new int[z.length];
    int[] labels = new int[z.length];
    long sum = 0;
    for (int i = 0; i < z.length; i++) {
      labels[i] = samples.target(i % outputs, first + i / outputs);
    }
    for (int i = 0; i < n; i++) {
      tape.record(z, i, i, 0, 0, p);
      for (int o = 0; o < outputs; o++) {
        long error = target.error(p[i * outputs + o], labels, i, o);
        sum = Math.addExact(sum, error * error);
      }
    }
    return new EvaluationResult(0, 0, List.of(), sum);
  }

  private int[] gather(SampleTable samples, int first, int n) {
    int[] rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = first + i;
    }
    int[] x = new int[n * samples.features()];
    network.records(samples.rows()).gather(samples.rawFeatures(), rows, 0, n, x);
    return x;
  }
}
