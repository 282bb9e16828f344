package io.hallmark.learning.relation;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.model.ServedFormat;
import io.hallmark.learning.operator.DatasetRange;
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

  static WholeRun of(Setup s, boolean sealed, @Nullable ModelSnapshot parent, boolean checkData)
      throws Exception {
    return of(s, sealed, parent, checkData, 0);
  }

  /// As above, with a false count of correct predictions.
  static WholeRun of(
      Setup s, boolean sealed, @Nullable ModelSnapshot parent, boolean checkData, int countLie)
      throws Exception {
    ModelSnapshot start =
        parent == null
            ? s.network().initial(s.seed())
            : format(s).start(parent, s.network().program());
    TrainingTrace trace = ExactTrainer.train(s.network(), s.train(), s.seed(), start, n -> {});
    ServedModel served = ServedModel.export(s.network(), trace.last());
    int n = s.test().rows();
    int count = served.evaluate(s.test(), 0, n).correct();
    RunPlan honest = plan(s, sealed, parent, checkData, served, count);
    RunPlan stated = plan(s, sealed, parent, checkData, served, count + countLie);
    RunWitness source =
        new RunWitness(honest, trace, served, Map.of("data", s.train(), "test", s.test()));
    List<Map<String, Cells>> witness =
        IntStream.range(0, source.parts()).mapToObj(source::part).toList();
    Map<String, Map<String, Cells>> older = new LinkedHashMap<>();
    older.put("data", DataColumns.cells(s.train(), s.network().program().classes()));
    older.put("test", DataColumns.cells(s.test(), s.network().program().classes()));
    if (parent != null) {
      older.put("parent", ModelColumns.cells(parent));
    }
    if (sealed) {
      older.put("released", ModelColumns.cells(served.weights()));
    }
    return new WholeRun(stated, RunCompiler.compile(stated), trace, served, witness, older);
  }

  private static RunPlan plan(
      Setup s,
      boolean sealed,
      @Nullable ModelSnapshot parent,
      boolean checkData,
      ServedModel served,
      int count) {
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
        List.of(new EvaluatedRows("test", n, 0, n, count)),
        checkData
            ? List.of(new CheckedData("data", s.train().rows(), range(s.network().program())))
            : List.of(),
        RelationVectors.geometry("trace"),
        geometries);
  }

  private static DatasetRange range(TrainingProgram program) {
    int[] min = new int[program.features().count()];
    int[] max = new int[program.features().count()];
    Arrays.fill(min, program.features().min());
    Arrays.fill(max, program.features().max());
    return new DatasetRange(
        Cells.ofInts(min), Cells.ofInts(max), program.limb(), program.classes());
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
