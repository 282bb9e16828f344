package io.hallmark.learning.relation;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.model.ServedFormat;
import io.hallmark.learning.operator.CorrectCount;
import io.hallmark.learning.operator.DatasetRange;
import io.hallmark.learning.operator.EvaluationResult;
import io.hallmark.learning.operator.LabelRange;
import io.hallmark.learning.operator.Metric;
import io.hallmark.learning.operator.SquaredErrorSum;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunPlan.CheckedData;
import io.hallmark.learning.relation.RunPlan.EvaluatedRows;
import io.hallmark.learning.relation.RunPlan.Release;
import io.hallmark.learning.relation.RunPlan.StartFrom;
import io.hallmark.learning.trace.ExactTrainer;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.learning.trace.ServedModel;
import io.hallmark.learning.trace.TrainingTrace;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Run;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A training with everything that a test of its run needs.
///
/// @param older contents of the older commitments, in their order
record WholeRun(
    RunPlan plan,
    Run run,
    TrainingTrace trace,
    ServedModel served,
    List<Map<String, Cells>> witness,
    Map<String, Map<String, Cells>> older) {

  /// What to train and prove.
  record Setup(
      Network network, Digest seed, SampleTable train, SampleTable test, List<Integer> spans) {}

  /// What a run publishes, from what it found.
  interface Published {
    Metric of(EvaluationResult result);
  }

  /// The metric of the task of a program, off by so many.
  static Published usual(int lie) {
    return r ->
        r.classes() == 0
            ? new SquaredErrorSum(r.squares() + lie)
            : new CorrectCount(r.correct() + lie);
  }

  static WholeRun of(Setup s, boolean sealed, @Nullable ModelSnapshot parent, boolean checkData)
      throws Exception {
    return of(s, sealed, parent, checkData, 0);
  }

  /// As above, with a false count of correct predictions.
  static WholeRun of(
      Setup s, boolean sealed, @Nullable ModelSnapshot parent, boolean checkData, int countLie)
      throws Exception {
    return of(s, sealed, parent, checkData, List.of(usual(0)), List.of(usual(countLie)));
  }

  /// As above, with further metrics.
  static WholeRun of(
      Setup s,
      boolean sealed,
      @Nullable ModelSnapshot parent,
      boolean checkData,
      List<Published> honest,
      List<Published> stated)
      throws Exception {
    ModelSnapshot start =
        parent == null
            ? s.network().initial(s.seed())
            : format(s).start(parent, s.network().program());
    TrainingTrace trace = ExactTrainer.train(s.network(), s.train(), s.seed(), start, n -> {});
    ServedModel served = ServedModel.export(s.network(), trace.last());
    EvaluationResult result = served.evaluate(s.test(), 0, s.test().rows()).result();
    RunPlan truth = plan(s, sealed, parent, checkData, served, metrics(honest, result));
    RunPlan plan = plan(s, sealed, parent, checkData, served, metrics(stated, result));
    RunWitness source =
        new RunWitness(truth, trace, served, Map.of("data", s.train(), "test", s.test()));
    List<Map<String, Cells>> witness =
        IntStream.range(0, source.parts()).mapToObj(source::part).toList();
    Map<String, Map<String, Cells>> older = new LinkedHashMap<>();
    older.put("data", DataColumns.cells(s.train(), s.network().layout(s.train().groups())));
    older.put("test", DataColumns.cells(s.test(), s.network().layout(s.test().groups())));
    if (parent != null) {
      older.put("parent", ModelColumns.cells(parent));
    }
    if (sealed) {
      older.put("released", ModelColumns.cells(served.weights()));
    }
    return new WholeRun(plan, RunCompiler.compile(plan), trace, served, witness, older);
  }

  /// The sealed run of a trainer that follows other rules: its windows are what it computed, and
  /// export, evaluation and released model follow from its last weights.
  static WholeRun following(Setup s, ReferenceTrainer trainer) throws Exception {
    ReferenceTrainer.Result trained = trainer.train(s);
    long[][] last = new long[trained.weights().length][];
    for (int j = 0; j < last.length; j++) {
      last[j] = Arrays.stream(trained.weights()[j]).mapToLong(BigInteger::longValueExact).toArray();
    }
    ModelSnapshot weights = new ModelSnapshot(s.network().tensors(), last);
    ServedModel served = ServedModel.export(s.network(), weights);
    ServedModel.Evaluation evaluation = served.evaluate(s.test(), 0, s.test().rows());
    Metric metric = usual(0).of(evaluation.result());
    RunPlan plan = plan(s, true, null, true, served, List.of(metric));
    WholeRun honest = of(s, true, null, true);
    int windows = s.spans().size();
    List<Map<String, Cells>> witness = new ArrayList<>(honest.witness());
    witness.set(windows, served.exportCells(weights, true));
    witness.set(windows + 1, evaluation.cells(metric));
    Map<String, Map<String, Cells>> older = new LinkedHashMap<>(honest.older());
    older.put("released", ModelColumns.cells(served.weights()));
    Assignment a = new Assignment(witness, older);
    trained.into(a);
    return new WholeRun(
        plan, RunCompiler.compile(plan), honest.trace(), served, a.witness(), older);
  }

  private static List<Metric> metrics(List<Published> published, EvaluationResult result) {
    return published.stream().map(p -> p.of(result)).toList();
  }

  private static RunPlan plan(
      Setup s,
      boolean sealed,
      @Nullable ModelSnapshot parent,
      boolean checkData,
      ServedModel served,
      List<Metric> metrics) {
    Map<String, Geometry> geometries = new LinkedHashMap<>();
    geometries.put("data", RelationVectors.geometry("older"));
    geometries.put("test", RelationVectors.geometry("older"));
    if (parent != null) {
      geometries.put("parent", RelationVectors.geometry("older"));
    }
    if (sealed) {
      geometries.put("released", RelationVectors.geometry("older"));
    }
    int n = s.test().rows();
    return new RunPlan(
        s.network(),
        s.seed(),
        parent == null
            ? StartFrom.INITIALISATION
            : new StartFrom.SealedParent(s.network().tensors(), format(s)),
        s.spans(),
        sealed ? new Release.Sealed() : new Release.Released(served.weights()),
        metrics.stream()
            .map(m -> new EvaluatedRows("test", n, s.test().groups(), 0, n, m))
            .toList(),
        checkData
            ? List.of(new CheckedData("data", s.train().rows(), range(s.network().program(), 0)))
            : List.of(),
        RelationVectors.geometry("trace"),
        geometries);
  }

  /// The ranges that a program declares.
  static DatasetRange range(TrainingProgram program, int groups) {
    LabelRange labels =
        program
            .target()
            .<LabelRange>map(t ->
                new LabelRange.Values(
                    all(program.outputs(), t.min()), all(program.outputs(), t.max())))
            .orElseGet(() -> new LabelRange.Classes(program.classes()));
    int features = program.features().count();
    return new DatasetRange(
        all(features, program.features().min()),
        all(features, program.features().max()),
        program.limb(),
        labels,
        groups);
  }

  private static Cells all(int count, int value) {
    int[] out = new int[count];
    Arrays.fill(out, value);
    return Cells.ofInts(out);
  }

  /// A parent of the same program.
  private static ServedFormat format(Setup s) {
    return ServedFormat.of(s.network().program());
  }

  /// The cells, multiplicities fitted.
  Assignment assignment() {
    Assignment a = new Assignment(witness, older);
    PlainEvaluator.fitMultiplicities(run, a);
    return a;
  }
}
