package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.relation.RunCompiler;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.learning.relation.RunPlan.EvaluatedRows;
import io.hallmark.learning.relation.RunPlan.Release;
import io.hallmark.learning.relation.RunPlan.StartFrom;
import io.hallmark.learning.relation.RunRefused;
import io.hallmark.proof.argument.Parameters;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Run;
import io.hallmark.provenance.dataset.Ingestion;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.training.RunStatement.Evaluation;
import io.hallmark.provenance.training.RunStatement.Model;
import io.hallmark.provenance.training.RunStatement.NamedGeometry;
import io.hallmark.provenance.training.RunStatement.ProofParameters;
import io.hallmark.provenance.training.RunStatement.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// From public documents to the run: what prover and verifier compute alike. Nothing of a relation
/// comes from a certificate; the statement contributes bounds, geometries, published outputs and
/// the identity of the model.
///
/// @param network the operators of the program
/// @param seed the seed of the run
/// @param statement the run statement
/// @param parts the shards that the run uses, those of the training part first
/// @param parent the model from which the run starts, or null if it starts from the seed
/// @param released the released weights, or null if the model is sealed
record RunDescription(
    Network network,
    Digest seed,
    RunStatement statement,
    List<ManifestPart> parts,
    @Nullable ParentModel parent,
    @Nullable ModelSnapshot released) {
  /// Copies the list.
  RunDescription {
    parts = List.copyOf(parts);
  }

  /// The commitments to shards in a run, by name of the shard: those of the training part as the
  /// relation calls them, others by their own names.
  ///
  /// @param parts the shards that the run uses, those of the training part first
  static Map<String, String> commitments(List<ManifestPart> parts) {
    List<String> names = RunPlan.training(training(parts).size());
    Map<String, String> out = new LinkedHashMap<>();
    int shard = 0;
    for (ManifestPart p : parts) {
      out.put(p.name(), p.part().equals(Ingestion.TRAIN) ? names.get(shard++) : p.name());
    }
    return out;
  }

  private static List<ManifestPart> training(List<ManifestPart> parts) {
    return parts.stream().filter(p -> p.part().equals(Ingestion.TRAIN)).toList();
  }

  /// The plan.
  RunPlan plan() {
    List<Integer> spans = new ArrayList<>();
    for (Window w : statement.windows()) {
      spans.add(Math.toIntExact(w.steps() / network.program().segment()));
    }
    Map<String, String> commitments = commitments(parts);
    List<EvaluatedRows> evaluations = new ArrayList<>();
    for (Evaluation e : statement.evaluations()) {
      evaluations.add(
          new EvaluatedRows(
              Objects.requireNonNull(commitments.get(e.part()), e.part()),
              part(e.part()).rows(),
              0,
              Math.toIntExact(e.first()),
              Math.toIntExact(e.first() + e.rows()),
              e.output().metric(Math.toIntExact(e.rows()), network.program().limb())));
    }
    Release release = released == null ? new Release.Sealed() : new Release.Released(released);
    Map<String, Geometry> older = new LinkedHashMap<>();
    for (NamedGeometry g : statement.older()) {
      older.put(g.name(), g.geometry());
    }
    return new RunPlan(
        network,
        seed,
        parent == null ? StartFrom.INITIALISATION : parent.start(),
        spans,
        release,
        evaluations,
        List.of(),
        statement.proof().trace(),
        older,
        tags(),
        training(parts).stream().map(ManifestPart::rows).toList());
  }

  /// Tags of the parts, by commitment.
  private Map<String, List<String>> tags() {
    Map<String, String> commitments = commitments(parts);
    Map<String, List<String>> out = new LinkedHashMap<>();
    for (ManifestPart p : parts) {
      out.put(Objects.requireNonNull(commitments.get(p.name()), p.name()), p.tags());
    }
    return out;
  }

  /// The run.
  ///
  /// @throws RunRefused if the compiler refuses it
  Run compile() throws RunRefused {
    return RunCompiler.compile(plan());
  }

  /// The parameters of the proof.
  Parameters parameters() {
    ProofParameters p = statement.proof();
    return new Parameters(
        p.tail(), p.lookupPow(), p.foldPow(), p.queryPow(), p.levelPow(), p.levels());
  }

  /// Roots of the older commitments by their names in the run.
  Map<String, byte[]> roots() {
    Map<String, String> commitments = commitments(parts);
    Map<String, byte[]> out = new LinkedHashMap<>();
    for (ManifestPart p : parts) {
      out.put(Objects.requireNonNull(commitments.get(p.name()), p.name()), p.root().bytes());
    }
    if (parent != null) {
      parent.sealed().ifPresent(m -> out.put(RunPlan.PARENT, m.root().bytes()));
    }
    if (statement.model() instanceof Model.Sealed m) {
      out.put(RunPlan.RELEASED, m.root().bytes());
    }
    return out;
  }

  /// The public bytes of the proof.
  byte[] publicBytes() {
    return statement.digest().bytes();
  }

  private ManifestPart part(String name) {
    return parts.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no part " + name));
  }
}
