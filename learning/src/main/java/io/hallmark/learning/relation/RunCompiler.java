package io.hallmark.learning.relation;

import static io.hallmark.learning.relation.RunPlan.PARENT;
import static io.hallmark.learning.relation.RunPlan.RELEASED;

import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.model.ServedFormat;
import io.hallmark.learning.operator.WindowStart;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunPlan.CheckedData;
import io.hallmark.learning.relation.RunPlan.EvaluatedRows;
import io.hallmark.learning.relation.RunPlan.Release;
import io.hallmark.learning.relation.RunPlan.StartFrom;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compiles the public description of a run to the run, byte for byte the same for prover and
/// verifier. Parts: training windows, export, evaluations, data set parts.
public final class RunCompiler {
  /// Most committed cells of a part.
  public static final long MAX_PART_CELLS = 1L << 26;

  private final RunPlan plan;
  private final Network network;
  private final TrainingProgram program;
  private final PartCompiler parts;

  private RunCompiler(RunPlan plan) {
    this.plan = plan;
    this.network = plan.network();
    this.program = network.program();
    this.parts = new PartCompiler(network, plan.shards());
  }

  /// Compiles a plan.
  ///
  /// @throws RunRefused if the plan does not fit the program or exceeds a bound
  public static Run compile(RunPlan plan) throws RunRefused {
    RunCompiler compiler = new RunCompiler(plan);
    PlanCheck.check(plan);
    List<Part> parts = compiler.parts();
    for (int k = 0; k < parts.size(); k++) {
      PlanCheck.checkSize(k, parts.get(k));
    }
    return new Run(plan.trace(), compiler.older(), parts);
  }

  private List<Part> parts() {
    List<Part> out = new ArrayList<>();
    Cells sampledRows = network.sampledRows(plan.seed());
    int first = 0;
    for (int k = 0; k < plan.spans().size(); k++) {
      int span = plan.spans().get(k);
      WindowStart start =
          k > 0 ? new WindowStart.Carried(k - 1, plan.spans().get(k - 1)) : firstStart();
      out.add(parts.window(first, span, start, sampledRows));
      first += span;
    }
    int last = plan.spans().size() - 1;
    out.add(parts.export(last, plan.spans().get(last), released()));
    for (EvaluatedRows e : plan.evaluations()) {
      out.add(parts.evaluation(e, released()));
    }
    for (CheckedData c : plan.checkedData()) {
      out.add(PartCompiler.dataset(c.range(), c.commitment(), c.rows()));
    }
    return out;
  }

  private WindowStart firstStart() {
    return switch (plan.start()) {
      case StartFrom.Initialisation() ->
          new WindowStart.Public(network.initial(plan.seed()).cells());
      case StartFrom.SealedParent(var tensors, ServedFormat format) ->
          new WindowStart.Parent(format.shift(program));
      case StartFrom.ReleasedParent(ModelSnapshot served, ServedFormat format) ->
          new WindowStart.Public(format.start(served, program).cells());
    };
  }

  private @Nullable List<Cells> released() {
    return plan.release() instanceof Release.Released r ? r.served().cells() : null;
  }

  private List<Run.OlderCommitment> older() {
    Map<String, List<ColumnShape>> out = new LinkedHashMap<>();
    List<String> training = RunPlan.training(plan.shards().size());
    for (int s = 0; s < training.size(); s++) {
      String name = training.get(s);
      out.put(name, shapes(name, plan.shards().get(s), groups(name)));
    }
    for (EvaluatedRows e : plan.evaluations()) {
      out.putIfAbsent(e.commitment(), shapes(e.commitment(), e.rows(), e.groups()));
    }
    for (CheckedData c : plan.checkedData()) {
      out.putIfAbsent(c.commitment(), shapes(c.commitment(), c.rows(), c.range().groups()));
    }
    if (plan.start() instanceof StartFrom.SealedParent) {
      out.put(PARENT, ModelColumns.shapes(network));
    }
    if (plan.release() instanceof Release.Sealed) {
      out.put(RELEASED, ModelColumns.shapes(network));
    }
    return out.entrySet().stream()
        .map(e -> new Run.OlderCommitment(e.getKey(), geometry(e.getKey()), e.getValue()))
        .toList();
  }

  private List<ColumnShape> shapes(String commitment, int rows, int groups) {
    List<String> tags = plan.tags().getOrDefault(commitment, List.of());
    return DataColumns.shapes(network.layout(groups).withTags(tags), rows);
  }

  /// Groups of a part, which all that is said about it agrees on.
  private int groups(String commitment) {
    return plan.evaluations().stream()
        .filter(e -> e.commitment().equals(commitment))
        .mapToInt(EvaluatedRows::groups)
        .findFirst()
        .orElseGet(() ->
            plan.checkedData().stream()
                .filter(c -> c.commitment().equals(commitment))
                .mapToInt(c -> c.range().groups())
                .findFirst()
                .orElse(0));
  }

  private Geometry geometry(String commitment) {
    return java.util.Objects.requireNonNull(plan.older().get(commitment));
  }
}
