package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.CorrectCount;
import io.hallmark.learning.operator.SquaredErrorSum;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunCompiler;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.learning.relation.RunPlan.EvaluatedRows;
import io.hallmark.learning.relation.RunPlan.Release;
import io.hallmark.learning.relation.RunPlan.StartFrom;
import io.hallmark.learning.relation.RunRefused;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.ProofChoice;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.GeometryRule;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.Ingestion;
import io.hallmark.provenance.dataset.ManifestPart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What proving a program will take, said before anything is trained. The run is compiled as the
/// prover would compile it, in parts as large as they may be, released weights; cells, fractions
/// and bytes follow from it. Memory and time are what these numbers cost on the machine of
/// `docs/performance.md`, within a factor of two or so.
///
/// @param cells committed cells
/// @param fractions looked-up tuples and rows of lookup tables
/// @param proofBytes expected bytes of the proof
/// @param memoryBytes memory of the proving process with parts as large as they may be
/// @param leastMemoryBytes memory with parts of one segment
/// @param seconds time to prove
public record RunEstimate(
    long cells,
    long fractions,
    long proofBytes,
    long memoryBytes,
    long leastMemoryBytes,
    double seconds) {
  private static final double NANOS_AT_LEAST = 4e8;
  private static final double NANOS_EACH = 350; // cell or fraction
  private static final double NANOS_EACH_AT_FIRST = 2_000; // more, while Java compiles the prover
  private static final double NANOS_AT_FIRST_AT_MOST = 5e9;

  /// The estimate of a program.
  ///
  /// @param manifest the data set, whose test part is evaluated; without one there is no evaluation
  /// @throws RunRefused if the compiler refuses the run, for example for its size
  public static RunEstimate of(TrainingProgram program, Optional<DatasetManifest> manifest)
      throws RunRefused {
    long rows = program.trainRows();
    for (ManifestPart part : manifest.map(DatasetManifest::parts).orElse(List.of())) {
      rows += part.part().equals(Ingestion.TRAIN) ? 0 : part.rows();
    }
    PartSizing sizing = new PartSizing(program, rows * program.features().count(), 1);
    List<Integer> spans = sizing.largestSpans();
    ProofChoice choice = choice(RunCompiler.compile(plan(program, manifest, spans)));
    long cells = RunSize.cells(choice.run().run());
    long fractions = RunSize.fractions(choice.run());
    return new RunEstimate(
        cells,
        fractions,
        Math.round(choice.bytes()),
        sizing.bytes(spans.getLast()),
        sizing.bytes(1),
        nanos(cells + fractions) / 1e9);
  }

  /// Fitted to first proofs on two cores: 0.14, 0.34, 1.2, 62, 91, 140 and 191 million cells and
  /// fractions took 0.8, 1.2, 2.6, 25, 26, 74 and 75 s.
  private static double nanos(long size) {
    return NANOS_AT_LEAST
        + Math.min(NANOS_AT_FIRST_AT_MOST, NANOS_EACH_AT_FIRST * size)
        + NANOS_EACH * size;
  }

  private static ProofChoice choice(Run run) {
    try {
      return ProofChoice.of(RunIndex.of(run), Set.of());
    } catch (ProofException e) {
      throw new IllegalStateException("a compiled run can be proven", e);
    }
  }

  private static RunPlan plan(
      TrainingProgram program, Optional<DatasetManifest> manifest, List<Integer> spans) {
    Network network = Network.of(program);
    List<ManifestPart> parts = manifest.map(DatasetManifest::parts).orElse(List.of());
    Geometry geometry =
        parts.stream()
            .findFirst()
            .map(ManifestPart::geometry)
            .or(() ->
                GeometryRule.forDataset(
                    program.trainRows(), program.features().count(), OptionalLong.empty()))
            .orElseThrow(); // there is one up to 2^29 rows
    Map<String, String> names = RunDescription.commitments(parts);
    Map<String, Geometry> older = new LinkedHashMap<>();
    parts.forEach(part -> older.put(names.getOrDefault(part.name(), ""), part.geometry()));
    if (parts.isEmpty()) {
      older.put(RunPlan.DATA, geometry);
    }
    return new RunPlan(
        network,
        Digest.of(new byte[Digest.BYTES]),
        StartFrom.INITIALISATION,
        spans,
        new Release.Released(ModelSnapshot.zero(network.tensors())),
        parts.stream()
            .filter(part -> part.part().equals(Ingestion.TEST))
            .map(part ->
                new EvaluatedRows(
                    part.name(),
                    part.rows(),
                    0,
                    0,
                    part.rows(),
                    program.target().isPresent() ? new SquaredErrorSum(0) : new CorrectCount(0)))
            .toList(),
        List.of(),
        geometry,
        older,
        Map.of(),
        parts.isEmpty() ? List.of(program.trainRows()) : training(parts));
  }

  /// Records of the shards of the training part.
  private static List<Integer> training(List<ManifestPart> parts) {
    return parts.stream()
        .filter(part -> part.part().equals(Ingestion.TRAIN))
        .map(ManifestPart::rows)
        .toList();
  }
}
