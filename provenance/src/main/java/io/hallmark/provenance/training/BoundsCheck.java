package io.hallmark.provenance.training;

import io.hallmark.learning.program.Features;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.Ingestion;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.dataset.SchemaColumn.Numeric;
import io.hallmark.provenance.training.RunStatement.Evaluation;
import io.hallmark.provenance.training.RunStatement.NamedGeometry;
import io.hallmark.provenance.training.RunStatement.PartLink;
import io.hallmark.provenance.training.RunStatement.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares what a statement chooses with manifest and program: each method says what is wrong, or
/// returns null.
final class BoundsCheck {
  private BoundsCheck() {}

  /// The shards that the statement's run uses and the manifest has: all of the training part, in
  /// the order of the manifest, then evaluated ones in the order in which they are evaluated first.
  static List<ManifestPart> parts(CertificateDocuments d) {
    List<ManifestPart> out = new ArrayList<>(d.manifest().shards(Ingestion.TRAIN));
    for (Evaluation e : d.statement().evaluations()) {
      d.manifest().part(e.part()).filter(p -> !out.contains(p)).ifPresent(out::add);
    }
    return out;
  }

  /// The statement links exactly the used parts, by the descriptors of the manifest.
  static @Nullable String links(CertificateDocuments d, List<ManifestPart> used) {
    List<PartLink> expected =
        used.stream().map(p -> new PartLink(p.name(), p.descriptor())).toList();
    return d.statement().data().parts().equals(expected)
        ? null
        : "the statement links " + d.statement().data().parts() + ", the run uses " + expected;
  }

  /// Features, ranges, classes and rows of the program are those of the data set.
  static @Nullable String programFitsData(CertificateDocuments d) {
    TrainingProgram program = d.program();
    DatasetSchema schema = d.manifest().schema();
    Features features = program.features();
    int rows = d.manifest().rows(Ingestion.TRAIN);
    if (features.count() != schema.featureCount()) {
      return "the program has "
          + features.count()
          + " features, the data set "
          + schema.featureCount();
    }
    if (program.classes() != schema.classCount()) {
      return "the program has "
          + program.classes()
          + " classes, the data set "
          + schema.classCount();
    }
    String target = targetFits(program, schema);
    if (target != null) {
      return target;
    }
    if (program.trainRows() != rows) {
      return "the program has " + program.trainRows() + " training records, the data set " + rows;
    }
    if (features.fraction() != schema.frac()) {
      return "the program reads features at scale 2^"
          + features.fraction()
          + ", the data set has them at 2^"
          + schema.frac();
    }
    for (DatasetSchema.Feature f : schema.features()) {
      if (f.min() < features.min() || f.max() > features.max()) {
        return "the range of feature " + f.name() + " is wider than the program's";
      }
    }
    return null;
  }

  private static @Nullable String targetFits(TrainingProgram program, DatasetSchema schema) {
    if (schema.target().isEmpty()) {
      return null; // the classes differ if the program has a target
    }
    Numeric value = schema.target().get().value();
    if (program.outputs() != 1) {
      return "the program has " + program.outputs() + " outputs, the data set one target";
    }
    return program
            .target()
            .filter(t -> value.min() >= t.min() && value.max() <= t.max())
            .isPresent()
        ? null
        : "the range of target " + value.name() + " is wider than the program's";
  }

  /// The windows start at step 0, follow each other without gap or overlap, have whole segments and
  /// end at the last step.
  static @Nullable String windows(CertificateDocuments d) {
    long next = 0;
    for (Window w : d.statement().windows()) {
      if (w.first() != next) {
        return "a training window begins at step " + w.first() + ", expected " + next;
      }
      if (w.steps() < 1 || w.steps() % d.program().segment() != 0) {
        return "a training window has "
            + w.steps()
            + " steps, segments have "
            + d.program().segment();
      }
      next += w.steps();
    }
    return next == d.program().steps()
        ? null
        : "the training windows end at step " + next + " of " + d.program().steps();
  }

  /// Evaluations name parts of the data set and rows of them; no output is impossible, and no
  /// evaluation is stated twice.
  static @Nullable String evaluations(CertificateDocuments d) {
    List<Evaluation> seen = new ArrayList<>();
    for (Evaluation e : d.statement().evaluations()) {
      var part = d.manifest().part(e.part());
      if (part.isEmpty()) {
        return "the data set has no part " + e.part();
      }
      if (e.first() + e.rows() > part.get().rows()) {
        return "evaluation of rows %d to %d of %d"
            .formatted(e.first(), e.first() + e.rows(), part.get().rows());
      }
      String problem = e.output().problem(e.rows(), d.program().classes());
      if (problem != null) {
        return "evaluation of part " + e.part() + ": " + problem;
      }
      if (e.output() instanceof EvaluationOutput.Groups g
          && g.counts().size() != GroupTag.groups(d.manifest().schema(), g.tag())) {
        return "evaluation of part " + e.part() + ": groups of another tag";
      }
      if (seen.contains(e)) {
        return "an evaluation is stated twice";
      }
      seen.add(e);
    }
    return null;
  }

  /// The older commitments of the statement are those of the run, in its order; those of the data
  /// set have the geometry of the manifest, a parent has that of its own statement.
  static @Nullable String older(
      CertificateDocuments d, List<ManifestPart> used, @Nullable ParentModel parent)
      throws VerificationException.Rejected {
    List<NamedGeometry> stated = d.statement().older();
    List<NamedGeometry> expected = new ArrayList<>();
    Map<String, String> names = RunDescription.commitments(used);
    for (ManifestPart p : used) {
      expected.add(new NamedGeometry(names.getOrDefault(p.name(), ""), p.geometry()));
    }
    if (parent != null && parent.sealed().isPresent()) {
      expected.add(parent.geometry());
    }
    if (d.statement().model().mode() == ReleaseMode.SEALED) {
      if (stated.isEmpty() || !stated.getLast().name().equals(RunPlan.RELEASED)) {
        return "the commitment to the sealed model is missing";
      }
      expected.add(stated.getLast());
    }
    return stated.equals(expected) ? null : "stated " + stated + ", expected " + expected;
  }
}
